import { ConsoleIngress, RedpandaCluster, RedpandaConsole, type ConsoleIngressProps } from '../../index';
import { anyVersion, synth } from './synth';

function ingress(props: Omit<ConsoleIngressProps, 'console'> = {}) {
  const made = synth((chart) => {
    const console = new RedpandaConsole(chart, 'console', {
      cluster: new RedpandaCluster(chart, 'cluster'),
    });
    new ConsoleIngress(chart, 'ingress', { console, ...props });
  });
  return made.only('Ingress', 'redpanda-console');
}

const auth = (realm: string) => `nginx.ingress.kubernetes.io/auth-${realm}`;

test('Console is published as kafka.local', () => {
  const backend = {
    service: { name: 'redpanda-console', port: { name: 'http' } },
  };
  expect(ingress().spec).toEqual({
    rules: [
      {
        host: 'kafka.local',
        http: { paths: [{ path: '/', pathType: 'Prefix', backend }] },
      },
    ],
  });
});

test("without a class the Ingress is the cluster's default controller's, and has no annotations", () => {
  expect(ingress().spec).not.toHaveProperty('ingressClassName');
  expect(ingress().metadata).not.toHaveProperty('annotations');
});

test('a class is named in the spec', () => {
  expect(ingress({ className: 'nginx' }).spec.ingressClassName).toBe('nginx');
});

test('a TLS Secret serves the host by HTTPS', () => {
  const { spec } = ingress({
    host: 'console.example.org',
    tlsSecretName: 'console-tls',
  });
  expect(spec.tls).toEqual([{ secretName: 'console-tls', hosts: ['console.example.org'] }]);
  expect(spec.rules[0].host).toBe('console.example.org');
});

test('a Secret of users asks for a password', () => {
  expect(ingress({ basicAuthSecretName: 'console-users' }).metadata.annotations).toEqual({
    [auth('type')]: 'basic',
    [auth('secret')]: 'console-users',
    [auth('realm')]: 'Redpanda Console',
  });
});

test("a user's annotations stand beside our own", () => {
  const { annotations } = ingress({
    basicAuthSecretName: 'console-users',
    annotations: { 'example.org/team': 'platform' },
  }).metadata;
  expect(annotations).toMatchObject({
    'example.org/team': 'platform',
    [auth('secret')]: 'console-users',
  });
});

test.each<[string, Omit<ConsoleIngressProps, 'console'>, string]>([
  ['no host', { host: '' }, 'host ("") must be a host name in lower case such as kafka.example.org or *.example.org, whose last part is no number: an Ingress has no others'],
  ['a URL for a host', { host: 'http://kafka.local' }, 'host ("http://kafka.local") must be a host name in lower case such as kafka.example.org or *.example.org, whose last part is no number: an Ingress has no others'],
  ['a class that is no name', { className: 'Nginx' }, `className ("Nginx") must be the name of an object (an RFC 1123 subdomain: lower-case letters, digits, dashes and dots), or '' for none: Kubernetes refuses others`],
])('fails with %s', (_, props, message) => {
  expect(() => ingress(props)).toThrow(new Error(message));
});

test('the Ingress reads like this', () => {
  expect(
    ingress({
      className: 'nginx',
      tlsSecretName: 'console-tls',
      basicAuthSecretName: 'console-users',
    }),
  ).toMatchSnapshot(anyVersion);
});
