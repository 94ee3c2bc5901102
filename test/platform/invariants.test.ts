import { readdirSync, readFileSync } from 'node:fs';
import { checks } from './checks';
import { containersOf, KubeObject, Made, ownValues, platformOf, podOf } from './objects';

const everything = `
namespace: streams
createNamespace: false
name: events
clusterDomain: k8s.example.org
imagePullSecrets: [registry, mirror]
broker:
  replicas: 5
  image: registry.example.org:5000/redpanda@sha256:${'0123456789abcdef'.repeat(4)}
  resources: { requests: { cpu: 4, memory: 16Gi }, limits: { cpu: 4, memory: 16Gi } }
  storage: { size: 1Ti, storageClassName: '' }
  nodeSelector: { disk: nvme, example.org/pool: brokers }
  tolerations: [{ key: dedicated, operator: Equal, value: brokers, effect: NoSchedule }, { operator: Exists }]
console:
  replicas: 2
  image: registry.example.org:5000/console:v3.10.0
  ingress: { hosts: [console.example.org, kafka.example.org], className: traefik, tlsSecretName: console-tls, controller: traefik, basicAuthSecretName: console-users, annotations: { example.org/team: platform } }
cluster: { log_retention_ms: 86400000, tls_min_version: v1.3, default_topic_replications: 5 }
topics:
  - { name: orders_v1.created, partitions: 12, replicationFactor: 5, config: { retention.ms: -1, cleanup.policy: 'compact,delete' } }
clients:
  - { name: orders, namespace: shop, flavour: spring, podSelector: { app: orders, tier: backend }, consumes: [orders_v1.created], produces: [orders_*], egressPolicy: true, createNamespace: true }
  - { name: billing, namespace: shop, createNamespace: true, flavour: librdkafka, consumerGroup: billing, schemaRegistry: false, egressPolicy: true }
  - { name: own, namespace: streams, egressPolicy: true }
  - { name: mail, namespace: mail, createNamespace: false, flavour: quarkus, consumerGroup: mail }
networkPolicy:
  ingress: [{ namespace: edge, podSelector: { app: traefik } }, { cidr: 10.0.0.0/8 }]
  monitoring: [{ namespace: prometheus }, { cidr: 'fd00::/8' }]
  dns: [{ namespace: resolvers, podSelector: { k8s-app: dns } }, { cidr: 169.254.20.10/32 }]
`;

const withNamespace = 'clients: [{ name: services, namespace: services, createNamespace: true }]';
const domain = (length: number) => `${'d'.repeat(63)}.`.repeat(4).slice(0, length);
const longest = `name: ${'r'.repeat(30)}
namespace: ${'n'.repeat(63)}
clusterDomain: ${domain(111)}
broker: { replicas: 99, external: { type: LoadBalancer, insecure: true, domain: ${domain(219)} } }
clients: [{ name: ${'c'.repeat(63)}, namespace: ${'s'.repeat(63)} }]`;

const nodePort = 'broker: { external: { type: NodePort, insecure: true, port: 30092 } }';
const loadBalancer = 'broker: { replicas: 5, external: { type: LoadBalancer, insecure: true, domain: kafka.example.org, annotations: { example.org/scheme: internal }, allowedCidrs: [10.0.0.0/8, 192.168.1.0/24] } }';
const traefikLogin = 'console: { ingress: { controller: traefik, basicAuthSecretName: users } }';
const route = 'console: { basePath: /kafka, route: { enabled: true, parentRefs: [{ name: public, namespace: gateways }], hostnames: [kafka.example.org] } }';
const keys = `broker: { config: { redpanda: { crash_loop_limit: 3 }, schema_registry_client: { retries: 9 } }, logLevel: debug, extraArgs: [--lock-memory] }
console: { basePath: /a/b, ingress: { hosts: [a.example.org, b.example.org], tlsSecretName: tls }, config: { kafka: { startup: { retryInterval: 5s } }, logger: { level: warn } } }`;
const secured = (tls: string) => `tls: ${tls}
sasl: { enabled: true, superuser: { secretName: admin } }
clients: [{ name: services, namespace: services, secretName: services-password }]`;
const certManager = secured('{ mode: cert-manager }');
const adopted = `adopted:
  serviceName: redpanda
  podManagementPolicy: OrderedReady
  brokerSelector: { app.kubernetes.io/component: redpanda-statefulset, app.kubernetes.io/instance: redpanda, app.kubernetes.io/name: redpanda }
  consoleSelector: { app.kubernetes.io/instance: redpanda, app.kubernetes.io/name: console }
  claimName: datadir
  claimLabels: { app.kubernetes.io/component: redpanda }`;
const stored = (more: string, properties: string) => `licenseAcknowledged: true\ncluster: { cloud_storage_enabled: true, cloud_storage_bucket: events, cloud_storage_region: eu, ${properties} }\ntieredStorage: { ${more} }`;
const podMonitors = 'monitoring: { job: events, podMonitor: { enabled: true, labels: { release: prometheus } } }';
const schemas = `schemas: [{ subject: orders-value, schema: '"string"' }, { subject: orders-key, schema: '"long"', compatibility: FULL }]`;
const settings = 'cluster: { log_retention_ms: 86400000, kafka_nodelete_topics: [_schemas] }';
const acls = 'acls: [{ user: reporting, topics: [prediction-*], groups: [reporting], operations: [read] }]';
const overlays = readdirSync('environments').filter((name) => name.endsWith('.yaml'));

