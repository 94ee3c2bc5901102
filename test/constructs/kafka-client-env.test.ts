import { ApiObject, Chart, Cron } from 'cdk8s';
import { ContainerProps, CronJob, Deployment, EnvValue, Secret } from 'cdk8s-plus-28';
import { KubeCronJob, KubeDeployment, KubePod } from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';
import { sources } from '../../clients/flavours/flavour';
import { flavours } from '../../clients/flavours';
import { KafkaClientEnv, RedpandaCluster, type KafkaClientEnvProps, type RedpandaClusterProps } from '../../index';
import { env, synth } from './synth';

const kafka = {
  KAFKA_BOOTSTRAP_SERVERS: 'redpanda.redpanda.svc.cluster.local:9092',
  KAFKA_SCHEMA_REGISTRY_URL: 'http://redpanda.redpanda.svc.cluster.local:8081',
};
const kafkaList = Object.entries(kafka).map(([name, value]) => ({ name, value }));

const clientEnv = (chart: Chart, props: Partial<KafkaClientEnvProps> = {}) =>
  new KafkaClientEnv(chart, 'env', { cluster: new RedpandaCluster(chart, 'cluster'), namespace: 'services', ...props });

/** What becomes of a workload of which `make` says how it is made. */
const added = (make: (chart: Chart) => Parameters<KafkaClientEnv['addTo']>[0], times = 1) =>
  synth((chart) => {
    const workload = make(chart);
    const client = clientEnv(chart);
    for (let i = 0; i < times; i++) client.addTo(workload);
  });

const pod = (...containers: object[]) => ({ metadata: { labels: { app: 'orders' } }, spec: { containers } }) as never;
const deployment = (...containers: object[]) => (chart: Chart) => new KubeDeployment(chart, 'orders', { metadata: { name: 'orders' }, spec: { selector: {}, template: pod(...containers) } });
const image = 'registry.example.org/orders:1.0.0';
/** cdk8s-plus asks for a container without an id of its own only once. */
const plusContainer = (props: Partial<ContainerProps> = {}): ContainerProps => ({ name: 'orders', image, ...props });

test('a client finds its variables in a ConfigMap of its namespace', () => {
  const { metadata, data } = synth((chart) => void clientEnv(chart)).only('ConfigMap', 'redpanda-services-env');
  expect(metadata.namespace).toBe('services');
  expect(data).toEqual(kafka);
});

test('a ConfigMap is called after its client', () => {
  synth((chart) => expect(clientEnv(chart, { name: 'orders', namespace: 'shop' }).configMapName).toBe('redpanda-orders-env'));
});

test('without a name the client is called as its namespace', () => {
  synth((chart) => expect(clientEnv(chart, { namespace: 'shop' }).configMapName).toBe('redpanda-shop-env'));
});

test('a Deployment of the Kubernetes API gets the variables in every container, after its own', () => {
  const own = { name: 'LOG_LEVEL', value: 'info' };
  const { containers } = added(deployment({ name: 'orders', image, env: [own] }, { name: 'sidecar', image })).only('Deployment', 'orders').spec.template.spec;
  expect(containers).toEqual([
    { name: 'orders', image, env: [own, ...kafkaList] },
    { name: 'sidecar', image, env: kafkaList },
  ]);
});

test('init containers get the variables as well', () => {
  const initContainers = [{ name: 'migrate', image }];
  const made = added((chart) => new KubePod(chart, 'orders', { metadata: { name: 'orders' }, spec: { initContainers, containers: [{ name: 'orders', image }] } }));
  expect(env(made.only('Pod', 'orders').spec.initContainers[0])).toEqual(kafka);
});

test('a CronJob of the Kubernetes API gets the variables in the template of its Job', () => {
  const spec = { schedule: '@daily', jobTemplate: { spec: { template: pod({ name: 'orders', image }) } } };
  const made = added((chart) => new KubeCronJob(chart, 'orders', { metadata: { name: 'orders' }, spec }));
  expect(env(made.only('CronJob', 'orders').spec.jobTemplate.spec.template.spec.containers[0])).toEqual(kafka);
});

