import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { AclJob, ConsoleIngress, KafkaClientEnv, Platform, PlatformNamespace, PlatformProps, QuotaJob, RedpandaCluster, RedpandaConsole, RedpandaNetworkPolicies, SchemaJob, SettingsJob, TopicJob, UserJob } from '../../index';
import { namedByContent } from '../../kubernetes/content-name';
import { plainName } from '../../output/file-name';
import { manifestsIn } from '../../output/manifests';
import { KubeObject } from '../platform/objects';
import { containerOf, synth, Synthesized } from './synth';

const clients = [
  { name: 'orders', namespace: 'shop', secretName: 'orders', consumes: ['orders'], egressPolicy: true },
  { name: 'billing', namespace: 'shop', secretName: 'billing' },
];
const everything: PlatformProps = {
  broker: { replicas: 2, external: { type: 'LoadBalancer', insecure: true, domain: 'kafka.example.org' } },
  console: { ingress: { enabled: true, hosts: ['console.example.org'], controller: 'traefik', basicAuthSecretName: 'login' }, route: { enabled: true, parentRefs: [{ name: 'public' }] } },
  cluster: { cloud_storage_enabled: true, cloud_storage_bucket: 'events', cloud_storage_region: 'eu', cloud_storage_credentials_source: 'sts' },
  licenseAcknowledged: true,
  monitoring: { podMonitor: { enabled: true }, prometheusRule: { enabled: true }, dashboard: { enabled: true } },
  sasl: { enabled: true, superuser: { secretName: 'superuser' } },
  users: [{ name: 'orders', secretName: 'user-orders' }],
  topics: [{ name: 'orders' }],
  quotas: [{ clientId: 'importer', producerByteRate: 1 }],
  schemas: [{ subject: 'orders-value', schema: '"string"' }],
  clients,
};

function platform(props: PlatformProps = everything): Platform {
  return new Platform(new Chart(new App(), 'test'), 'platform', props);
}

const nameOf = ({ kind, name }: ApiObject): string => `${kind} ${name.replace(/-[0-9a-f]{8}$/, '')}`;

test('every object of a platform can be reached', () => {
  const made = platform();
  const { cluster, topicJob } = made;
  const reached = [
    cluster.serviceAccount,
    cluster.storageServiceAccount!,
    cluster.configMap,
    cluster.service,
    cluster.headlessService,
    cluster.externalService,
    ...cluster.brokerServices,
    cluster.podDisruptionBudget,
    cluster.statefulSet,
    made.console!.configMap,
    made.console!.service,
    made.console!.podDisruptionBudget,
    made.console!.deployment,
    made.consoleIngress!.ingress,
    made.consoleIngress!.middleware!,
    made.consoleRoute!.route,
    ...made.networkPolicies!.policies,
    made.settingsJob!.job,
    ...made.settingsJob!.configMaps,
    made.userJob!.job,
    ...made.userJob!.configMaps,
    topicJob.job,
    ...topicJob.configMaps,
    made.aclJob!.job,
    ...made.aclJob!.configMaps,
    made.monitoring.podMonitor!,
    made.monitoring.consolePodMonitor!,
    ...made.monitoring.prometheusRules,
    made.monitoring.dashboard!,
    made.quotaJob!.job,
    ...made.quotaJob!.configMaps,
    made.schemaJob!.job,
    ...made.schemaJob!.configMaps,
    ...made.clients.map((client) => client.configMap!),
  ];
  const all = made.node.findAll().filter((construct) => ApiObject.isApiObject(construct) && construct.kind !== 'Namespace');
  expect(reached.map(nameOf).sort()).toEqual((all as ApiObject[]).map(nameOf).sort());
});

test('what is not made cannot be reached', () => {
  const { cluster, settingsJob, userJob, aclJob, quotaJob, schemaJob, console, consoleIngress, consoleRoute, networkPolicies, clients } = platform({ cluster: {}, console: { enabled: false }, networkPolicy: { enabled: false }, clients: [] });
  expect([cluster.brokerServices, cluster.storageServiceAccount, settingsJob, userJob, aclJob, quotaJob, schemaJob, console, consoleIngress, consoleRoute, networkPolicies, clients]).toEqual([[], undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, []]);
});