const patched = `patches:
  - target: { kind: StatefulSet }
    patch:
      metadata: { annotations: { team: streams } }
      spec:
        template:
          metadata: { labels: { team: streams }, annotations: { sidecar.istio.io/inject: 'false' } }
          spec:
            priorityClassName: high
            nodeSelector: { disk: nvme }
            hostAliases: [{ ip: 10.0.0.1, hostnames: [registry.example.org] }]
            volumes: [{ name: more, emptyDir: { sizeLimit: 64Mi } }]
            containers:
              - { name: redpanda, env: [{ name: TZ, value: UTC }], volumeMounts: [{ name: more, mountPath: /more }] }
              - name: shipper
                image: registry.example.org/shipper:1.0.0
                securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
                resources: { requests: { cpu: 10m, memory: 32Mi, ephemeral-storage: 64Mi }, limits: { cpu: 100m, memory: 32Mi, ephemeral-storage: 512Mi } }
  - target: { kind: Service }
    patch: { metadata: { annotations: { team: streams } } }
  - target: { kind: Job, name: redpanda-topics }
    patch: { spec: { ttlSecondsAfterFinished: null, template: { spec: { runtimeClassName: gvisor } } } }`;

/** On top of this repository's values. */
const variants: readonly (readonly [string, ...string[]])[] = [
  ['nothing more'],
  ['NodePorts', nodePort],
  ['NodePorts with a domain', nodePort, 'broker: { external: { domain: kafka.example.org } }'],
  ['LoadBalancers', loadBalancer],
  ['no addresses admitted from outside', loadBalancer, 'broker: { external: { allowedCidrs: [] } }'],
  ['everything switched off', 'createNamespace: false\nconsole: { enabled: false }\nnetworkPolicy: { enabled: false }\ntopics: []\nschemas: []\nclients: []'],
  ['no Console', 'console: { enabled: false }'],
  ['no Ingress', 'console: { ingress: { enabled: false } }'],
  ['a route of the Gateway API', route],
  ['PodMonitors', podMonitors],
  ['PrometheusRules', 'monitoring: { prometheusRule: { enabled: true } }'],
  ['a dashboard', "monitoring: { dashboard: { enabled: true, annotations: { grafana_folder: Redpanda } }, runbookUrl: 'https://git.example.org/runbook.md' }", certManager],
  ['PodMonitors over TLS', podMonitors, 'tls: { mode: cert-manager }'],
  ['a path, several hosts and keys of the user', keys],
  ['a login of ingress-nginx', 'console: { ingress: { controller: ingress-nginx, basicAuthSecretName: users } }'],
  ['a login of Traefik', traefikLogin],
  ['a login of Traefik, and names with two dashes', traefikLogin, 'name: r--p\nnamespace: a---b'],
  ['nobody admitted', 'networkPolicy: { ingress: [], monitoring: [] }'],
  ['one broker', 'broker: { replicas: 1 }'],
  ['the longest names', longest],
  ['names that begin with digits', 'namespace: "1"\nclients: [{ name: 1a, namespace: "007", egressPolicy: true }]'],
  ['clients of unlucky names', nodePort, 'clients: [{ name: external, namespace: a-deadbeef }, { name: deadbeef, namespace: a-cafebabe }, { name: cafebabe, namespace: b }, { name: config, namespace: c }]'],
  ['every value set', everything],
  ['every value set and LoadBalancers', everything, loadBalancer],
  ['TLS and SASL, with cert-manager', certManager],
  ['TLS and SASL, with an Issuer of others and LoadBalancers', secured('{ mode: cert-manager, secretName: brokers, issuerRef: { name: company, kind: ClusterIssuer } }'), loadBalancer],
  ['TLS and SASL, with Secrets that exist', secured('{ mode: secret, secretName: brokers, externalSecretName: outside }'), loadBalancer],
  ['settings', settings],
  ['schemas', schemas],
  ['schemas, TLS and SASL', schemas, certManager],
  ['tiered storage, with a Secret', stored('secretName: store', 'cloud_storage_api_endpoint: minio.example.org, cloud_storage_api_endpoint_port: 9000')],
  ['tiered storage, with rights of the cloud', stored('serviceAccountAnnotations: { eks.amazonaws.com/role-arn: a }', 'cloud_storage_credentials_source: sts, enable_metrics_reporter: true'), certManager],
  ['quotas', 'quotas: [{ clientId: importer, producerByteRate: 1 }]'],
  ['quotas to take away', 'prune: { quotas: [client-id=importer] }', certManager],
  ['settings, TLS and SASL', settings, certManager],
  ['ACLs, TLS and SASL', acls, certManager],
  ['users', 'users: [{ name: reporting, secretName: a }, { name: ops, secretName: b, secretKey: pw, superuser: true }]\nprune: { users: [old] }', certManager],
  ['users that are to go', 'prune: { users: [old] }', certManager],
  ['TLS between brokers only', 'tls: { mode: secret, secretName: brokers, listeners: [rpc] }'],
  ['patches', patched],
  ['an adopted cluster', adopted],
  ['an adopted cluster, every value set and NodePorts', everything, adopted.replace('serviceName: redpanda', 'serviceName: events'), nodePort],
  ...overlays.map((name) => [`environments/${name}`, readFileSync(`environments/${name}`, 'utf8')] as const),
];

const names = Object.keys(checks) as (keyof typeof checks)[];

