import { isDeepStrictEqual } from 'node:util';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { synthesize } from '../../output';
import { prometheusFiles } from '../../output/prometheus';
import { defaultsOf } from '../../values/defaults';
import { schema } from '../../values/schema/schema';
import { topic } from '../../values/schema/topic';
import { KubeObject, objectsIn, platformOf, valuesOf } from '../platform/objects';
import { containerOf, env, Synthesized } from './synth';

// What the comments of props say.

interface Prop {
  readonly at: string;
  readonly name: string;
  readonly source: string;
  readonly comment: string;
}

/** The optional props of a file's interfaces that a user fills. */
function optionalProps(path: string): Prop[] {
  const source = readFileSync(path, 'utf8');
  const interfaces = [...source.matchAll(/^(?:export )?(?:interface|type) \w+(?:Props|Options|Input)\b.*\{$([^]*?)^\};?$/gm)];
  return interfaces.flatMap(([, body = '']) =>
    [...body.matchAll(/(\/\*\*(?:[^*]|\*(?!\/))*\*\/)?\s*readonly (\w+)\?:/g)].map(([, comment = '', name = '']) => ({ at: `${path} ${name}`, name, source, comment })),
  );
}

const files = ['constructs', 'values', 'output', 'cli', 'template'].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'types.ts').map((name) => join(folder, name)));
const props = files.flatMap(optionalProps);
const defaultOf = ({ comment }: Prop): string => /@default (.*)/.exec(comment)?.[1] ?? '';

test('there are props to be read', () => {
  expect(props.map(({ at }) => at)).toEqual(expect.arrayContaining(['constructs/platform-namespace.ts restricted', 'constructs/redpanda-network-policies.ts withConsole']));
});

test.each(props.map((prop) => [prop.at, prop] as const))('%s says what happens without it, and that is what happens', (_, prop) => {
  const said = defaultOf(prop);
  expect(said).toMatch(/^(- )?\S/);
  if (!said.startsWith('- ')) expect([`${prop.name} = ${said}`, `${prop.name} ?? ${said}`].filter((code) => prop.source.includes(code))).not.toEqual([]);
});

// What the values schema says.

const { objects } = platformOf();
const made = new Synthesized(objects);
const brokers = made.only('StatefulSet', 'redpanda');
const broker = containerOf(brokers);
const [claim] = brokers.spec.volumeClaimTemplates;
const deployment = made.only('Deployment', 'redpanda-console');
const ingress = new Synthesized(platformOf('console: { ingress: { enabled: true, hosts: [kafka.example.org] } }').objects).only('Ingress');
const applicationOf = (values: string) => objectsIn(synthesize(valuesOf(values), new Map(), 'written').get('argocd/application.yaml') ?? '');
const [application] = applicationOf('argocd: { repoUrl: https://git.example.com/a.git }');
const { spec: { source, project }, metadata: { namespace: argocdNamespace } } = application;
const [scraped] = parse(prometheusFiles(valuesOf(), 'of an environment').get('scrape-config.yaml') ?? '').scrape_configs;
const monitored = (more: object) => platformOf(`monitoring: { podMonitor: ${JSON.stringify({ enabled: true, ...more })} }`).objects;
const ruled = (more: object) => platformOf(`monitoring: { prometheusRule: ${JSON.stringify({ enabled: true, ...more })} }`).objects;
const alerts = parse(prometheusFiles(valuesOf('clients: [{ name: a, namespace: a }]\ntls: { mode: cert-manager }'), '').get('rules.yaml') ?? '').groups.flatMap(({ rules }: KubeObject) => rules);
const alertOf = (name: string): KubeObject => alerts.find(({ alert }: KubeObject) => alert === name);
const threshold = (name: string, pattern: RegExp) => Number(pattern.exec(alertOf(name).expr)?.[1]);
const auth = (key: string): string => ingress.metadata.annotations?.[`nginx.ingress.kubernetes.io/auth-${key}`] ?? '';
const controllers = { 'nginx.ingress.kubernetes.io/auth-type': 'ingress-nginx', 'traefik.ingress.kubernetes.io/router.middlewares': 'traefik' };
const namespaceOf = ({ namespaceSelector }: KubeObject) => namespaceSelector?.matchLabels['kubernetes.io/metadata.name'];
/** The peers of others as values name them. */
const peersOf = (peers: KubeObject[] = []) => peers.filter(namespaceOf).map((peer) => ({ namespace: namespaceOf(peer), ...(peer.podSelector && { podSelector: peer.podSelector.matchLabels }) }));
/** The peers of the one rule that names others. */
const admittedBy = (policy: string) => made.only('NetworkPolicy', policy).spec.ingress.map(({ from }: KubeObject) => peersOf(from)).find((peers: object[]) => peers.length > 0);