test('a Console without an Ingress, and an Ingress without a login', () => {
  expect(platform({ console: { ingress: { enabled: false } } }).consoleIngress).toBeUndefined();
  expect(platform({ console: { ingress: { enabled: true, hosts: ['console.example.org'] } } }).consoleIngress!.middleware).toBeUndefined();
});

test('a construct of one object is that object to cdk8s, and one of several its main one', () => {
  synth((chart) => {
    const cluster = new RedpandaCluster(chart, 'cluster', { sasl: { enabled: true, superuser: { secretName: 'superuser' } } });
    const console = new RedpandaConsole(chart, 'console', { cluster });
    const all = [
      cluster,
      console,
      new ConsoleIngress(chart, 'ingress', { console, hosts: ['console.example.org'] }),
      new TopicJob(chart, 'topics', { cluster }),
      new SettingsJob(chart, 'settings', { cluster }),
      new AclJob(chart, 'acls', { cluster }),
      new QuotaJob(chart, 'quotas', { cluster }),
      new SchemaJob(chart, 'schemas', { cluster }),
      new UserJob(chart, 'users', { cluster, prune: ['old'] }),
      new KafkaClientEnv(chart, 'client', { cluster, namespace: 'shop', secretName: 'shop' }),
      new PlatformNamespace(chart, 'namespace', { name: 'shop' }),
    ];
    expect(all.map((construct) => nameOf(ApiObject.of(construct)))).toEqual([
      'StatefulSet redpanda',
      'Deployment redpanda-console',
      'Ingress redpanda-console',
      'Job redpanda-topics',
      'Job redpanda-settings',
      'Job redpanda-acls',
      'Job redpanda-quotas',
      'Job redpanda-schemas',
      'Job redpanda-users',
      'ConfigMap redpanda-shop-env',
      'Namespace shop',
    ]);
  });
});

test('a client without a ConfigMap has none', () => {
  synth((chart) => {
    const cluster = new RedpandaCluster(chart, 'cluster');
    expect(new KafkaClientEnv(chart, 'client', { cluster, namespace: 'shop', createConfigMap: false }).configMap).toBeUndefined();
  });
});

const priority = JsonPatch.add('/spec/template/spec/priorityClassName', 'high');

/** What cdk8s prints of an object, and what our own plain output does. */
function outputsOf(made: Platform, kind: string, name?: string): KubeObject[] {
  const chart = Chart.of(made);
  const ours = [...manifestsIn(chart, plainName).values()].map(({ object }) => namedByContent(object));
  return [Testing.synth(chart), ours].map((objects) => new Synthesized(objects).only(kind, name));
}

test('a patch shows in every output', () => {
  const made = platform();
  ApiObject.of(made.cluster).addJsonPatch(priority);
  expect(outputsOf(made, 'StatefulSet').map(({ spec }) => spec.template.spec.priorityClassName)).toEqual(['high', 'high']);
});

test('a patch changes nothing but what it names', () => {
  const [before, made] = [platform(), platform()];
  made.cluster.statefulSet.addJsonPatch(JsonPatch.replace('/spec/minReadySeconds', 20), JsonPatch.replace('/spec/minReadySeconds', 30));
  const [changed, same] = [made, before].map((one) => outputsOf(one, 'StatefulSet')[1]);
  expect(changed).toEqual({ ...same, spec: { ...same.spec, minReadySeconds: 30 } });
  expect(JSON.stringify(changed)).toBe(JSON.stringify(same).replace('"minReadySeconds":10', '"minReadySeconds":30'));
});

