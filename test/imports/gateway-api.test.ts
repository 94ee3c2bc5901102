import { HTTPRoute } from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1';
import { platformOf } from '../platform/objects';

const route = () => {
  const { objects } = platformOf('console: { basePath: /kafka, route: { enabled: true, parentRefs: [{ name: public, namespace: gateways, sectionName: https }], hostnames: [kafka.example.org] } }');
  return objects.find(({ kind }) => kind === 'HTTPRoute');
};

test('the HTTPRoute is valid by the published validator of the Gateway API', () => {
  expect(() => new HTTPRoute(route()).validate()).not.toThrow();
});

test('fails by the validator where the HTTPRoute has a field of a wrong type', () => {
  const broken = route();
  broken.spec.rules[0].backendRefs[0].port = 'http';
  expect(() => new HTTPRoute(broken).validate()).toThrow('spec/rules/0/backendRefs/0/port must be integer');
});