const nodePorts = new Synthesized(platformOf('broker: { external: { type: NodePort, insecure: true, port: 30092 } }').objects);
const admittedCidrs = nodePorts.only('NetworkPolicy', 'redpanda-external').spec.ingress.flatMap(({ from }: KubeObject) => from.map(({ ipBlock }: KubeObject) => ipBlock.cidr));

/** What of redpanda.yaml is not written by the platform itself. */
const written = parse(made.only('ConfigMap', 'redpanda-config').data['redpanda.yaml']);
const own = ['data_directory', 'empty_seed_starts_cluster', 'rpc_server', 'admin', 'kafka_api', 'seed_servers', 'schema_registry_api', 'brokers'];
const added = Object.fromEntries(Object.entries(written).filter(([, section]) => Object.keys(section as object).some((key) => !own.includes(key))));

/** What of the bootstrap file is not written by the platform itself. */
const bootstrap = parse(made.only('ConfigMap', 'redpanda-config').data['bootstrap.yaml']);
const ownSettings = ['auto_create_topics_enabled', 'core_balancing_continuous', 'default_topic_replications', 'enable_metrics_reporter', 'partition_autobalancing_mode'];
const settings = Object.fromEntries(Object.entries(bootstrap).filter(([name]) => !ownSettings.includes(name)));

/** What of Console's file is not written by the platform itself. */
const consoleKeys = Object.keys(parse(made.only('ConfigMap', 'redpanda-console').data['config.yaml']));
const addedToConsole = Object.fromEntries(consoleKeys.filter((key) => !['kafka', 'schemaRegistry', 'redpanda', 'server', 'analytics'].includes(key)).map((key) => [key, 1]));

const isAccepted = (text: string): boolean => {
  try {
    return platformOf(text).objects.length > 0;
  } catch {
    return false;
  }
};

/** With TLS and a login, what they are by default is found as well. */
const secured = new Synthesized(platformOf('tls: { mode: cert-manager }\nsasl: { enabled: true, superuser: { secretName: superuser } }').objects);
const securedBrokers = secured.only('StatefulSet');
const securedFile = parse(secured.only('ConfigMap', 'redpanda-config').data['redpanda.yaml']);
const certificate = secured.only('Certificate', 'redpanda-broker').spec;
const volume = (name: string) => securedBrokers.spec.template.spec.volumes.find((one: KubeObject) => one.name === name)?.secret.secretName ?? '';
const annotation = new Synthesized(platformOf('tls: { mode: cert-manager }\nclients: [{ name: a, namespace: a }]').objects).only('ConfigMap', 'redpanda-a-env').metadata.annotations?.['redpanda.io/other-variables'] ?? '';
const withTls = {
  kafka: securedFile.redpanda.kafka_api_tls.some(({ name }: KubeObject) => name === 'internal'),
  external: securedFile.redpanda.kafka_api_tls.some(({ name }: KubeObject) => name === 'external'),
  'schema-registry': securedFile.schema_registry.schema_registry_api_tls.length > 0,
  admin: securedFile.redpanda.admin_api_tls.length > 0,
  rpc: securedFile.redpanda.rpc_server_tls.enabled,
};

const stored = 'licenseAcknowledged: true\ncluster: { cloud_storage_enabled: true, cloud_storage_bucket: a, cloud_storage_region: b }';
const withStore = new Synthesized(platformOf(stored.replace('region: b', 'region: b, cloud_storage_credentials_source: sts')).objects).only('ServiceAccount', 'redpanda-storage');
const reporting = new Synthesized(platformOf('cluster: { enable_metrics_reporter: true }').objects).only('NetworkPolicy', 'redpanda-brokers');