test('an object of a kind of its own gets the variables where it has a pod template', () => {
  const made = added((chart) => new ApiObject(chart, 'orders', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'orders' }, spec: { template: pod({ name: 'orders', image }) } }));
  expect(env(made.only('Rollout', 'orders').spec.template.spec.containers[0])).toEqual(kafka);
});

test('a Deployment of cdk8s-plus gets the variables in every container', () => {
  const made = added((chart) => new Deployment(chart, 'orders', { metadata: { name: 'orders' }, initContainers: [plusContainer({ name: 'migrate' })], containers: [plusContainer({ envVariables: { LOG_LEVEL: EnvValue.fromValue('info') } })] }));
  const { initContainers, containers } = made.only('Deployment', 'orders').spec.template.spec;
  expect(env(containers[0])).toEqual({ LOG_LEVEL: 'info', ...kafka });
  expect(env(initContainers[0])).toEqual(kafka);
});

test('a CronJob of cdk8s-plus gets the variables', () => {
  const made = added((chart) => new CronJob(chart, 'orders', { metadata: { name: 'orders' }, schedule: Cron.daily(), containers: [plusContainer()] }));
  expect(env(made.only('CronJob', 'orders').spec.jobTemplate.spec.template.spec.containers[0])).toEqual(kafka);
});

test('several workloads get the variables at once', () => {
  const made = synth((chart) => {
    const [orders, billing] = ['orders', 'billing'].map((name) => new Deployment(chart, name, { metadata: { name }, containers: [plusContainer()] }));
    clientEnv(chart).addTo(orders!, billing!);
  });
  expect(made.all('Deployment').map(({ spec }) => env(spec.template.spec.containers[0]))).toEqual([kafka, kafka]);
});

test.each<[string, Parameters<typeof added>[0]]>([
  ['of the Kubernetes API', deployment({ name: 'orders', image })],
  ['of cdk8s-plus', (chart) => new Deployment(chart, 'orders', { metadata: { name: 'orders' }, containers: [plusContainer()] })],
])('a workload %s gets the variables once, however often they are added', (_, make) => {
  expect(added(make, 3).only('Deployment', 'orders')).toEqual(added(make).only('Deployment', 'orders'));
});

test('a variable that has the value already stays where it is', () => {
  const [first, second] = kafkaList;
  const made = added(deployment({ name: 'orders', image, env: [second, { name: 'LOG_LEVEL', value: 'info' }] }));
  expect(made.only('Deployment', 'orders').spec.template.spec.containers[0].env).toEqual([second, { name: 'LOG_LEVEL', value: 'info' }, first]);
});

const url = (value = 'kafka://$(KAFKA_BOOTSTRAP_SERVERS)/orders') => ({ name: 'URL', value });
const envOf = (make: Parameters<typeof added>[0], times?: number): object[] => added(make, times).only('Deployment', 'orders').spec.template.spec.containers[0].env;
const plus = (...own: { name: string; value: string }[]) => (chart: Chart) =>
  new Deployment(chart, 'orders', { metadata: { name: 'orders' }, containers: [plusContainer({ envVariables: Object.fromEntries(own.map(({ name, value }) => [name, EnvValue.fromValue(value)])) })] });
const level = { name: 'LOG_LEVEL', value: 'info' };

test.each<[string, Parameters<typeof added>[0]]>([
  ['of the Kubernetes API', deployment({ name: 'orders', image, env: [level, url(), { name: 'LAST', value: '1' }] })],
  ['of cdk8s-plus', plus(level, url(), { name: 'LAST', value: '1' })],
])('in a container %s the variables stand before the first that refers to one of them, however often they are added', (_, make) => {
  const env = [level, ...kafkaList, url(), { name: 'LAST', value: '1' }];
  expect([envOf(make), envOf(make, 3)]).toEqual([env, env]);
});

