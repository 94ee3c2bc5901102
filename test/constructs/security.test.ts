import { ApiObject, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { KafkaClientEnv, RedpandaCluster, RedpandaConsole, TopicJob, type FromClusterNameOptions, type KafkaClientEnvProps, type RedpandaClusterProps } from '../../index';
import { flavours } from '../../clients/flavours';
import { writeYaml } from '../../template';
import { KubeObject, platformOf } from '../platform/objects';
import { containerOf, synth, Synthesized } from './synth';

const tls = { mode: 'cert-manager', externalSecretName: 'outside', caSecretName: 'trust' } as const;
const sasl = { enabled: true, mechanism: 'SCRAM-SHA-256', superuser: { name: 'root', secretName: 'superuser' } } as const;
const client = { name: 'orders', namespace: 'shop', user: 'shop', secretName: 'orders-login' } as const;

const byValues = new Synthesized(platformOf(writeYaml({ tls, sasl, clients: Object.keys(flavours).map((flavour) => ({ ...client, name: flavour, flavour })) })).objects);
const cluster = (props: RedpandaClusterProps = { tls, sasl }) => synth((chart) => void new RedpandaCluster(chart, 'cluster', props));
const elsewhere = (chart: Chart, options: FromClusterNameOptions) => RedpandaCluster.fromClusterName(chart, 'cluster', 'redpanda', options);
const clientOf = (chart: Chart, options: FromClusterNameOptions, props: Partial<KafkaClientEnvProps> = {}) => new KafkaClientEnv(chart, 'env', { cluster: elsewhere(chart, options), ...client, ...props });
const failure = (build: (chart: Chart) => void): string => {
  try {
    synth(build);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it did not fail');
};

test.each(['StatefulSet redpanda', 'ConfigMap redpanda-config', 'Certificate redpanda-broker', 'Certificate redpanda-ca', 'Issuer redpanda-ca', 'Issuer redpanda-selfsigned'])('a secured cluster has the %s that values make', (object) => {
  const [kind = '', name] = object.split(' ');
  expect(cluster().only(kind, name)).toEqual(byValues.only(kind, name));
});

test('Console and the topic Job of a secured cluster are those that values make', () => {
  const made = synth((chart) => {
    const own = new RedpandaCluster(chart, 'cluster', { tls, sasl });
    new RedpandaConsole(chart, 'console', { cluster: own });
    new TopicJob(chart, 'topics', { cluster: own });
  });
  for (const [kind, name] of [['Deployment', 'redpanda-console'], ['ConfigMap', 'redpanda-console'], ['Job', 'redpanda-topics']] as const) expect(made.only(kind, name)).toEqual(byValues.only(kind, name));
});

test('the certificate of a cluster is there where one is made, and only there', () => {
  const found: unknown[] = [];
  const secret = { mode: 'secret', secretName: 'certificate' } as const;
  synth((chart) => void found.push(...[tls, secret, undefined].map((one, i) => new RedpandaCluster(chart, `cluster-${i}`, { name: `r${i}`, tls: one }).certificate?.name)));
  expect(found).toEqual(['r0-broker', undefined, undefined]);
});

test('clients outside that have certificates have a CA of their own, which signs for their listener and for no other', () => {
  const made = cluster({ tls: { ...tls, externalSecretName: '', externalClientAuth: true, issuerRef: { name: 'company' } }, sasl });
  const signedBy = (name: string) => made.only('Certificate', name).spec.issuerRef.name;
  expect(made.names('Certificate')).toEqual(['redpanda-broker', 'redpanda-external-ca', 'redpanda-external']);
  expect(['redpanda-broker', 'redpanda-external', 'redpanda-external-ca'].map(signedBy)).toEqual(['company', 'redpanda-external-ca', 'redpanda-external-selfsigned']);
  const { volumes } = made.only('StatefulSet').spec.template.spec;
  expect(volumes.find(({ name }: KubeObject) => name === 'external-tls').secret.secretName).toBe('redpanda-external-tls');
});

test('the address of the schema registry says whether it speaks TLS', () => {
  synth((chart) => {
    const urls = [tls, { ...tls, listeners: ['kafka'] as const }].map((one, i) => new RedpandaCluster(chart, `cluster-${i}`, { name: `r${i}`, tls: one }).schemaRegistryUrl);
    expect(urls).toEqual(['https://r0.redpanda.svc.cluster.local:8081', 'http://r1.redpanda.svc.cluster.local:8081']);
  });
});

test.each(Object.keys(flavours) as (keyof typeof flavours)[])('a client of the flavour %s has the ConfigMap that values make, also of a cluster that is made elsewhere', (flavour) => {
  const name = `redpanda-${flavour}-env`;
  const contentOf = ({ data, metadata }: KubeObject): unknown => ({ data, annotations: metadata.annotations });
  const made = synth((chart) => void clientOf(chart, { tls, sasl }, { name: flavour, flavour })).only('ConfigMap', name);
  expect(contentOf(made)).toEqual(contentOf(byValues.only('ConfigMap', name)));
});

test("a client need not know the Secret of the cluster's superuser", () => {
  const open = synth((chart) => void clientOf(chart, { tls, sasl: { enabled: true, mechanism: 'SCRAM-SHA-256' } })).only('ConfigMap');
  expect(open.metadata.annotations['redpanda.io/other-variables']).toBe('KAFKA_SASL_PASSWORD: key password of Secret orders-login\nKAFKA_SSL_CA_PEM: key ca.crt of Secret trust\n');
});

test('the variables of a secured client refer to its Secrets', () => {
  synth((chart) => {
    const items = clientOf(chart, { tls, sasl }).variables.map(({ name, value, valueFrom }) => [name, value ?? valueFrom?.secretKeyRef]);
    expect(items).toEqual([
      ['KAFKA_BOOTSTRAP_SERVERS', 'redpanda.redpanda.svc.cluster.local:9092'],
      ['KAFKA_SCHEMA_REGISTRY_URL', 'https://redpanda.redpanda.svc.cluster.local:8081'],
      ['KAFKA_SECURITY_PROTOCOL', 'SASL_SSL'],
      ['KAFKA_SASL_MECHANISM', 'SCRAM-SHA-256'],
      ['KAFKA_SASL_USERNAME', 'shop'],
      ['KAFKA_SASL_PASSWORD', { name: 'orders-login', key: 'password' }],
      ['KAFKA_SSL_CA_PEM', { name: 'trust', key: 'ca.crt' }],
    ]);
  });
});

test.each<[what: string, make: (chart: Chart) => Deployment | ApiObject]>([
  ['cdk8s-plus', (chart) => new Deployment(chart, 'orders', { metadata: { name: 'orders' }, containers: [{ name: 'orders', image: 'registry.example.org/orders:1.0.0' }] })],
  ['the Kubernetes API', (chart) => new ApiObject(chart, 'orders', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'orders' }, spec: { template: { spec: { containers: [{ name: 'orders' }] } } } })],
])('a Deployment of %s gets the password and the CA by reference', (_, make) => {
  const made = synth((chart) => {
    const orders = make(chart);
    clientOf(chart, { tls, sasl }).addTo(orders);
  });
  const env = containerOf(made.only('Deployment', 'orders')).env as { name: string; valueFrom?: object }[];
  expect(env.filter(({ valueFrom }) => valueFrom)).toEqual([
    { name: 'KAFKA_SASL_PASSWORD', valueFrom: { secretKeyRef: { name: 'orders-login', key: 'password' } } },
    { name: 'KAFKA_SSL_CA_PEM', valueFrom: { secretKeyRef: { name: 'trust', key: 'ca.crt' } } },
  ]);
});

