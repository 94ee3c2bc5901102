// A stranger's program: every public member as the type that it is documented as.
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AclJob,
  AclJobProps,
  ConsoleIngress,
  ConsoleIngressProps,
  ConsoleRoute,
  ConsoleRouteProps,
  IRedpandaCluster,
  KafkaClientEnv,
  KafkaClientEnvProps,
  Platform,
  PlatformNamespace,
  PlatformNamespaceProps,
  PlatformProps,
  QuotaJob,
  QuotaJobProps,
  readValues,
  RedpandaCluster,
  RedpandaClusterProps,
  RedpandaConsole,
  RedpandaConsoleProps,
  RedpandaMonitoring,
  RedpandaMonitoringProps,
  RedpandaNetworkPolicies,
  RedpandaNetworkPoliciesProps,
  SchemaJob,
  SchemaJobProps,
  SettingsJob,
  SettingsJobProps,
  TopicJob,
  TopicJobProps,
  UserJob,
  UserJobProps,
  Values,
  Variable,
} from 'cdk8s-redpanda';

const app = new App();

/** A construct of one's own, around the package's. */
class Events extends Construct {
  readonly cluster: IRedpandaCluster;

  constructor(scope: Construct, id: string, props: RedpandaClusterProps) {
    super(scope, id);
    this.cluster = new RedpandaCluster(this, 'cluster', props);
  }
}

const chart = new Chart(app, 'members', { namespace: 'events' });
const namespace: PlatformNamespaceProps = { name: 'events', restricted: true };
const first: ApiObject = new PlatformNamespace(chart, 'namespace', namespace).namespace;

const cluster = new RedpandaCluster(chart, 'cluster', {
  replicas: 3,
  storage: { size: '100Gi' },
  external: { type: 'LoadBalancer', domain: 'kafka.example.org', allowedCidrs: ['192.0.2.0/24'] },
  tls: { mode: 'cert-manager' },
  cluster: { log_retention_ms: 604800000, kafka_nodelete_topics: ['_schemas'] },
  licenseAcknowledged: false,
  sasl: { enabled: true, superuser: { secretName: 'redpanda-superuser' } },
});
const certificate: ApiObject | undefined = cluster.certificate;
const storageServiceAccount: ApiObject | undefined = cluster.storageServiceAccount;
const name: string = cluster.name;
const where: string = cluster.namespace;
const replicas: number = cluster.replicas;
const bootstrapServers: string = cluster.bootstrapServers;
const schemaRegistryUrl: string = cluster.schemaRegistryUrl;
const host: string = cluster.brokerHost(replicas - 1);
const brokers: ApiObject[] = [
  cluster.serviceAccount,
  cluster.configMap,
  cluster.service,
  cluster.headlessService,
  cluster.externalService,
  ...cluster.brokerServices,
  cluster.podDisruptionBudget,
  cluster.statefulSet,
];
ApiObject.of(cluster).addJsonPatch(JsonPatch.add('/spec/template/spec/priorityClassName', 'high'));

const consoleProps: RedpandaConsoleProps = { cluster, replicas: 2 };
const console_ = new RedpandaConsole(chart, 'console', consoleProps);
const shown: IRedpandaCluster = console_.cluster;
const consoleName: string = console_.name;
const consoles: ApiObject[] = [console_.deployment, console_.podDisruptionBudget, console_.service, console_.configMap];

const ingressProps: ConsoleIngressProps = { console: console_, hosts: ['console.example.org'], controller: 'traefik', basicAuthSecretName: 'login' };
const published = new ConsoleIngress(chart, 'ingress', ingressProps);
const ingress: ApiObject = published.ingress;
const middleware: ApiObject | undefined = published.middleware;
const routeProps: ConsoleRouteProps = { console: console_, parentRefs: [{ name: 'gateway' }], hostnames: ['console.example.org'] };
const route: ApiObject = new ConsoleRoute(chart, 'route', routeProps).route;

const topics: TopicJobProps = { cluster, topics: [{ name: 'orders', partitions: 6, config: { 'retention.ms': 604800000 } }] };
const topicJob = new TopicJob(chart, 'topics', topics);
const job: ApiObject = topicJob.job;
const configMaps: readonly ApiObject[] = topicJob.configMaps;

const settingsProps: SettingsJobProps = { cluster };
const settingsJob = new SettingsJob(chart, 'settings', settingsProps);
const settings: readonly ApiObject[] = [settingsJob.job, ...settingsJob.configMaps];

const aclProps: AclJobProps = { cluster, clients: [{ name: 'orders', namespace: 'shop', consumes: ['orders'], transactionalIds: ['orders-*'] }] };
const aclJob = new AclJob(chart, 'acls', aclProps);
const acls: readonly ApiObject[] = [aclJob.job, ...aclJob.configMaps];