describe.each([['the defaults alone', platformOf()] as const, ...variants.map(([title, ...texts]) => [title, platformOf(ownValues, ...texts)] as const)])('with %s', (_, made) => {

  test.each(names)('%s', (name) => {
    expect(checks[name](made)).toEqual([]);
  });
});

test('the longest host names have room in DNS', () => {
  const hosts = JSON.stringify(platformOf(longest).objects).match(/[a-z0-9-]+(\.[a-z0-9-]+){3,}/g) ?? [];
  expect(Math.max(...hosts.map((host) => host.length))).toBe(253);
});

const hasDefaults = /redpanda-(?!.*redpandadata)|model-registry|cluster\.local|local-path|kafka\.local|ingress-nginx|"services"|"monitoring"/;
/** What is called redpanda whoever names the cluster: images, and what Redpanda and its files call themselves. */
const notNames = [
  /"image":"[^"]*"/g,
  /\/(etc|var\/lib)\/redpanda(-source)?\b/g,
  /"redpanda-data"/g,
  /"(app.kubernetes.io\/(name|managed-by|component)|redpanda.io\/package)":"[^"]*"/g,
];

test('names, namespace and domain follow the values everywhere', () => {
  const { objects } = platformOf(ownValues, everything, loadBalancer);
  const left = objects.flatMap((object) => {
    const scripts = Object.keys(object.data ?? {}).filter((file) => file.endsWith('.sh'));
    const data = Object.fromEntries(Object.entries(object.data ?? {}).filter(([file]) => !scripts.includes(file)));
    const text = notNames.reduce((shorter, pattern) => shorter.replace(pattern, ''), JSON.stringify({ ...object, data }));
    return hasDefaults.exec(text) ? [`${object.kind} ${object.metadata.name}: ${text}`] : [];
  });
  expect(left).toEqual([]);
});

test('scripts name no cluster, namespace or domain: one serves every platform', () => {
  const scripts = platformOf(ownValues).objects.flatMap(({ data = {} }) => Object.entries<string>(data).filter(([file]) => file.endsWith('.sh')));
  const code = scripts.flatMap(([file, script]) => script.split('\n').filter((line) => !line.trimStart().startsWith('#')).map((line) => `${file}: ${line}`));
  expect(code.filter((line) => /redpanda-|model-registry|cluster\.local|\bservices\b/.test(line))).toEqual([]);
});

