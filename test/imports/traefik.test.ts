import { Middleware } from '@kubernetes-models/traefik/traefik.io/v1alpha1';
import { platformOf } from '../platform/objects';

const middleware = () => {
  const { objects } = platformOf('console: { ingress: { enabled: true, hosts: [kafka.example.org], controller: traefik, basicAuthSecretName: users } }');
  return objects.find(({ kind }) => kind === 'Middleware');
};

test('the Middleware is valid by the published validator of Traefik', () => {
  expect(() => new Middleware(middleware()).validate()).not.toThrow();
});

test('fails by the validator where the Middleware has a field of a wrong type', () => {
  const broken = middleware();
  broken.spec.basicAuth.secret = ['users'];
  expect(() => new Middleware(broken).validate()).toThrow('spec/basicAuth/secret must be string');
});