test.each(['$$(KAFKA_BOOTSTRAP_SERVERS)', '$(KAFKA_BOOTSTRAP_SERVERS_2)', '$(KAFKA_BOOTSTRAP_SERVERS', '$$$$(KAFKA_BOOTSTRAP_SERVERS)'])('%s refers to none of them', (value) => {
  expect(envOf(deployment({ name: 'orders', image, env: [url(value)] }))).toEqual([url(value), ...kafkaList]);
});

test('$$$(NAME) is a dollar sign and a reference', () => {
  const own = url('$$$(KAFKA_BOOTSTRAP_SERVERS)');
  expect(envOf(deployment({ name: 'orders', image, env: [own] }))).toEqual([...kafkaList, own]);
});

test.each<[string, Parameters<typeof added>[0]]>([
  ['of the Kubernetes API', deployment({ name: 'orders', image, env: [url(), ...kafkaList] })],
  ['of cdk8s-plus', plus(url(), ...kafkaList)],
])('fails where a container %s has one of them after what refers to it', (_, make) => {
  const message = 'test/orders container orders sets KAFKA_BOOTSTRAP_SERVERS after URL, which refers to it: Kubernetes expands only variables that stand before';
  expect(() => added(make)).toThrow(new Error(message));
});

test('variables that cdk8s-plus is given later may refer to them', () => {
  const made = synth((chart) => {
    const orders = plus()(chart);
    clientEnv(chart).addTo(orders);
    orders.containers[0]?.env.addVariable('URL', EnvValue.fromValue(url().value));
  });
  expect(made.only('Deployment', 'orders').spec.template.spec.containers[0].env).toEqual([...kafkaList, url()]);
});

const choice = (names: string) => ({ metadata: { name: 'orders', annotations: { 'redpanda.io/containers': names } } });
const containersOf = (make: Parameters<typeof added>[0]) => {
  const { initContainers = [], containers } = added(make).only('Deployment', 'orders').spec.template.spec;
  return [...initContainers, ...containers].filter(({ env: own }) => own).map(({ name }) => name);
};

test.each<[string, Parameters<typeof added>[0]]>([
  ['of the Kubernetes API', (chart) => new KubeDeployment(chart, 'orders', { ...choice('app, migrate'), spec: { selector: {}, template: { spec: { initContainers: [{ name: 'migrate', image }], containers: ['app', 'proxy'].map((name) => ({ name, image })) } } } })],
  ['of cdk8s-plus', (chart) => new Deployment(chart, 'orders', { ...choice('app,migrate'), initContainers: [plusContainer({ name: 'migrate' })], containers: ['app', 'proxy'].map((name) => plusContainer({ name })) })],
])('an annotation chooses among the containers of a workload %s', (_, make) => {
  expect(containersOf(make)).toEqual(['migrate', 'app']);
});

test('an annotation of the pods chooses as well', () => {
  const make = (chart: Chart) => new Deployment(chart, 'orders', { metadata: { name: 'orders' }, podMetadata: choice('app').metadata, containers: ['app', 'proxy'].map((name) => plusContainer({ name })) });
  expect(containersOf(make)).toEqual(['app']);
});

test('fails with the name of a container that is not there', () => {
  const make = (chart: Chart) => new Deployment(chart, 'orders', { ...choice('ordres'), containers: [plusContainer()] });
  expect(() => added(make)).toThrow(new Error('test/orders has no container ordres, which redpanda.io/containers names: it has orders'));
});

