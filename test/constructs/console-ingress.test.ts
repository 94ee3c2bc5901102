import { ConsoleIngress, RedpandaCluster, RedpandaConsole, type ConsoleIngressProps } from '../../index';
import { synth } from './synth';

function made(props: Omit<ConsoleIngressProps, 'console'> = {}) {
  return synth((chart) => {
    const console = new RedpandaConsole(chart, 'console', {
      cluster: new RedpandaCluster(chart, 'cluster'),
    });
    new ConsoleIngress(chart, 'ingress', { console, hosts: ['kafka.example.org'], ...props });
  });
}

const ingress = (...props: Parameters<typeof made>) => made(...props).only('Ingress', 'redpanda-console');

const auth = (realm: string) => `nginx.ingress.kubernetes.io/auth-${realm}`;

test('Console is published under its host', () => {
  const backend = {
    service: { name: 'redpanda-console', port: { name: 'http' } },
  };
  expect(ingress().spec).toEqual({
    rules: [
      {
        host: 'kafka.example.org',
        http: { paths: [{ path: '/', pathType: 'Prefix', backend }] },
      },
    ],
  });
});

test('several hosts have a rule each, and one certificate', () => {
  const { rules, tls } = ingress({ hosts: ['a.example.org', 'b.example.org'], tlsSecretName: 'tls' }).spec;
  expect(rules.map(({ host }: { host: string }) => host)).toEqual(['a.example.org', 'b.example.org']);
  expect(rules[0].http).toEqual(rules[1].http);
  expect(tls).toEqual([{ secretName: 'tls', hosts: ['a.example.org', 'b.example.org'] }]);
});

test("the Ingress leads to the path that Console is served under", () => {
  const objects = synth((chart) => {
    const console = new RedpandaConsole(chart, 'console', { cluster: new RedpandaCluster(chart, 'cluster'), basePath: '/kafka' });
    new ConsoleIngress(chart, 'ingress', { console, hosts: ['kafka.example.org'] });
  });
  expect(objects.only('Ingress').spec.rules[0].http.paths[0].path).toBe('/kafka');
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
    hosts: ['console.example.org'],
    tlsSecretName: 'console-tls',
  });
  expect(spec.tls).toEqual([{ secretName: 'console-tls', hosts: ['console.example.org'] }]);
  expect(spec.rules[0].host).toBe('console.example.org');
});

const login = { basicAuthSecretName: 'console-users' } as const;

test('ingress-nginx is told to ask for a password by annotations', () => {
  expect(ingress({ ...login, controller: 'ingress-nginx' }).metadata.annotations).toEqual({
    [auth('type')]: 'basic',
    [auth('secret')]: 'console-users',
    [auth('realm')]: 'Redpanda Console',
  });
});

test('Traefik is told so by a Middleware, which the Ingress names with its namespace', () => {
  const { metadata } = ingress({ ...login, controller: 'traefik' });
  expect(metadata.annotations).toEqual({ 'traefik.ingress.kubernetes.io/router.middlewares': 'redpanda-redpanda-console@kubernetescrd' });
  const { apiVersion, spec, metadata: own } = made({ ...login, controller: 'traefik' }).only('Middleware', 'redpanda-console');
  expect([apiVersion, own.namespace]).toEqual(['traefik.io/v1alpha1', metadata.namespace]);
  expect(spec).toEqual({ basicAuth: { secret: 'console-users', realm: 'Redpanda Console' } });
});

test('Traefik takes several dashes of a name for one', () => {
  const { metadata } = synth((chart) => {
    const console = new RedpandaConsole(chart, 'console', { cluster: new RedpandaCluster(chart, 'cluster', { name: 'r--p', namespace: 'team---a' }) });
    new ConsoleIngress(chart, 'ingress', { console, hosts: ['kafka.example.org'], ...login, controller: 'traefik' });
  }).only('Ingress', 'r--p-console');
  expect(metadata.annotations['traefik.ingress.kubernetes.io/router.middlewares']).toBe('team-a-r-p-console@kubernetescrd');
});

test.each<[string, Omit<ConsoleIngressProps, 'console'>]>([
  ['no login', {}],
  ['no login, and Traefik', { controller: 'traefik' }],
  ['a login of ingress-nginx', { ...login, controller: 'ingress-nginx' }],
])('%s needs no Middleware, and so no CRD', (_, props) => {
  expect(made(props).names('Middleware')).toEqual([]);
});

test("a user's annotations stand beside our own", () => {
  const { annotations } = ingress({
    ...login,
    controller: 'ingress-nginx',
    annotations: { 'example.org/team': 'platform' },
  }).metadata;
  expect(annotations).toMatchObject({
    'example.org/team': 'platform',
    [auth('secret')]: 'console-users',
  });
});

test.each<[string, Omit<ConsoleIngressProps, 'console'>, string]>([
  ['no host', { hosts: [] }, 'console.ingress.hosts is required for an Ingress: without one it would answer for the names of others'],
  ['an empty host', { hosts: [''] }, 'hosts[0] ("") must be a host name in lower case such as kafka.example.org or *.example.org, whose last part is not a number: an Ingress takes no others'],
  ['a URL for a host', { hosts: ['http://kafka.local'] }, 'hosts[0] ("http://kafka.local") must be a host name in lower case such as kafka.example.org or *.example.org, whose last part is not a number: an Ingress takes no others'],
  ['a class that is no name', { className: 'Nginx' }, `className ("Nginx") must be the name of an object (an RFC 1123 subdomain: lower-case letters, digits, dashes and dots), or '' for none: Kubernetes refuses anything else`],
  [
    'a login that no controller asks for',
    login,
    'console.ingress.basicAuthSecretName (console-users) must be empty unless console.ingress.controller is ingress-nginx or traefik: others would ignore it, and ask nobody for a password',
  ],
  [
    "an annotation that is Traefik's login",
    { ...login, controller: 'traefik', annotations: { 'traefik.ingress.kubernetes.io/router.middlewares': 'default-auth@kubernetescrd' } },
    'console.ingress.annotations must not hold traefik.ingress.kubernetes.io/router.middlewares: basicAuthSecretName sets it',
  ],
  ['a controller that is not known', { controller: 'nginx' as never }, `controller ("nginx") must be '', ingress-nginx or traefik: no other controller is told here to ask for a login`],
])('fails with %s', (_, props, message) => {
  expect(() => ingress(props)).toThrow(new Error(`test/ingress: ${message}`));
});

const whole = { className: 'nginx', tlsSecretName: 'console-tls', ...login } as const;

test('the Ingress reads like this', () => {
  expect(ingress({ ...whole, controller: 'ingress-nginx' })).toMatchSnapshot();
});

test("Traefik's Middleware reads like this", () => {
  expect(made({ ...whole, controller: 'traefik' }).only('Middleware', 'redpanda-console')).toMatchSnapshot();
});