/** Where each value is found in what is emitted. */
const found: Readonly<Record<string, unknown>> = {
  namespace: brokers.metadata.namespace,
  createNamespace: made.names('Namespace').includes(brokers.metadata.namespace),
  name: brokers.metadata.name,
  clusterDomain: /\.svc\.(.*):/.exec(env(containerOf(made.only('Job')))['RPK_BROKERS']!)?.[1],
  imagePullSecrets: brokers.spec.template.spec.imagePullSecrets ?? [],
  'global.imageRegistry': broker.image.replace(defaultsOf(schema).broker.image, ''),
  'global.imagePullSecrets': brokers.spec.template.spec.imagePullSecrets ?? [],
  'broker.replicas': brokers.spec.replicas,
  'broker.image': broker.image,
  'broker.resources.requests.cpu': broker.resources.requests.cpu,
  'broker.resources.requests.memory': broker.resources.requests.memory,
  'broker.resources.limits.cpu': broker.resources.limits.cpu,
  'broker.resources.limits.memory': broker.resources.limits.memory,
  'broker.storage.size': claim.spec.resources.requests.storage,
  'broker.storage.storageClassName': claim.spec.storageClassName ?? '',
  'broker.nodeSelector': brokers.spec.template.spec.nodeSelector ?? {},
  'broker.tolerations': brokers.spec.template.spec.tolerations ?? [],
  'broker.external.type': made.only('Service', 'redpanda-external').spec.type ?? 'ClusterIP',
  'broker.external.port': Number(env(broker)['EXTERNAL_PORT']),
  'broker.external.domain': env(broker)['EXTERNAL_HOST'] === '127.0.0.1' ? '' : env(broker)['EXTERNAL_HOST'],
  'broker.external.annotations': made.only('Service', 'redpanda-external').metadata.annotations ?? {},
  'broker.external.allowedCidrs': admittedCidrs,
  'broker.external.insecure': isAccepted('broker: { external: { type: NodePort, port: 30092 } }'),
  'broker.config': added,
  'broker.rackAwareness': (broker.env as KubeObject[]).some(({ name }) => name === 'RACK'),
  'broker.logLevel': /--default-log-level=(\w+)/.exec(String(broker.args))?.[1] ?? 'info',
  'broker.extraArgs': broker.args ?? [],
  'tls.mode': secured.names('Certificate').length > made.names('Certificate').length ? 'none' : undefined,
  'tls.listeners': Object.entries(withTls).flatMap(([listener, speaks]) => (speaks === true ? [listener] : [])),
  'tls.plaintext': written.redpanda.kafka_api.some(({ name }: KubeObject) => name === 'plaintext') ? undefined : 'none',
  'tls.secretName': volume('tls').replace('redpanda-tls', ''),
  'tls.externalSecretName': volume('external-tls'),
  'tls.externalClientAuth': securedFile.redpanda.kafka_api_tls.some((one: KubeObject) => one.require_client_auth === true),
  'tls.caSecretName': /Secret (.*)/.exec(annotation)?.[1]?.replace('redpanda-ca', ''),
  'tls.issuerRef.name': certificate.issuerRef.name.replace('redpanda-ca', ''),
  'tls.issuerRef.kind': certificate.issuerRef.kind,
  'sasl.enabled': env(broker)['SUPERUSER'] !== undefined,
  'sasl.mechanism': env(containerOf(securedBrokers))['SASL_MECHANISM'],
  'sasl.superuser.name': env(containerOf(securedBrokers))['SUPERUSER'],
  'sasl.superuser.secretName': isAccepted('sasl: { enabled: true }') ? undefined : '',
  cluster: made.names('Job').length > 1 ? undefined : settings,
  'tieredStorage.secretName': isAccepted(stored) ? undefined : '',
  'tieredStorage.serviceAccountAnnotations': withStore.metadata.annotations ?? {},
  licenseAcknowledged: isAccepted('cluster: { audit_enabled: true }'),
  'console.enabled': made.names('Deployment').includes('redpanda-console'),
  'console.replicas': deployment.spec.replicas,
  'console.image': containerOf(deployment).image,
  'console.resources.requests.cpu': containerOf(deployment).resources.requests.cpu,
  'console.resources.requests.memory': containerOf(deployment).resources.requests.memory,
  'console.resources.limits.cpu': containerOf(deployment).resources.limits.cpu,
  'console.resources.limits.memory': containerOf(deployment).resources.limits.memory,
  'console.ingress.enabled': made.names('Ingress').includes('redpanda-console'),
  'console.basePath': ingress.spec.rules[0].http.paths[0].path,
  'console.ingress.hosts': made.all('Ingress').flatMap(({ spec }) => spec.rules.map(({ host }: KubeObject) => host)),
  'console.ingress.className': ingress.spec.ingressClassName ?? '',
  'console.ingress.tlsSecretName': ingress.spec.tls?.[0].secretName ?? '',
  'console.ingress.controller': Object.entries(controllers).find(([key]) => ingress.metadata.annotations?.[key])?.[1] ?? '',
  'console.ingress.basicAuthSecretName': auth('secret'),
  'console.ingress.annotations': ingress.metadata.annotations ?? {},
  'console.route.enabled': made.names('HTTPRoute').length > 0,
  'console.route.parentRefs': [],
  'console.route.hostnames': [],
  'console.config': addedToConsole,
  'adopted.serviceName': brokers.spec.serviceName.replace('redpanda-headless', ''),
  'adopted.podManagementPolicy': brokers.spec.podManagementPolicy,
  'adopted.claimName': claim.metadata.name,
  'adopted.claimLabels': claim.metadata.labels ?? {},
  'adopted.accessMode': claim.spec.accessModes.join(),
  'adopted.brokerSelector': isDeepStrictEqual(brokers.spec.selector.matchLabels, { app: 'redpanda' }) ? {} : undefined,
  'adopted.consoleSelector': isDeepStrictEqual(deployment.spec.selector.matchLabels, { app: 'redpanda-console' }) ? {} : undefined,
  patches: isDeepStrictEqual(platformOf('patches: []').objects, objects) ? [] : undefined,
  topics: made.all('ConfigMap').flatMap(({ data }) => data.topics ?? []),
  schemas: isDeepStrictEqual(platformOf('schemas: []').objects, objects) ? [] : undefined,
  clients: made.names('ConfigMap').filter((name) => name.endsWith('-env')),
  acls: secured.all('ConfigMap').flatMap(({ data }) => data?.acls ?? []),
  users: secured.names('Job').filter((name) => name.startsWith('redpanda-users')),
  'prune.users': secured.names('ConfigMap').filter((name) => name.startsWith('redpanda-users')),
  quotas: made.names('Job').some((name) => name.includes('quotas')) ? undefined : [],
  'prune.subjects': made.names('Job').some((name) => name.includes('schemas')) ? undefined : [],
  'prune.quotas': made.names('Job').some((name) => name.includes('quotas')) ? undefined : [],
  'prune.topics': made.all('ConfigMap').flatMap(({ data }) => data.prune ?? []),
  dryRun: env(containerOf(made.only('Job')))['DRY_RUN'] !== undefined,
  'networkPolicy.enabled': made.names('NetworkPolicy').includes('redpanda-brokers'),
  'networkPolicy.ingress': admittedBy('redpanda-console'),
  'networkPolicy.monitoring': admittedBy('redpanda-brokers'),
  'networkPolicy.egressCidrs': reporting.spec.egress.flatMap(({ to = [] }: KubeObject) => to.flatMap(({ ipBlock }: KubeObject) => ipBlock?.cidr ?? [])),
  'networkPolicy.dns': peersOf(made.only('NetworkPolicy', 'redpanda-brokers').spec.egress[0].to),
  'monitoring.job': scraped.job_name === 'of an environment' ? '' : scraped.job_name,
  'monitoring.podMonitor.enabled': made.names('PodMonitor').length > 0,
  'monitoring.podMonitor.labels': isDeepStrictEqual(monitored({}), monitored({ labels: {} })) ? {} : undefined,
  'monitoring.prometheusRule.enabled': made.names('PrometheusRule').length > 0,
  'monitoring.prometheusRule.labels': isDeepStrictEqual(ruled({}), ruled({ labels: {} })) ? {} : undefined,
  'monitoring.steadyTopics': made.all('PrometheusRule').length > 0 || alertOf('RedpandaTrafficStopped') ? undefined : [],
  'monitoring.thresholds.diskFreePercent': threshold('RedpandaDiskLow', /< (\d+) \/ 100/),
  'monitoring.thresholds.latencyMs': threshold('RedpandaProduceLatency', /> (\d+) \/ 1000/),
  'monitoring.thresholds.lagSeconds': threshold('RedpandaConsumerLag', /> (\d+)\n/),
  'monitoring.thresholds.certificateDays': threshold('RedpandaCertificateExpiry', /< (\d+) \* 86400/),
  'monitoring.runbookUrl': alertOf('RedpandaBrokerDown').annotations.runbook_url.replace(/#.*/, ''),
  'argocd.namespace': argocdNamespace,
  'argocd.project': project,
  'argocd.repoUrl': applicationOf('').map(({ spec }) => spec.source.repoURL).join(),
  'argocd.targetRevision': source.targetRevision,
  'argocd.path': source.path === 'written' ? '' : source.path,
};

/** The leaves of the schema with their defaults. An empty map is a leaf, too. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  const isSection = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  return isSection ? Object.entries(value).flatMap(([key, child]) => leaves(child, path ? `${path}.${key}` : key)) : [[path, value]];
}

const defaults = leaves(defaultsOf(schema));

test('every value of the schema is found in what is emitted', () => {
  expect(Object.keys(found).sort()).toEqual(defaults.map(([path]) => path).sort());
});

test.each(defaults)('the default of %s is what is emitted', (path, value) => {
  expect(found[path]).toEqual(value);
});

test.each(['partitions', 'replicationFactor'] as const)("what a topic's %s is when it is left out is what its description says", (field) => {
  const said = /(\d+) if left out(?:, (\d+) with fewer than (\d+) brokers)?/.exec(topic.shape[field].unwrap().description ?? '')!;
  const value = (replicas: number) => {
    const made = new Synthesized(platformOf(`broker: { replicas: ${replicas} }\ntopics: [{ name: orders }]`).objects);
    if (field === 'partitions') return made.only('ConfigMap', 'redpanda-topics-0').data.topics.trim().split(' ')[2];
    return env(containerOf(made.only('Job', 'redpanda-topics')))['REPLICATION_FACTOR'];
  };
  expect(value(3)).toBe(said[1]);
  expect(value(2)).toBe(said[2] ?? said[1]);
});

test("a client's namespace is not made when its createNamespace is left out", () => {
  const namespaces = (client: string) => new Synthesized(platformOf(`clients: [${client}]`).objects).names('Namespace');
  expect(namespaces('{ name: orders, namespace: shop }')).not.toContain('shop');
  expect(namespaces('{ name: orders, namespace: shop, createNamespace: true }')).toContain('shop');
});

test('a client of which only the name and the namespace are given is generic, uses the registry and has no egress policy', () => {
  const made = (client: string) => platformOf(`clients: [{ name: orders, namespace: shop${client} }]`).objects;
  expect(made('')).toEqual(made(', createNamespace: false, podSelector: {}, flavour: generic, schemaRegistry: true, egressPolicy: false, consumes: [], produces: []'));
});

test('a client that names no consumer group has its own name for one', () => {
  const made = (client: string) => platformOf(`clients: [{ name: orders, namespace: shop, flavour: spring${client} }]`).objects;
  expect(made('')).toEqual(made(', consumerGroup: orders'));
});

test.each(['values', 'props'])('the comments of the types of %s are the defaults of the schema', (family) => {
  const [values = '', props = ''] = readFileSync('values/types.ts', 'utf8').split(/(?=^export interface PlatformProps)/m);
  const said = [...(family === 'values' ? values : props).matchAll(/@default (.*)\n\s*\*\/\n\s*readonly (\w+)\??:/g)].map(([, text = '', key]) => `${key}: ${JSON.stringify(parse(text))}`);
  const meant = defaults.filter(([path]) => !path.includes('.resources.')).map(([path, value]) => `${path.split('.').at(-1)}: ${JSON.stringify(value)}`);
  expect(said.sort()).toEqual(meant.sort());
});