test.each<[string, string, string[]]>([
  ['apps.openshift.io/v1', 'DeploymentConfig', ['spec', 'template']],
  ['keda.sh/v1alpha1', 'ScaledJob', ['spec', 'jobTargetRef', 'template']],
  ['serving.knative.dev/v1', 'Service', ['spec', 'template']],
  ['example.org/v1', 'Worker', ['spec', 'template']],
  ['example.org/v1', 'Schedule', ['spec', 'jobTemplate', 'spec', 'template']],
])('%s %s gets the variables in its pod template', (apiVersion, kind, path) => {
  const fields = path.reduceRight<object>((inner, key) => ({ [key]: inner }), { spec: { containers: [{ name: 'app', image }] } });
  const made = added((chart) => new ApiObject(chart, 'orders', { apiVersion, kind, metadata: { name: 'orders' }, ...fields }));
  const template = path.reduce((value, key) => value[key], made.only(kind, 'orders'));
  expect(env(template.spec.containers[0])).toEqual(kafka);
});

test('fails with the kind that a misspelt one was meant to be', () => {
  const make = (chart: Chart) => new ApiObject(chart, 'orders', { apiVersion: 'apps/v1', kind: 'Deploymnet', spec: { template: pod({ name: 'app', image }) } });
  expect(() => added(make)).toThrow(new Error('test/orders (Deploymnet) has no pod template to put the variables into: did you mean Deployment?'));
});

test('fails where a workload of a chart misspells the key', () => {
  const make = (chart: Chart) => {
    kubeDeployment(chart, 'labelled', { labels: label });
    kubeDeployment(chart, 'misspelt', {}, { annotations: { 'redpanda.io/cleint': 'services' } });
  };
  expect(() => chartWith(make)).toThrow(new Error('test/misspelt has redpanda.io/cleint among its labels or annotations: did you mean redpanda.io/client?'));
});

test.each<[string, object, object]>([
  ['annotates what is no workload', { annotations: { 'redpanda.io/client': 'services' } }, {}],
  ['labels what has containers where nobody looks', { labels: { 'redpanda.io/client': 'services' } }, { tasks: [{ template: { spec: { containers: [] } } }] }],
])('fails where a chart %s', (_, own, spec) => {
  const make = (chart: Chart) => new ApiObject(chart, 'orders', { apiVersion: 'example.org/v1', kind: 'Flow', metadata: own, spec });
  expect(() => chartWith(make)).toThrow(new Error('test/orders (Flow) has no pod template to put the variables into'));
});

const another = 'to another value than the client\'s ("redpanda.redpanda.svc.cluster.local:9092"): remove one of them';

test('fails where a container of the Kubernetes API has another value', () => {
  const make = deployment({ name: 'sidecar', image }, { name: 'orders', image, env: [{ name: 'KAFKA_BOOTSTRAP_SERVERS', value: 'kafka:9092' }] });
  expect(() => added(make)).toThrow(new Error(`test/orders container orders sets KAFKA_BOOTSTRAP_SERVERS ("kafka:9092") ${another}`));
});

test('fails where a container of the Kubernetes API has the value from a Secret', () => {
  const valueFrom = { secretKeyRef: { name: 'kafka', key: 'servers' } };
  const make = deployment({ name: 'orders', image, env: [{ name: 'KAFKA_BOOTSTRAP_SERVERS', valueFrom }] });
  expect(() => added(make)).toThrow(new Error(`test/orders container orders sets KAFKA_BOOTSTRAP_SERVERS ({"secretKeyRef":{"key":"servers","name":"kafka"}}) ${another}`));
});

test('fails where a container of cdk8s-plus has another value', () => {
  const envVariables = { KAFKA_BOOTSTRAP_SERVERS: EnvValue.fromValue('kafka:9092') };
  const make = (chart: Chart) => new Deployment(chart, 'orders', { containers: [plusContainer({ envVariables })] });
  expect(() => added(make)).toThrow(new Error(`test/orders container orders sets KAFKA_BOOTSTRAP_SERVERS ("kafka:9092") ${another}`));
});

