import { clientEnvironments } from '../../clients/client-environments';
import { namedByContent } from '../../kubernetes/content-name';
import { plainName } from '../../output/file-name';
import { manifestsOf } from '../../output/manifests';
import { tidy } from '../../template';
import { releaseTest } from '../../output/release-test';
import { scrapeConfigs } from '../../monitoring/scrape-config';
import { valuesAround } from '../../values/section';
import type { Values } from '../../values/types';
import { KubeObject } from './objects';
import { Secured } from './security';

type Part = { readonly [key: string]: unknown };
/** A choice, and the values that make it. */
type Choice = readonly [title: string, part: Part];

/** Every two of the listeners in every combination. */
const listeners = [['kafka', 'external', 'schema-registry', 'admin', 'rpc'], [], ['kafka', 'admin'], ['external', 'schema-registry'], ['kafka', 'external', 'rpc'], ['schema-registry', 'admin', 'rpc']];

const sources: readonly Choice[] = [
  ['a Secret', { mode: 'secret', secretName: 'certificate' }],
  ["cert-manager's own CA", { mode: 'cert-manager' }],
  ['an Issuer', { mode: 'cert-manager', issuerRef: { name: 'company', kind: 'ClusterIssuer' } }],
];
const names: readonly Choice[] = [
  ['one certificate', {}],
  ['another certificate outside', { externalSecretName: 'outside', caSecretName: 'trust' }],
];
const encrypted = sources.flatMap(([source, from]) =>
  names.flatMap(([certificates, more]) => listeners.map((some): Choice => [`TLS from ${source}, ${certificates}, for ${some.join(', ') || 'no listener'}`, { tls: { ...from, ...more, listeners: some } }])),
);
const tls: readonly Choice[] = [['no TLS', {}], ...encrypted];

const superuser = { name: 'root', secretName: 'superuser' };
const sasl: readonly Choice[] = [
  ['no SASL', { sasl: { enabled: false } }],
  ...['SCRAM-SHA-256', 'SCRAM-SHA-512'].map((mechanism): Choice => [mechanism, { sasl: { enabled: true, mechanism, superuser }, users: [{ name: 'reporting', secretName: 'reporting' }] }]),
];

const external: readonly Choice[] = [
  ['port-forwards', { broker: { replicas: 2 } }],
  ['NodePorts', { broker: { replicas: 2, external: { type: 'NodePort', port: 30092, domain: 'kafka.example.org', insecure: true } } }],
  ['LoadBalancers', { broker: { replicas: 2, external: { type: 'LoadBalancer', domain: 'kafka.example.org', insecure: true } } }],
];

const client = (name: string, more: object = {}) => ({ name, namespace: 'shop', flavour: name, secretName: `${name}-login`, ...more });
const consumers: readonly Choice[] = [
  ['Console, Jobs and clients', { cluster: { log_retention_ms: 1 }, schemas: [{ subject: 'a', schema: '"string"' }], quotas: [{ default: 'clientId', producerByteRate: 1 }], clients: [...['generic', 'spring', 'quarkus', 'librdkafka'].map((flavour) => client(flavour)), client('plain', { flavour: 'spring', schemaRegistry: false, user: 'shop' })] }],
  ['brokers alone', { console: { enabled: false } }],
];

const product = (...choices: readonly (readonly Choice[])[]): Choice[] =>
  choices.reduce<Choice[]>((all, more) => all.flatMap(([before, part]) => more.map(([title, rest]): Choice => [before ? `${before}; ${title}` : title, { ...part, ...rest }])), [['', {}]]);

/** Clients outside can log in by certificate only where there are TLS and users. */
const byCertificate = sources.flatMap(([source, from]) =>
  listeners.filter((some) => some.includes('external')).flatMap((some) => {
    const title = `TLS from ${source} for ${some.join(', ')}, with certificates of clients outside`;
    const values = { ...from, listeners: some, externalClientAuth: true };
    const given: Choice = [title, { tls: { ...values, externalSecretName: 'outside' } }];
    return from['mode'] === 'secret' ? [given] : [given, [`${title}, which cert-manager makes`, { tls: values }] as Choice];
  }),
);

/** While clients move, some still talk to listeners beside the others. */
const moving = sources.flatMap(([source, from]) => ['open', 'used'].map((plaintext): Choice => [`TLS from ${source}, plaintext ${plaintext}`, { tls: { ...from, plaintext } }]));

/** Every combination of the modes, as parts of a values file. */
export const combinations: readonly Choice[] = [
  ...product(tls, sasl, external, consumers.slice(0, 1)),
  ...product(tls, sasl, external.slice(0, 1), consumers.slice(1)),
  ...product(byCertificate, sasl.slice(-1), external, consumers.slice(0, 1)),
  ...product(moving, sasl, external.slice(0, 1), consumers.slice(0, 1)),
];

/** A platform as others read it. NetworkPolicies say nothing of security here, and are left out for speed. */
export function securedBy(part: Part): Secured {
  return securedOf(valuesAround({ networkPolicy: { enabled: false }, ...part }));
}

export function securedOf(values: Values): Secured {
  const copy = (object: unknown) => JSON.parse(JSON.stringify(object));
  const objects = [...manifestsOf(values, plainName).values()].map(({ object }) => copy(namedByContent(object as never)));
  const clients = clientEnvironments(values).map(({ name, variables }) => ({ name, variables: copy(variables) }));
  const test: KubeObject = releaseTest({ ...values, ...values.broker });
  // The script of the pod is one of the chart's files.
  const pod = { ...test, spec: { ...test.spec, containers: test.spec.containers.map((container: KubeObject) => ({ ...container, args: [] })) } };
  return { values, objects: [...objects, copy(pod)], scrape: copy(tidy(scrapeConfigs(values)[0])), clients };
}