test('with everything switched off nothing is left but the brokers and the topic Job', () => {
  const { objects } = platformOf(ownValues, ...variants.find(([title]) => title === 'everything switched off')!.slice(1));
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name.replace(/-[0-9a-f]{8}$/, '')}`)).toEqual([
    'ServiceAccount redpanda',
    'ConfigMap redpanda-config',
    'ConfigMap redpanda-topics',
    'Service redpanda-external',
    'Service redpanda-headless',
    'Service redpanda',
    'PodDisruptionBudget redpanda',
    'StatefulSet redpanda',
    'Job redpanda-topics',
  ]);
});

/** A platform that is broken in one place, and what the check says of it. */
interface Mutation {
  readonly values?: string;
  readonly breakIt: (find: (kind: string, name: string) => KubeObject, made: { values: any; objects: KubeObject[] }) => void;
  readonly finding: string;
}

const broker = (find: (kind: string, name: string) => KubeObject) => containersOf(find('StatefulSet', 'redpanda'))[0];

const mutations: Readonly<Record<keyof typeof checks, readonly Mutation[]>> = {
  'every Service selects the pods of exactly one workload': [
    { breakIt: (find) => (find('Service', 'redpanda').spec.selector = {}), finding: 'Service redpanda selects StatefulSet redpanda, Deployment redpanda-console, Job redpanda-schemas, Job redpanda-topics' },
    { breakIt: (find) => (find('Service', 'redpanda-console').spec.selector.app = 'console'), finding: 'Service redpanda-console selects nothing' },
    {
      values: nodePort,
      breakIt: (find) => (find('Service', 'redpanda-external-2').spec.selector['statefulset.kubernetes.io/pod-name'] = 'redpanda-3'),
      finding: 'Service redpanda-external-2 selects nothing',
    },
  ],
  'every broker has an external Service of its own where values ask for it': [
    {
      values: nodePort,
      breakIt: (find) => (find('Service', 'redpanda-external-2').spec.selector['statefulset.kubernetes.io/pod-name'] = 'redpanda-1'),
      finding: 'external Services select redpanda-0, redpanda-1, redpanda-1 instead of redpanda-0, redpanda-1, redpanda-2',
    },
  ],
  'every selector selects the pods of exactly one workload, and a workload its own': [
    { breakIt: (find) => (podOf(find('StatefulSet', 'redpanda')).metadata.labels.app = 'brokers'), finding: 'StatefulSet redpanda selector selects nothing' },
    { breakIt: (find) => (find('PodDisruptionBudget', 'redpanda').spec.selector.matchLabels.app = 'brokers'), finding: 'PodDisruptionBudget redpanda selector selects nothing' },
    { breakIt: (find) => (find('NetworkPolicy', 'redpanda-allow-services').spec.podSelector = {}), finding: 'NetworkPolicy redpanda-allow-services podSelector selects StatefulSet redpanda, Deployment redpanda-console, Job redpanda-schemas, Job redpanda-topics' },
    {
      values: 'clients: [{ name: shop, namespace: shop, egressPolicy: true }]',
      breakIt: (find) => (find('NetworkPolicy', 'redpanda-egress-shop').spec.egress[1].to[0].namespaceSelector.matchLabels['kubernetes.io/metadata.name'] = 'shop'),
      finding: 'NetworkPolicy redpanda-egress-shop podSelector selects nothing',
    },
    { breakIt: (find) => (find('Deployment', 'redpanda-console').spec.selector.matchLabels.app = 'redpanda'), finding: 'Deployment redpanda-console selector selects StatefulSet redpanda' },
  ],
  'selectors hold nothing that may change': [
    { breakIt: (find) => (find('StatefulSet', 'redpanda').spec.selector.matchLabels['app.kubernetes.io/version'] = '0.1.0'), finding: 'StatefulSet redpanda selects by app.kubernetes.io/version' },
    { breakIt: (find) => (find('Service', 'redpanda').spec.selector['app.kubernetes.io/version'] = '0.1.0'), finding: 'Service redpanda selects by app.kubernetes.io/version' },
  ],
  'a Job never wears the label of another workload': [
    { breakIt: (find) => (podOf(find('Job', 'redpanda-topics')).metadata.labels.app = 'redpanda'), finding: 'Job redpanda-topics wears the label app=redpanda of another workload' },
  ],
  'every mount has a volume, and every volume a mount': [
    { breakIt: (find) => (broker(find).volumeMounts[0].name = 'data'), finding: 'StatefulSet redpanda mounts data, which is no volume' },
    { breakIt: (find) => broker(find).volumeMounts.shift(), finding: 'StatefulSet redpanda has the volume redpanda-data, which nothing mounts' },
    { breakIt: (find) => (broker(find).volumeMounts[0].mountPath = '/tmp'), finding: 'StatefulSet redpanda container redpanda mounts /tmp twice' },
  ],
  'every file that a container names is mounted': [
    { breakIt: (find) => delete find('ConfigMap', 'redpanda-config').data['pre-stop.sh'], finding: 'StatefulSet redpanda container redpanda names /etc/redpanda-source/pre-stop.sh, which ConfigMap redpanda-config does not hold' },
    { breakIt: (find) => (containersOf(find('Deployment', 'redpanda-console'))[0].volumeMounts[0].mountPath = '/etc'), finding: 'Deployment redpanda-console container console names /etc/console/config.yaml, which ConfigMap redpanda-console does not hold' },
    { breakIt: (find) => (containersOf(find('Job', 'redpanda-topics'))[0].volumeMounts[1].mountPath = '/var/tmp'), finding: 'Job redpanda-topics container create-topics names /tmp, where nothing is mounted' },
  ],
  'every port of a Service is one that the selected containers open': [
    { breakIt: (find) => (find('Service', 'redpanda-external').spec.ports[0].targetPort = 'outside'), finding: 'Service redpanda-external leads to port outside, which no container opens' },
    { breakIt: (find) => (find('Service', 'redpanda').spec.ports[0].targetPort = 9093), finding: 'Service redpanda leads to port 9093, which no container opens' },
    { breakIt: (find) => (find('Service', 'redpanda').spec.ports[1].port = 9092), finding: 'Service redpanda has two ports of the number 9092' },
  ],
  'an Ingress or a route leads to the path of Console': [
    { breakIt: (find) => (find('Ingress', 'redpanda-console').spec.rules[0].http.paths[0].path = '/console'), finding: 'Ingress redpanda-console leads to path /console, and Console is served under /' },
    { values: route, breakIt: (find) => (find('HTTPRoute', 'redpanda-console').spec.rules[0].matches[0].path.value = '/'), finding: 'HTTPRoute redpanda-console leads to path /, and Console is served under /kafka' },
  ],
  'every port that Prometheus scrapes is one that the selected containers open': [
    { values: podMonitors, breakIt: (find) => (find('PodMonitor', 'redpanda').spec.podMetricsEndpoints[0].port = 'metrics'), finding: 'PodMonitor redpanda scrapes port metrics, which no container opens' },
    { values: podMonitors, breakIt: (find) => (find('PodMonitor', 'redpanda-console').spec.selector.matchLabels.app = 'console'), finding: 'PodMonitor redpanda-console scrapes port http, which no container opens' },
  ],
  'every backend of an Ingress or a route is a port of a Service': [
    { values: route, breakIt: (find) => (find('HTTPRoute', 'redpanda-console').spec.rules[0].backendRefs[0].port = 80), finding: 'HTTPRoute redpanda-console leads to port 80, which Service redpanda-console does not have' },
    { breakIt: (find) => (find('Ingress', 'redpanda-console').spec.rules[0].http.paths[0].backend.service.port.name = 'web'), finding: 'Ingress redpanda-console leads to port web, which Service redpanda-console does not have' },
    { breakIt: (find) => (find('Ingress', 'redpanda-console').spec.rules[0].http.paths[0].backend.service.name = 'console'), finding: 'Ingress redpanda-console leads to Service console, which is not made' },
  ],
  'every port of a probe is one that its container opens': [
    { breakIt: (find) => (containersOf(find('Deployment', 'redpanda-console'))[0].livenessProbe.httpGet.port = 9090), finding: 'Deployment redpanda-console livenessProbe asks port 9090, which its container does not open' },
  ],
  'every port of a NetworkPolicy is one that the selected containers open': [
    { breakIt: (find) => (find('NetworkPolicy', 'redpanda-allow-services').spec.ingress[0].ports[0].port = 9093), finding: 'NetworkPolicy redpanda-allow-services admits ingress to port 9093, which no container opens' },
    { breakIt: (find) => (find('NetworkPolicy', 'redpanda-console').spec.egress[1].ports[0].protocol = 'UDP'), finding: 'NetworkPolicy redpanda-console admits egress to port 9092, which no container opens' },
  ],
  'every rule of a NetworkPolicy names its peers, resolvers apart, and its ports': [
    { breakIt: (find) => delete find('NetworkPolicy', 'redpanda-console').spec.ingress[0].from, finding: 'NetworkPolicy redpanda-console has a rule that admits everyone or every port' },
    { breakIt: (find) => find('NetworkPolicy', 'redpanda-brokers').spec.policyTypes.pop(), finding: 'NetworkPolicy redpanda-brokers has rules of egress that do not count' },
  ],
  'every policy of egress lets pods ask the resolvers of the values for names': [
    { breakIt: (find) => find('NetworkPolicy', 'redpanda-brokers').spec.egress.shift(), finding: 'NetworkPolicy redpanda-brokers does not open the ports of DNS, and them alone, in one rule' },
    { breakIt: (find) => find('NetworkPolicy', 'redpanda-console').spec.egress[0].ports.pop(), finding: 'NetworkPolicy redpanda-console does not open the ports of DNS, and them alone, in one rule' },
    { breakIt: (find) => find('NetworkPolicy', 'redpanda-console').spec.egress[0].ports.push({ protocol: 'TCP', port: 443 }), finding: 'NetworkPolicy redpanda-console does not open the ports of DNS, and them alone, in one rule' },
    { breakIt: (find) => (find('NetworkPolicy', 'redpanda-topics').spec.egress[0].to = [{ ipBlock: { cidr: '10.0.0.10/32' } }]), finding: 'NetworkPolicy redpanda-topics names other resolvers than the values' },
    {
      values: 'networkPolicy: { dns: [{ namespace: resolvers }] }',
      breakIt: (find) => delete find('NetworkPolicy', 'redpanda-brokers').spec.egress[0].to,
      finding: 'NetworkPolicy redpanda-brokers names other resolvers than the values',
    },
  ],
  'ports of a pod have names of their own': [
    { breakIt: (find) => (broker(find).ports[1].name = 'kafka'), finding: 'StatefulSet redpanda has two ports of the name kafka' },
    { breakIt: (find) => (broker(find).ports[1].name = 'external-listener'), finding: 'StatefulSet redpanda has a port of the name external-listener' },
  ],
  'variables of a container have names of their own': [
    { breakIt: (find) => (broker(find).env[0].name = 'HOME'), finding: 'StatefulSet redpanda container redpanda sets HOME twice' },
  ],
  'every image is pinned': [
    { breakIt: (find) => (broker(find).image = 'docker.redpanda.com/redpandadata/redpanda:latest'), finding: 'StatefulSet redpanda runs docker.redpanda.com/redpandadata/redpanda:latest, which is not pinned' },
    { breakIt: (find) => (broker(find).image = 'registry:5000/redpanda'), finding: 'StatefulSet redpanda runs registry:5000/redpanda, which is not pinned' },
  ],
  'every pod is admitted by Pod Security at the level restricted': [
    { breakIt: (find) => delete podOf(find('StatefulSet', 'redpanda')).spec.securityContext.seccompProfile, finding: 'StatefulSet redpanda container redpanda has no seccomp profile' },
    { breakIt: (find) => (podOf(find('Job', 'redpanda-topics')).spec.securityContext.runAsUser = 0), finding: 'Job redpanda-topics container create-topics runs as root' },
    { breakIt: (find) => (podOf(find('Deployment', 'redpanda-console')).spec.securityContext.runAsNonRoot = false), finding: 'Deployment redpanda-console container console may run as root' },
    { breakIt: (find) => (broker(find).securityContext.capabilities.drop = ['NET_RAW']), finding: 'StatefulSet redpanda container redpanda keeps capabilities' },
    { breakIt: (find) => delete broker(find).securityContext.allowPrivilegeEscalation, finding: 'StatefulSet redpanda container redpanda may escalate its privileges' },
    { breakIt: (find) => (podOf(find('StatefulSet', 'redpanda')).spec.volumes[1] = { name: 'config', hostPath: { path: '/etc' } }), finding: 'StatefulSet redpanda container redpanda has a volume of a kind that is not restricted' },
    { breakIt: (find) => (podOf(find('StatefulSet', 'redpanda')).spec.hostNetwork = true), finding: 'StatefulSet redpanda container redpanda shares a namespace of the host' },
    {
      breakIt: (find) => (podOf(find('StatefulSet', 'redpanda')).spec.initContainers = [{ ...broker(find), name: 'tuner', securityContext: { ...broker(find).securityContext, privileged: true } }]),
      finding: 'StatefulSet redpanda container tuner is privileged',
    },
  ],
  'every pod has a read-only root file system, no token and no service links': [
    { breakIt: (find) => (broker(find).securityContext.readOnlyRootFilesystem = false), finding: 'StatefulSet redpanda container redpanda can write to its root file system' },
    { breakIt: (find) => delete podOf(find('Deployment', 'redpanda-console')).spec.automountServiceAccountToken, finding: 'Deployment redpanda-console container console has a token of the Kubernetes API' },
    {
      breakIt: (find) => (podOf(find('Job', 'redpanda-topics')).spec.volumes[1] = { name: 'tmp', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }),
      finding: 'Job redpanda-topics container create-topics has a token of the Kubernetes API',
    },
    { breakIt: (find) => delete podOf(find('Deployment', 'redpanda-console')).spec.enableServiceLinks, finding: 'Deployment redpanda-console container console has service links' },
  ],
  'no ServiceAccount gives pods a token': [
    { breakIt: (find) => delete find('ServiceAccount', 'redpanda').automountServiceAccountToken, finding: 'ServiceAccount redpanda gives pods a token of the Kubernetes API' },
  ],
  'no pod can fill the disk of its node, and none is evicted within what it may hold': [
    { breakIt: (find) => (podOf(find('Job', 'redpanda-topics')).spec.volumes[1].emptyDir = {}), finding: 'Job redpanda-topics has the volume tmp, which may fill the disk of the node' },
    {
      breakIt: (find) => (podOf(find('StatefulSet', 'redpanda')).spec.volumes[2].emptyDir.sizeLimit = '2Gi'),
      finding: 'StatefulSet redpanda may hold 2314Mi in its volumes and logs, and is evicted above 2048Mi',
    },
  ],
  'every Secret is mounted read-only and whole': [
    {
      breakIt: (find) => (podOf(find('StatefulSet', 'redpanda')).spec.volumes[2] = { name: 'tmp', secret: { secretName: 'password' } }),
      finding: 'StatefulSet redpanda container redpanda mounts the Secret tmp otherwise than read-only and whole',
    },
    {
      breakIt: (find) => {
        podOf(find('Deployment', 'redpanda-console')).spec.volumes[0] = { name: 'config', projected: { sources: [{ secret: { name: 'password' } }] } };
        containersOf(find('Deployment', 'redpanda-console'))[0].volumeMounts[0].subPath = 'password';
      },
      finding: 'Deployment redpanda-console container console mounts the Secret config otherwise than read-only and whole',
    },
  ],
  'nobody but a broker mounts a private key': [
    {
      values: certManager,
      breakIt: (find) => delete podOf(find('Deployment', 'redpanda-console')).spec.volumes.find(({ name }: KubeObject) => name === 'ca').secret.items,
      finding: 'Deployment redpanda-console mounts more than a CA of the Secret ca',
    },
    {
      values: certManager,
      breakIt: (find) => podOf(find('Job', 'redpanda-topics')).spec.volumes.find(({ name }: KubeObject) => name === 'ca').secret.items.push({ key: 'tls.key', path: 'tls.key' }),
      finding: 'Job redpanda-topics mounts more than a CA of the Secret ca',
    },
  ],
  'every container has requests and limits': [
    { breakIt: (find) => delete broker(find).resources.limits['ephemeral-storage'], finding: 'StatefulSet redpanda container redpanda has no limits of ephemeral-storage' },
    { breakIt: (find) => delete broker(find).resources.limits.memory, finding: 'StatefulSet redpanda container redpanda has no limits of memory' },
    { breakIt: (find) => (broker(find).resources.requests.cpu = 1), finding: 'StatefulSet redpanda container redpanda has no requests of cpu' },
  ],
  'every name is a DNS label': [
    { breakIt: (find) => (find('Service', 'redpanda').metadata.name = 'red_panda'), finding: 'Service red_panda is no DNS label of at most 63 characters' },
    { breakIt: (find) => (find('StatefulSet', 'redpanda').metadata.name = 'r'.repeat(53)), finding: `StatefulSet ${'r'.repeat(53)} is no DNS label of at most 52 characters` },
  ],
  'every object but a Namespace carries the standard labels': [
    { breakIt: (find) => delete find('Ingress', 'redpanda-console').metadata.labels['app.kubernetes.io/part-of'], finding: 'Ingress redpanda-console lacks the label app.kubernetes.io/part-of' },
  ],
  'every workload tells the version of its image, and nothing else tells one': [
    { breakIt: (find) => (broker(find).image = 'docker.io/redpandadata/redpanda:v26.2.2'), finding: 'StatefulSet redpanda tells the version v26.2.1, and runs v26.2.2' },
    { breakIt: (find) => delete find('Job', 'redpanda-topics').metadata.labels['app.kubernetes.io/version'], finding: 'Job redpanda-topics tells the version undefined, and runs v26.2.1' },
    { breakIt: (find) => (find('Service', 'redpanda').metadata.labels['app.kubernetes.io/version'] = '0.1.0'), finding: 'Service redpanda tells the version 0.1.0, and runs undefined' },
  ],
  'every object but a Namespace says where its cluster is': [
    { breakIt: (find) => delete find('ConfigMap', 'redpanda-services-env').metadata.labels['redpanda.io/cluster-namespace'], finding: 'ConfigMap redpanda-services-env says of its cluster that it is in undefined' },
    {
      breakIt: (find) => (find('ConfigMap', 'redpanda-services-env').metadata.labels['redpanda.io/cluster-namespace'] = 'services'),
      finding: 'ConfigMap redpanda-services-env says of its cluster that it is in services',
    },
  ],
  'a Namespace carries nothing of which its owner could have another opinion': [
    {
      values: withNamespace,
      breakIt: (find) => (find('Namespace', 'services').metadata.labels = { 'app.kubernetes.io/managed-by': 'cdk8s-redpanda' }),
      finding: 'Namespace services carries app.kubernetes.io/managed-by',
    },
    { breakIt: (find) => (find('Namespace', 'model-registry').metadata.annotations.owner = 'us'), finding: 'Namespace model-registry carries owner' },
  ],
  'every pod carries the standard labels but the version': [
    {
      breakIt: (find) => (podOf(find('StatefulSet', 'redpanda')).metadata.labels['redpanda.io/cluster-namespace'] = 'model-registry'),
      finding: 'StatefulSet redpanda pods carry the label redpanda.io/cluster-namespace',
    },
    { breakIt: (find) => (podOf(find('StatefulSet', 'redpanda')).metadata.labels['app.kubernetes.io/version'] = '0.1.0'), finding: 'StatefulSet redpanda pods carry the label app.kubernetes.io/version' },
    { breakIt: (find) => delete podOf(find('Job', 'redpanda-topics')).metadata.labels['app.kubernetes.io/part-of'], finding: 'Job redpanda-topics pods lack the label app.kubernetes.io/part-of' },
  ],
  'the label app is on pods only': [
    { breakIt: (find) => (find('PodDisruptionBudget', 'redpanda').metadata.labels.app = 'redpanda'), finding: 'PodDisruptionBudget redpanda wears the label app, as if it were a pod' },
  ],
  'every label is valid': [
    { breakIt: (find) => (find('Service', 'redpanda').metadata.labels.app = 'the brokers'), finding: 'Service redpanda has the label app=the brokers' },
    { breakIt: (find) => (podOf(find('StatefulSet', 'redpanda')).spec.nodeSelector = { 'disk!': 'nvme' }), finding: 'StatefulSet redpanda has the label disk!=nvme' },
    { breakIt: (find) => (find('Service', 'redpanda').metadata.labels['app.kubernetes.io/version'] = 1), finding: 'Service redpanda has the label app.kubernetes.io/version=1' },
  ],
  'every object that is referred to is made, or a Secret that values name': [
    { breakIt: (find) => (podOf(find('StatefulSet', 'redpanda')).spec.serviceAccountName = 'brokers'), finding: 'StatefulSet redpanda needs ServiceAccount brokers, which is not made' },
    { breakIt: (find) => (podOf(find('Job', 'redpanda-topics')).spec.volumes[0].projected.sources[0].configMap.name = 'topics'), finding: 'Job redpanda-topics needs ConfigMap topics, which is not made' },
    { breakIt: (find) => (find('StatefulSet', 'redpanda').spec.serviceName = 'brokers'), finding: 'StatefulSet redpanda needs Service brokers, which is not made' },
    { breakIt: (find) => (find('Ingress', 'redpanda-console').spec.tls = [{ secretName: 'tls' }]), finding: 'Ingress redpanda-console needs Secret tls, which is not made' },
    { values: traefikLogin, breakIt: (find) => (find('Middleware', 'redpanda-console').metadata.name = 'login'), finding: 'Ingress redpanda-console needs Middleware redpanda-console, which is not made' },
    { values: traefikLogin, breakIt: (find) => (find('Middleware', 'redpanda-console').spec.basicAuth.secret = 'others'), finding: 'Middleware redpanda-console needs Secret others, which is not made' },
    { values: `${certManager}\n${podMonitors}`, breakIt: (find) => (find('PodMonitor', 'redpanda').spec.podMetricsEndpoints[0].tlsConfig.ca.secret.name = 'others'), finding: 'PodMonitor redpanda needs Secret others, which is not made' },
    { values: certManager, breakIt: (find) => (find('Certificate', 'redpanda-broker').spec.secretName = 'others'), finding: 'StatefulSet redpanda needs Secret redpanda-tls, which is not made' },
    { values: certManager, breakIt: (find) => (find('Certificate', 'redpanda-broker').spec.issuerRef.name = 'others'), finding: 'Certificate redpanda-broker needs Issuer others, which is not made' },
    { breakIt: (find) => broker(find).env.push({ name: 'P', valueFrom: { secretKeyRef: { name: 'password', key: 'p' } } }), finding: 'StatefulSet redpanda needs Secret password, which is not made' },
  ],
  'every ConfigMap is used': [
    { breakIt: (find) => (find('ConfigMap', 'redpanda-services-env').metadata.name = 'redpanda-env'), finding: 'ConfigMap redpanda-env is used by nothing' },
  ],
  'the brokers have a headless Service': [
    { breakIt: (find) => delete find('Service', 'redpanda-headless').spec.publishNotReadyAddresses, finding: 'StatefulSet redpanda has no headless Service of its own that leads to brokers before they are ready' },
    { breakIt: (find) => (find('StatefulSet', 'redpanda').spec.serviceName = 'redpanda'), finding: 'StatefulSet redpanda has no headless Service of its own that leads to brokers before they are ready' },
  ],
  'every address leads to a port of a Service': [
    {
      breakIt: (find) => (find('ConfigMap', 'redpanda-services-env').data.KAFKA_BOOTSTRAP_SERVERS = 'redpanda.model-registry.svc.cluster.local:9093'),
      finding: 'ConfigMap redpanda-services-env names redpanda.model-registry.svc.cluster.local:9093, which leads nowhere',
    },
    {
      breakIt: (find) => (find('ConfigMap', 'redpanda-config').data['redpanda.yaml'] = find('ConfigMap', 'redpanda-config').data['redpanda.yaml'].replace('33145\nschema_registry:', '33146\nschema_registry:')),
      finding: 'ConfigMap redpanda-config names redpanda-2.redpanda-headless.model-registry.svc.cluster.local\\n        port: 33146, which leads nowhere',
    },
    {
      breakIt: (find) => (find('ConfigMap', 'redpanda-console').data['config.yaml'] = 'brokers: [redpanda-3.redpanda-headless.model-registry.svc.cluster.local:9092]'),
      finding: 'ConfigMap redpanda-console names redpanda-3.redpanda-headless.model-registry.svc.cluster.local:9092, which leads nowhere',
    },
    { breakIt: (_, { values }) => (values.clusterDomain = 'k8s.local'), finding: 'ConfigMap redpanda-services-env names redpanda.model-registry.svc.cluster.local:9092, which leads nowhere' },
  ],
  'every address is one that NetworkPolicies let its reader reach, at both ends': [
    {
      breakIt: (find) => find('NetworkPolicy', 'redpanda-topics').spec.egress[1].ports.pop(),
      finding: 'Job redpanda-topics names redpanda.model-registry.svc.cluster.local:9644, and no NetworkPolicy lets it out',
    },
    {
      breakIt: (find) => find('NetworkPolicy', 'redpanda-brokers').spec.ingress.splice(1, 1),
      finding: 'Deployment redpanda-console names redpanda-0.redpanda-headless.model-registry.svc.cluster.local:9644, where no NetworkPolicy lets it in',
    },
    {
      breakIt: (find) => (find('NetworkPolicy', 'redpanda-allow-services').spec.ingress[0].from[0].namespaceSelector.matchLabels = { 'kubernetes.io/metadata.name': 'shop' }),
      finding: 'ConfigMap redpanda-services-env names redpanda.model-registry.svc.cluster.local:8081, where no NetworkPolicy lets it in',
    },
    {
      breakIt: (find) => find('NetworkPolicy', 'redpanda-brokers').spec.egress[1].ports.shift(),
      finding: 'StatefulSet redpanda names redpanda-0.redpanda-headless.model-registry.svc.cluster.local\\n        port: 33145, and no NetworkPolicy lets it out',
    },
  ],
  'no two objects have the same name': [
    { breakIt: (find) => (find('Service', 'redpanda-console').metadata.name = 'redpanda'), finding: 'Service model-registry/redpanda is made twice' },
  ],
  'every object is in a namespace of the values': [
    { breakIt: (find) => delete find('Service', 'redpanda').metadata.namespace, finding: 'Service redpanda is in the namespace undefined' },
    { values: withNamespace, breakIt: (find) => (find('Namespace', 'services').metadata.namespace = 'services'), finding: 'Namespace services is in the namespace services' },
  ],
  'only Namespaces are protected from Argo CD and Flux': [
    { values: withNamespace, breakIt: (find) => delete find('Namespace', 'services').metadata.annotations, finding: 'Namespace services may be pruned by Argo CD' },
    { breakIt: (find) => (find('Job', 'redpanda-topics').metadata.annotations = { 'argocd.argoproj.io/sync-options': 'Prune=false' }), finding: 'Job redpanda-topics is kept from being pruned by Prune=false' },
    { breakIt: (find) => delete find('Namespace', 'model-registry').metadata.annotations['kustomize.toolkit.fluxcd.io/prune'], finding: 'Namespace model-registry may be pruned by Flux' },
  ],
  'no Secret is made': [{ breakIt: (_, { objects }) => objects.push({ kind: 'Secret', metadata: { name: 'password' } }), finding: 'Secret password holds a secret' }],
  'no right and no CRD is asked for': [{ breakIt: (_, { objects }) => objects.push({ kind: 'ClusterRole', metadata: { name: 'brokers' } }), finding: 'ClusterRole brokers asks for rights' }],
  'a CRD is needed only by what values ask for': [
    { breakIt: (_, { objects }) => objects.push({ apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', metadata: { name: 'login' } }), finding: 'Middleware login needs the CRD of traefik.io/v1alpha1' },
    { breakIt: (_, { objects }) => objects.push({ apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata: { name: 'ca' } }), finding: 'Issuer ca needs the CRD of cert-manager.io/v1' },
    { values: traefikLogin, breakIt: (find) => delete find('Ingress', 'redpanda-console').metadata.annotations, finding: 'the login that values ask Traefik for is not asked for' },
  ],
  'the namespace of the brokers alone enforces restricted': [
    { breakIt: (find) => delete find('Namespace', 'model-registry').metadata.labels['pod-security.kubernetes.io/enforce'], finding: 'Namespace model-registry has the Pod Security levels , restricted, restricted' },
  ],
};

const broken = Object.entries(mutations).flatMap(([name, all]) => all.map((mutation) => [name as keyof typeof checks, mutation.finding, mutation] as const));

test.each(broken)('a broken platform fails: %s (%s)', (name, finding, { values = '', breakIt }) => {
  const made = platformOf(ownValues, values) as { values: any; objects: KubeObject[] };
  // Without the hash of the Job's name, which changes with every release.
  const shorten = (text: string) => text.replace(/(redpanda-(topics|schemas))-[0-9a-f]{8}/g, '$1');
  const find = (kind: string, wanted: string): KubeObject => {
    const found = made.objects.find((object) => object.kind === kind && shorten(object.metadata.name) === wanted);
    if (!found) throw new Error(`there is no ${kind} ${wanted}`);
    return found;
  };
  breakIt(find, made);
  expect(checks[name](made as Made).map(shorten)).toContain(finding);
});