const userProps: UserJobProps = { cluster, users: [{ name: 'reporting', secretName: 'reporting' }], prune: ['old'], dryRun: true };
const userJob = new UserJob(chart, 'users', userProps);
const users: readonly ApiObject[] = [userJob.job, ...userJob.configMaps];

const quotaProps: QuotaJobProps = { cluster, quotas: [{ clientId: 'importer', producerByteRate: 1_000_000 }], prune: ['client-id=old'], dryRun: true };
const quotaJob = new QuotaJob(chart, 'quotas', quotaProps);
const quotas: readonly ApiObject[] = [quotaJob.job, ...quotaJob.configMaps];

const schemaProps: SchemaJobProps = { cluster, schemas: [{ subject: 'orders-value', schema: '"string"', compatibility: 'FULL' }], prune: ['old-value'] };
const schemaJob = new SchemaJob(chart, 'schemas', schemaProps);
const schemas: readonly ApiObject[] = [schemaJob.job, ...schemaJob.configMaps];

const policyProps: RedpandaNetworkPoliciesProps = { cluster, clients: [{ name: 'orders', namespace: 'shop' }], monitoring: [], withConsole: true, withUsers: true, withAcls: true, withQuotas: true, withSchemas: true };
const policies: readonly ApiObject[] = new RedpandaNetworkPolicies(chart, 'policies', policyProps).policies;

const monitoringProps: RedpandaMonitoringProps = { cluster, clients: [{ name: 'orders', namespace: 'shop' }], job: 'events', prometheusRule: { enabled: true }, thresholds: { lagSeconds: 60 }, podMonitor: { enabled: true, labels: { release: 'prometheus' } }, withConsole: true };
const monitoring = new RedpandaMonitoring(chart, 'monitoring', monitoringProps);
const monitors: readonly (ApiObject | undefined)[] = [monitoring.podMonitor, monitoring.consolePodMonitor, ...monitoring.prometheusRules, monitoring.dashboard];

const clientProps: KafkaClientEnvProps = { cluster, name: 'orders', namespace: 'shop', flavour: 'spring', consumerGroup: 'orders', secretName: 'orders-kafka' };
const client = new KafkaClientEnv(chart, 'orders', clientProps);
const configMap: ApiObject | undefined = client.configMap;
const configMapName: string = client.configMapName;
const contentHash: string = client.contentHash;
const variables: readonly Variable[] = client.variables;
const pod = new ApiObject(chart, 'pod', {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'orders', namespace: 'shop', labels: { 'redpanda.io/client': 'orders' } },
  spec: { containers: [{ name: 'orders', image: 'registry.example.org/orders:1.4.2' }] },
});
client.addTo(pod);
client.addTo(chart);

const imported: IRedpandaCluster = RedpandaCluster.fromClusterName(new Chart(app, 'elsewhere'), 'cluster', 'redpanda', { namespace: 'streams', replicas: 5 });
const own: IRedpandaCluster = new Events(new Chart(app, 'own'), 'events', { name: 'own', namespace: 'own' }).cluster;

const values: Values = readValues();
const props: PlatformProps = { ...values, name: 'whole', namespace: 'whole', broker: { replicas: values.broker.replicas + 2 }, clients: [{ name: 'orders', namespace: 'shop' }] };
const platform = new Platform(new Chart(app, 'platform'), 'platform', props);
const parts: [IRedpandaCluster, RedpandaConsole | undefined, ConsoleIngress | undefined, ConsoleRoute | undefined, SettingsJob | undefined, UserJob | undefined, TopicJob, AclJob | undefined, QuotaJob | undefined, SchemaJob | undefined, RedpandaNetworkPolicies | undefined, RedpandaMonitoring, readonly KafkaClientEnv[]] = [
  platform.cluster,
  platform.console,
  platform.consoleIngress,
  platform.consoleRoute,
  platform.settingsJob,
  platform.userJob,
  platform.topicJob,
  platform.aclJob,
  platform.quotaJob,
  platform.schemaJob,
  platform.networkPolicies,
  platform.monitoring,
  platform.clients,
];

app.synth();
console.log(
  JSON.stringify({
    strings: [name, where, bootstrapServers, schemaRegistryUrl, host, consoleName, configMapName, contentHash, imported.bootstrapServers, own.bootstrapServers, shown.name],
    objects: [first, certificate, storageServiceAccount, ...brokers, ...consoles, ingress, middleware, route, job, ...configMaps, ...settings, ...users, ...acls, ...quotas, ...schemas, ...policies, ...monitors, configMap].map((object) => object && object.kind),
    variables: variables.length,
    parts: parts.length,
  }),
);