test('fails where a container of cdk8s-plus has the value from a Secret', () => {
  const make = (chart: Chart) => {
    const envVariables = { KAFKA_BOOTSTRAP_SERVERS: EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'secret', 'kafka'), key: 'servers' }) };
    return new Deployment(chart, 'orders', { containers: [plusContainer({ envVariables })] });
  };
  expect(() => added(make)).toThrow(new Error(`test/orders container orders sets KAFKA_BOOTSTRAP_SERVERS ({"secretKeyRef":{"name":"kafka","key":"servers"}}) ${another}`));
});

test('fails where there is no pod template', () => {
  const make = (chart: Chart) => new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect(() => added(make)).toThrow(new Error('test/settings (ConfigMap) has no pod template to put the variables into'));
});

const label = { 'redpanda.io/client': 'services' };

/** The containers' variables of the Deployments of a chart, after its client has been added to the chart. */
const chartWith = (make: (chart: Chart) => void, times = 1) => {
  const made = synth((chart) => {
    make(chart);
    const client = clientEnv(chart);
    for (let i = 0; i < times; i++) client.addTo(chart);
  });
  return Object.fromEntries(made.all('Deployment').map(({ metadata, spec }) => [metadata.name, env(spec.template.spec.containers[0])]));
};

const kubeDeployment = (chart: Construct, name: string, metadata: object = {}, podMetadata: object = {}) => {
  const template = { metadata: podMetadata, spec: { containers: [{ name: 'app', image }] } };
  return new KubeDeployment(chart, name, { metadata: { name, ...metadata }, spec: { selector: {}, template } });
};

test('of a chart every workload that names the client in a label or annotation gets the variables, and no other', () => {
  const made = chartWith((chart) => {
    kubeDeployment(chart, 'labelled', { labels: label });
    kubeDeployment(chart, 'annotated', { annotations: label });
    kubeDeployment(chart, 'pods-labelled', {}, { labels: label });
    kubeDeployment(chart, 'pods-annotated', {}, { annotations: label });
    kubeDeployment(new Construct(chart, 'nested'), 'nested', { labels: label });
    kubeDeployment(chart, 'of-another', { labels: { 'redpanda.io/client': 'billing' } });
    kubeDeployment(chart, 'of-none');
  });
  expect(made).toEqual({ labelled: kafka, annotated: kafka, 'pods-labelled': kafka, 'pods-annotated': kafka, nested: kafka, 'of-another': {}, 'of-none': {} });
});

test('of a chart workloads of cdk8s-plus get the variables as well', () => {
  const made = chartWith((chart) => {
    new Deployment(chart, 'labelled', { metadata: { name: 'labelled', labels: label }, containers: [plusContainer()] });
    new Deployment(chart, 'annotated', { metadata: { name: 'annotated' }, podMetadata: { annotations: label }, containers: [plusContainer()] });
    new Deployment(chart, 'of-none', { metadata: { name: 'of-none' }, containers: [plusContainer()] });
  });
  expect(made).toEqual({ labelled: kafka, annotated: kafka, 'of-none': {} });
});

test('what is no workload may wear the label', () => {
  const make = (chart: Chart) => {
    new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', labels: label } });
    kubeDeployment(chart, 'labelled', { labels: label });
  };
  expect(chartWith(make)).toEqual({ labelled: kafka });
});

test('fails where no workload of a chart names the client', () => {
  const message = 'test must hold a workload with redpanda.io/client: services among its labels or annotations: there is none that could get the variables';
  expect(() => chartWith((chart) => void kubeDeployment(chart, 'orders', { labels: { 'redpanda.io/client': 'servces' } }))).toThrow(new Error(message));
});

test('of several charts one may be without a workload of the client', () => {
  const made = synth((chart) => {
    kubeDeployment(chart, 'labelled', { labels: label });
    clientEnv(chart).addTo(new Chart(chart, 'other'), chart);
  });
  expect(env(made.only('Deployment', 'labelled').spec.template.spec.containers[0])).toEqual(kafka);
});