test("a patch of the topic Job's pod makes another Job, of the same name in every output", () => {
  const [before, made] = [platform(), platform()];
  made.topicJob.job.addJsonPatch(priority);
  const [was, is] = [before, made].map((one) => outputsOf(one, 'Job', 'redpanda-topics').map(({ metadata }) => metadata.name));
  expect(is![0]).toMatch(/^redpanda-topics-[0-9a-f]{8}$/);
  expect(is).toEqual([is![0], is![0]]);
  expect(is![0]).not.toBe(was![0]);
});

test("a patch of the topic Job's labels leaves its name, because they can be changed", () => {
  const [before, made] = [platform(), platform()];
  made.topicJob.job.addJsonPatch(JsonPatch.add('/metadata/labels/team', 'shop'));
  expect(outputsOf(made, 'Job', 'redpanda-topics').map(({ metadata }) => metadata.name)).toEqual(outputsOf(before, 'Job', 'redpanda-topics').map(({ metadata }) => metadata.name));
});

test('a label or annotation that is added by cdk8s comes on top', () => {
  const made = platform();
  made.console!.deployment.metadata.addLabel('team', 'shop');
  expect(outputsOf(made, 'Deployment')[0].metadata.labels).toMatchObject({ team: 'shop', 'app.kubernetes.io/component': 'console' });
});

const elsewhere = { namespace: 'streams', clusterDomain: 'k8s.example.org', replicas: 2, image: 'registry.example.org/redpanda:v26.2.1', imagePullSecrets: ['registry'] };

test('what is made for a cluster of elsewhere is what would be made beside it, but for the label that says so', () => {
  const objects = (from: (chart: Chart) => Parameters<typeof addAll>[1]) => {
    const made = synth((chart) => addAll(chart, from(chart)));
    return made.objects.filter(({ metadata }) => metadata.labels['app.kubernetes.io/component'] !== 'broker' || metadata.name.endsWith('-brokers'));
  };
  const addAll = (chart: Chart, cluster: ReturnType<typeof RedpandaCluster.fromClusterName>) => {
    const console = new RedpandaConsole(chart, 'console', { cluster });
    new ConsoleIngress(chart, 'ingress', { console, hosts: ['console.example.org'] });
    new TopicJob(chart, 'topics', { cluster, topics: [{ name: 'orders' }] });
    new QuotaJob(chart, 'quotas', { cluster });
    new RedpandaNetworkPolicies(chart, 'policies', { cluster, clients: [] });
    new KafkaClientEnv(chart, 'client', { cluster, namespace: 'shop' });
  };
  const beside = objects((chart) => new RedpandaCluster(chart, 'cluster', { name: 'events', ...elsewhere }));
  const imported = objects((chart) => RedpandaCluster.fromClusterName(chart, 'cluster', 'events', elsewhere));
  expect(imported.length).toBeGreaterThan(8);
  expect(imported.filter(({ metadata }) => 'redpanda.io/cluster-namespace' in metadata.labels)).toEqual([]);
  expect(beside.map(({ metadata }) => metadata.labels['redpanda.io/cluster-namespace'])).toEqual(beside.map(() => 'streams'));
  beside.forEach(({ metadata }) => delete metadata.labels['redpanda.io/cluster-namespace']);
  expect(imported).toEqual(beside);
});

test('a cluster of elsewhere makes nothing, and says where its brokers are', () => {
  const made = synth((chart) => {
    const cluster = RedpandaCluster.fromClusterName(chart, 'cluster', 'events', elsewhere);
    expect([cluster.namespace, cluster.replicas, cluster.brokerHost(1)]).toEqual(['streams', 2, 'events-1.events-headless.streams.svc.k8s.example.org']);
    expect(() => ApiObject.of(cluster)).toThrow('cannot find a (direct or indirect) child of type ApiObject');
  });
  expect(made.objects).toEqual([]);
});

test('a topic Job for a cluster of elsewhere runs with its image', () => {
  const made = synth((chart) => void new TopicJob(chart, 'topics', { cluster: RedpandaCluster.fromClusterName(chart, 'cluster', 'events', elsewhere) }));
  expect(containerOf(made.only('Job')).image).toBe(elsewhere.image);
});