const noSuperuser = 'sasl.superuser.secretName is required where sasl.enabled is true: the first start makes this user, and without it nobody could make others';
const noCertificate = 'tls.secretName is required for the mode secret: brokers take their certificate from it, and none is made';
const incomplete = { tls: { mode: 'secret' }, sasl: { enabled: true } } as const;

test.each<[what: string, id: string, build: (chart: Chart) => void, sentences: readonly string[]]>([
  ['a cluster', 'cluster', (chart) => void new RedpandaCluster(chart, 'cluster', incomplete), [noCertificate, noSuperuser]],
  ['Console of a cluster elsewhere', 'console', (chart) => void new RedpandaConsole(chart, 'console', { cluster: elsewhere(chart, incomplete) }), [noCertificate, noSuperuser]],
  ['the topic Job of a cluster elsewhere', 'topics', (chart) => void new TopicJob(chart, 'topics', { cluster: elsewhere(chart, incomplete) }), [noCertificate, noSuperuser]],
  ['a client', 'env', (chart) => void new KafkaClientEnv(chart, 'env', { cluster: elsewhere(chart, { sasl }), namespace: 'shop' }), ['clients[0].secretName is required where sasl.enabled is true: shop could not log in without a password']],
  ['a client with the user of the cluster', 'env', (chart) => void clientOf(chart, { sasl }, { user: 'root' }), ['clients[0].user (root) must not be sasl.superuser.name: a client that may do everything is held by no ACL']],
  ['a cluster with a misspelt value', 'cluster', (chart) => void new RedpandaCluster(chart, 'cluster', { tls: { secretname: 'a' } as never }), ['tls.secretname is not a value: did you mean tls.secretName?']],
  ['a cluster with a password', 'cluster', (chart) => void new RedpandaCluster(chart, 'cluster', { sasl: { superuser: { password: 'hunter2' } as never } }), ['sasl.superuser.password must not be given: a secret does not belong in values, secretName names the Secret that holds it']],
  ['a cluster elsewhere with an unknown mode', 'cluster', (chart) => void elsewhere(chart, { tls: { mode: 'on' as never } }), ['tls.mode ("on") must be none, secret or cert-manager: certificates come from nowhere else']],
])('%s that cannot be fails with its path', (_, id, build, sentences) => {
  expect(failure(build)).toBe(sentences.map((sentence) => `test/${id}: ${sentence}`).join('\n'));
});