test('a client of a cluster that is deployed elsewhere gets the same variables, and nothing is made', () => {
  const made = synth((chart) => {
    const cluster = RedpandaCluster.fromClusterName(chart, 'cluster', 'redpanda', { namespace: 'redpanda' });
    const orders = kubeDeployment(chart, 'orders');
    new KafkaClientEnv(chart, 'env', { cluster, namespace: 'services', createConfigMap: false }).addTo(orders);
  });
  expect(made.objects.map(({ kind, spec }) => [kind, env(spec.template.spec.containers[0])])).toEqual([['Deployment', kafka]]);
});

test('a cluster that is deployed elsewhere has the addresses of one that is made here', () => {
  synth((chart) => {
    const { name, bootstrapServers, schemaRegistryUrl } = new RedpandaCluster(chart, 'cluster', { name: 'events', namespace: 'streams', clusterDomain: 'k8s.example.org' });
    expect(RedpandaCluster.fromClusterName(chart, 'imported', 'events', { namespace: 'streams', clusterDomain: 'k8s.example.org' })).toMatchObject({ name, bootstrapServers, schemaRegistryUrl });
  });
});

test('fails with a name of a cluster that Kubernetes would refuse', () => {
  expect(() => synth((chart) => RedpandaCluster.fromClusterName(chart, 'cluster', 'My Events'))).toThrow(/^test\/cluster: name \("My Events"\) must be an RFC 1035 label/);
});

test('a container of cdk8s-plus can still be given variables afterwards', () => {
  const made = synth((chart) => {
    const orders = new Deployment(chart, 'orders', { metadata: { name: 'orders', labels: label }, containers: [plusContainer()] });
    clientEnv(chart).addTo(chart);
    orders.containers[0]?.env.addVariable('LOG_LEVEL', EnvValue.fromValue('info'));
  });
  expect(env(made.only('Deployment', 'orders').spec.template.spec.containers[0])).toEqual({ ...kafka, LOG_LEVEL: 'info' });
});

test('a chart gets the variables once, however often they are added', () => {
  const make = (chart: Chart) => {
    kubeDeployment(chart, 'labelled', { labels: label });
    new Deployment(chart, 'plus', { metadata: { name: 'plus', labels: label }, containers: [plusContainer()] });
  };
  expect(chartWith(make, 3)).toEqual(chartWith(make));
});

type Choices = Pick<KafkaClientEnvProps, 'flavour' | 'consumerGroup' | 'schemaRegistry'>;

/** The ConfigMap's data and the variables of a client, which are to be the same. */
const dataOf = (choices: Choices): Record<string, string> => {
  let variables: Record<string, string> = {};
  const made = synth((chart) => void (variables = Object.fromEntries(clientEnv(chart, choices).variables.map(({ name, value }) => [name, value!]))));
  expect(made.only('ConfigMap', 'redpanda-services-env').data).toEqual(variables);
  return variables;
};

const clientProperties = { KAFKA_GROUP_ID: 'services', KAFKA_AUTO_OFFSET_RESET: 'earliest', KAFKA_ACKS: 'all' };

test.each<[Choices['flavour'], object]>([
  ['generic', kafka],
  [
    'spring',
    {
      ...kafka,
      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka.KAFKA_BOOTSTRAP_SERVERS,
      SPRING_KAFKA_CONSUMER_GROUP_ID: 'services',
      SPRING_KAFKA_CONSUMER_AUTO_OFFSET_RESET: 'earliest',
      SPRING_KAFKA_PROPERTIES_SCHEMA_REGISTRY_URL: kafka.KAFKA_SCHEMA_REGISTRY_URL,
      SPRING_KAFKA_PRODUCER_ACKS: 'all',
      SPRING_KAFKA_PRODUCER_RETRIES: '3',
      SPRING_KAFKA_PRODUCER_BATCH_SIZE: '16384',
      SPRING_KAFKA_PRODUCER_BUFFER_MEMORY: '33554432',
    },
  ],
  ['quarkus', { ...kafka, ...clientProperties }],
  ['librdkafka', { ...kafka, ...clientProperties }],
])('the flavour %s has its variables', (flavour, variables) => {
  expect(dataOf({ flavour })).toEqual(variables);
});

test("a consumer group of its own stands in place of the client's name", () => {
  expect(dataOf({ flavour: 'spring', consumerGroup: 'orders' })).toMatchObject({ SPRING_KAFKA_CONSUMER_GROUP_ID: 'orders' });
});

test('without the schema registry no variable names it', () => {
  expect(Object.keys(dataOf({ flavour: 'spring', schemaRegistry: false })).filter((name) => name.includes('REGISTRY'))).toEqual([]);
});

test('a variable has the same value in every flavour that has it', () => {
  const rows = Object.values(flavours).flatMap((flavour) => flavour(sources));
  const different = rows.filter(({ variable, value }) => rows.some((other) => other.variable === variable && other.value !== value));
  expect(different).toEqual([]);
});

const hash = (choices: Choices = {}, cluster: RedpandaClusterProps = {}): string => {
  let own: unknown;
  const made = synth((chart) => void (own = new KafkaClientEnv(chart, 'env', { cluster: new RedpandaCluster(chart, 'cluster', cluster), namespace: 'services', ...choices }).contentHash));
  expect(made.all('ConfigMap').at(-1)?.metadata.annotations).toEqual({ 'redpanda.io/content-hash': own });
  return own as string;
};

test.each<[string, string]>([
  ['the flavour', hash({ flavour: 'spring' })],
  ['the consumer group', hash({ consumerGroup: 'orders' })],
  ['the use of the registry', hash({ schemaRegistry: false })],
  ["the cluster's address", hash({}, { namespace: 'streams' })],
])('the hash of the content changes with %s', (_, changed) => {
  expect(changed).not.toBe(hash());
});

test('the hash of the content stays with what the variables do not depend on', () => {
  expect(hash({ flavour: 'generic' }, { replicas: 5 })).toBe(hash());
});

test.each<[string, Partial<KafkaClientEnvProps>, string]>([
  ['a namespace that is no DNS label', { name: 'orders', namespace: 'My Shop' }, 'namespace ("My Shop") must be the name of a namespace (an RFC 1123 label: lower-case letters, digits and dashes, no dash at an end): Kubernetes refuses anything else'],
  ['no namespace', { name: 'orders', namespace: undefined }, 'namespace is required: it has no default'],
  ['a name that is too long', { name: 'o'.repeat(64) }, `name ("${'o'.repeat(55)} …) must have at most 63 characters: there is no room for more`],
])('fails with %s', (_, props, message) => {
  expect(() => synth((chart) => void clientEnv(chart, props))).toThrow(new Error(`test/env: ${message}`));
});

test('a ConfigMap says where its cluster is only if that is made beside it, so that nobody else removes it with the cluster', () => {
  const labels = (cluster: (chart: Chart) => KafkaClientEnvProps['cluster']) =>
    synth((chart) => void new KafkaClientEnv(chart, 'env', { cluster: cluster(chart), namespace: 'shop' })).only('ConfigMap', 'redpanda-shop-env').metadata.labels;
  expect(labels((chart) => new RedpandaCluster(chart, 'cluster', { namespace: 'streams' }))).toMatchObject({ 'redpanda.io/cluster-namespace': 'streams' });
  expect(labels((chart) => RedpandaCluster.fromClusterName(chart, 'cluster', 'redpanda', { namespace: 'streams' }))).not.toHaveProperty(['redpanda.io/cluster-namespace']);
});

test("a client's ConfigMap reads like this", () => {
  expect(synth((chart) => void clientEnv(chart)).only('ConfigMap', 'redpanda-services-env')).toMatchSnapshot();
});
