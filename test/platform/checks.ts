import { posix } from 'node:path';
import { parse } from 'yaml';
import { containersOf, KubeObject, Made, nameOf, Pod, podOf, podsIn, selectedBy, workloadsIn, workloadsOf } from './objects';

/** What is wrong with a platform, one sentence for each object that breaks the rule. */
export type Check = (made: Made) => string[];

const brokerOf = 'statefulset.kubernetes.io/pod-name';
const namespaceName = 'kubernetes.io/metadata.name';
const isOfClient = ({ metadata }: KubeObject): boolean => metadata.labels['app.kubernetes.io/component'] === 'client';
const ofKind = (objects: readonly KubeObject[], ...kinds: string[]) => objects.filter(({ kind }) => kinds.includes(kind));
const names = (objects: readonly KubeObject[]): string => (objects.length > 0 ? objects.map(nameOf).join(', ') : 'nothing');
const repeated = <T>(items: readonly T[]): T[] => [...new Set(items.filter((item, i) => items.indexOf(item) !== i))];

const servicesSelect: Check = ({ objects }) => {
  const pods = podsIn(objects);
  return ofKind(objects, 'Service').flatMap((service) => {
    const { namespace } = service.metadata;
    const selected = selectedBy(service.spec.selector, namespace, pods);
    const [workload, ...others] = workloadsOf(selected);
    if (!workload || others.length > 0) return [`${nameOf(service)} selects ${names(workloadsOf(selected))}`];
    const meant = service.spec.selector[brokerOf] ? 1 : pods.filter((pod) => pod.workload === workload).length;
    return selected.length === meant ? [] : [`${nameOf(service)} selects ${selected.length} pods instead of ${meant}`];
  });
};

const eachBrokerHasItsService: Check = ({ values, objects }) => {
  const selected = ofKind(objects, 'Service').flatMap((service) => service.spec.selector[brokerOf] ?? []);
  const meant = values.broker.external.type === 'ClusterIP' ? [] : Array.from({ length: values.broker.replicas }, (_, i) => `${values.name}-${i}`);
  return String(selected.sort()) === String(meant.sort()) ? [] : [`external Services select ${selected.join(', ')} instead of ${meant.join(', ')}`];
};

const dnsPorts = ['UDP/53', 'TCP/53', 'UDP/5353', 'TCP/5353'];
const portsOf = ({ ports = [] }: KubeObject): string[] => ports.map(({ protocol, port }: KubeObject) => `${protocol}/${port}`);
/** Whether a rule of egress is about the cluster's resolvers, which are somebody else's. */
const isDns = (rule: KubeObject): boolean => portsOf(rule).some((port) => dnsPorts.includes(port));

interface Selector {
  readonly at: string;
  readonly labels: Record<string, string>;
  /** Whether an object selects pods of its own. */
  readonly own: boolean;
  readonly namespace?: string;
}

/** Every place where an object selects pods of ours by labels: those of clients are somebody else's. */
function selectors(object: KubeObject): Selector[] {
  const { spec, kind } = object;
  if (kind === 'PodDisruptionBudget') return [{ at: 'selector', labels: spec.selector.matchLabels, own: false }];
  if (kind === 'PodMonitor') return [{ at: 'selector', labels: spec.selector.matchLabels, own: false }];
  if (kind === 'NetworkPolicy') {
    const from = (spec.ingress ?? []).flatMap((rule: KubeObject) => rule.from ?? []).filter((peer: KubeObject) => !peer.namespaceSelector);
    const to = (spec.egress ?? []).filter((rule: KubeObject) => !isDns(rule)).flatMap((rule: KubeObject) => rule.to ?? []);
    const peers = [...from, ...to].filter((peer: KubeObject) => peer.podSelector);
    const all = [...(isOfClient(object) ? [] : [{ podSelector: spec.podSelector }]), ...peers];
    return all.map(({ podSelector, namespaceSelector }) => ({ at: 'podSelector', labels: podSelector.matchLabels ?? {}, own: false, namespace: namespaceSelector?.matchLabels[namespaceName] }));
  }
  if (workloadsIn([object]).length === 0) return [];
  const { affinity = {}, topologySpreadConstraints = [] } = podOf(object).spec;
  const terms = [affinity.podAntiAffinity, affinity.podAffinity].flatMap((one) => [
    ...(one?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(one?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }: KubeObject) => podAffinityTerm),
  ]);
  return [
    ...(spec.selector ? [{ at: 'selector', labels: spec.selector.matchLabels, own: true }] : []),
    ...terms.map(({ labelSelector }) => ({ at: 'affinity', labels: labelSelector.matchLabels, own: true })),
    ...topologySpreadConstraints.map(({ labelSelector }: KubeObject) => ({ at: 'topologySpreadConstraints', labels: labelSelector.matchLabels, own: true })),
  ];
}

const selectorsAreExact: Check = ({ objects }) => {
  const pods = podsIn(objects);
  return objects.flatMap((object) =>
    selectors(object).flatMap(({ at, labels, own, namespace = object.metadata.namespace }) => {
      const selected = workloadsOf(selectedBy(labels, namespace, pods));
      const right = selected.length === 1 && (!own || selected[0] === object);
      return right ? [] : [`${nameOf(object)} ${at} selects ${names(selected)}`];
    }),
  );
};

/** What adopted workloads keep is what they have been selected by so far. */
const adoptedKeys = ({ adopted: { brokerSelector, consoleSelector } }: Made['values']): string[] => Object.keys({ ...brokerSelector, ...consoleSelector });

const selectorsHoldNothingThatChanges: Check = ({ values, objects }) =>
  objects.flatMap((object) => {
    const service = object.kind === 'Service' ? [{ at: 'selector', labels: object.spec.selector as Record<string, string> }] : [];
    const keys = [...selectors(object), ...service].flatMap(({ labels }) => Object.keys(labels)).filter((key) => key !== 'app' && key !== brokerOf && !adoptedKeys(values).includes(key));
    return keys.map((key) => `${nameOf(object)} selects by ${key}`);
  });

const jobsAreNoBrokers: Check = ({ objects }) => {
  const others = [...ofKind(objects, 'StatefulSet', 'Deployment')].map((workload) => podOf(workload).metadata.labels.app);
  return ofKind(objects, 'Job').flatMap((job) => {
    const { app } = podOf(job).metadata.labels;
    return others.includes(app) ? [`${nameOf(job)} wears the label app=${app} of another workload`] : [];
  });
};

const mountsHaveVolumes: Check = ({ objects }) =>
  workloadsIn(objects).flatMap((workload) => {
    const claims = (workload.spec.volumeClaimTemplates ?? []).map(({ metadata }: KubeObject) => metadata.name);
    const volumes: string[] = [...(podOf(workload).spec.volumes ?? []).map(({ name }: KubeObject) => name), ...claims];
    const mounts = containersOf(workload).flatMap(({ volumeMounts }) => volumeMounts ?? []);
    return [
      ...mounts.filter(({ name }) => !volumes.includes(name)).map(({ name }) => `${nameOf(workload)} mounts ${name}, which is no volume`),
      ...volumes.filter((name) => !mounts.some((mount) => mount.name === name)).map((name) => `${nameOf(workload)} has the volume ${name}, which nothing mounts`),
      ...repeated(volumes).map((name) => `${nameOf(workload)} has the volume ${name} twice`),
      ...containersOf(workload).flatMap(({ name, volumeMounts = [] }) =>
        repeated((volumeMounts as KubeObject[]).map(({ mountPath }) => mountPath)).map((path) => `${nameOf(workload)} container ${name} mounts ${path} twice`),
      ),
    ];
  });

/** The paths that a container's command, arguments, variables and probes name. */
function pathsIn(container: KubeObject): string[] {
  const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((probe) => container[probe]?.exec?.command ?? []);
  const hooks = Object.values<KubeObject>(container.lifecycle ?? {}).flatMap((hook) => hook.exec?.command ?? []);
  const words: string[] = [...(container.command ?? []), ...(container.args ?? []), ...probes, ...hooks, ...(container.env ?? []).flatMap(({ value }: KubeObject) => value ?? [])];
  return words.flatMap((word) => /(?:^|=)(\/[^ ]+)$/.exec(word)?.[1] ?? []);
}

/** The ConfigMaps of a volume. */
const configMapsIn = ({ configMap, projected }: KubeObject): KubeObject[] =>
  [configMap, ...(projected?.sources ?? []).map((source: KubeObject) => source.configMap)].filter((map) => map !== undefined);

const namedFilesAreMounted: Check = ({ objects }) =>
  workloadsIn(objects).flatMap((workload) =>
    containersOf(workload).flatMap((container) =>
      pathsIn(container).flatMap((path) => {
        const at = (container.volumeMounts ?? []).find(({ mountPath }: KubeObject) => path === mountPath || path.startsWith(`${mountPath}/`));
        if (!at) return [`${nameOf(workload)} container ${container.name} names ${path}, where nothing is mounted`];
        const maps = configMapsIn((podOf(workload).spec.volumes ?? []).find(({ name }: KubeObject) => name === at.name) ?? {});
        if (maps.length === 0 || path === at.mountPath) return [];
        const files = maps.flatMap(({ name, items }) => {
          const data = ofKind(objects, 'ConfigMap').find(({ metadata }) => metadata.name === name)?.data ?? {};
          return items?.map((item: KubeObject) => item.path) ?? Object.keys(data);
        });
        if (files.includes(posix.relative(at.mountPath, path))) return [];
        return [`${nameOf(workload)} container ${container.name} names ${path}, which ConfigMap ${maps.map(({ name }) => name).join(' and ')} does not hold`];
      }),
    ),
  );

const opens = (containers: readonly KubeObject[], port: string | number, protocol = 'TCP'): boolean =>
  containers.some(({ ports = [] }) =>
    ports.some((open: KubeObject) => (open.protocol ?? 'TCP') === protocol && (typeof port === 'string' ? open.name === port : open.containerPort === port)),
  );

const opened = (pods: readonly Pod[], port: string | number, protocol?: string): boolean =>
  pods.length > 0 && workloadsOf(pods).every((workload) => opens(containersOf(workload), port, protocol));

const servicePortsAreOpen: Check = ({ objects }) =>
  ofKind(objects, 'Service').flatMap((service) => {
    const selected = selectedBy(service.spec.selector, service.metadata.namespace, podsIn(objects));
    const ports: KubeObject[] = service.spec.ports;
    return [
      ...ports
        .map(({ port, targetPort = port, protocol }) => ({ targetPort, protocol }))
        .filter(({ targetPort, protocol }) => !opened(selected, targetPort, protocol))
        .map(({ targetPort }) => `${nameOf(service)} leads to port ${targetPort}, which no container opens`),
      ...repeated(ports.map(({ name }) => name)).map((name) => `${nameOf(service)} has two ports of the name ${name}`),
      ...repeated(ports.map(({ port }) => port)).map((port) => `${nameOf(service)} has two ports of the number ${port}`),
    ];
  });

const scrapedPortsAreOpen: Check = ({ objects }) =>
  ofKind(objects, 'PodMonitor').flatMap((monitor) => {
    const selected = selectedBy(monitor.spec.selector.matchLabels, monitor.metadata.namespace, podsIn(objects));
    const ports: string[] = monitor.spec.podMetricsEndpoints.map(({ port }: KubeObject) => port);
    return ports.filter((port) => !opened(selected, port)).map((port) => `${nameOf(monitor)} scrapes port ${port}, which no container opens`);
  });

/** What an Ingress or a route leads to: Services with their ports. */
function backendsOf({ kind, spec }: KubeObject): { name: string; port: string | number }[] {
  if (kind === 'HTTPRoute') return (spec.rules as KubeObject[]).flatMap(({ backendRefs }) => backendRefs);
  const paths = (spec.rules as KubeObject[]).flatMap(({ http }) => http.paths as KubeObject[]);
  return paths.map(({ backend: { service } }) => ({ name: service.name, port: service.port.name ?? service.port.number }));
}

const backendsAreOpen: Check = ({ objects }) =>
  [...ofKind(objects, 'Ingress'), ...ofKind(objects, 'HTTPRoute')].flatMap((object) =>
    backendsOf(object).flatMap(({ name, port }) => {
      const found = ofKind(objects, 'Service').find(({ metadata }) => metadata.name === name && metadata.namespace === object.metadata.namespace);
      if (!found) return [`${nameOf(object)} leads to Service ${name}, which is not made`];
      const has = found.spec.ports.some((one: KubeObject) => one.name === port || one.port === port);
      return has ? [] : [`${nameOf(object)} leads to port ${port}, which Service ${name} does not have`];
    }),
  );

/** Console takes the path off a request itself, and so must be told the same one. */
const pathsAreConsoles: Check = ({ values, objects }) => {
  const config = ofKind(objects, 'ConfigMap').find(({ metadata }) => metadata.name === `${values.name}-console`);
  const own = config === undefined ? undefined : ((parse(config.data['config.yaml']).server.basePath as string | undefined) ?? '/');
  const pathsOf = ({ kind, spec }: KubeObject): string[] =>
    (spec.rules as KubeObject[]).flatMap(({ http, matches }) => (kind === 'HTTPRoute' ? matches.map(({ path }: KubeObject) => path.value) : http.paths.map(({ path }: KubeObject) => path)));
  return [...ofKind(objects, 'Ingress'), ...ofKind(objects, 'HTTPRoute')].flatMap((object) =>
    pathsOf(object)
      .filter((path) => path !== own)
      .map((path) => `${nameOf(object)} leads to path ${path}, and Console is served under ${own}`),
  );
};

const probePortsAreOpen: Check = ({ objects }) =>
  workloadsIn(objects).flatMap((workload) =>
    containersOf(workload).flatMap((container) =>
      ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((probe) => {
        const port = (container[probe]?.httpGet ?? container[probe]?.tcpSocket ?? container[probe]?.grpc)?.port;
        return port === undefined || opens([container], port) ? [] : [`${nameOf(workload)} ${probe} asks port ${port}, which its container does not open`];
      }),
    ),
  );

const policyPortsAreOpen: Check = ({ objects }) => {
  const pods = podsIn(objects);
  return ofKind(objects, 'NetworkPolicy').flatMap((policy) => {
    const { namespace } = policy.metadata;
    const own = selectedBy(policy.spec.podSelector.matchLabels ?? {}, namespace, pods);
    const unopened = (target: readonly Pod[], direction: string, ports: readonly KubeObject[] = []) =>
      ports.filter(({ port, protocol }) => !opened(target, port, protocol)).map(({ port }) => `${nameOf(policy)} admits ${direction} port ${port}, which no container opens`);
    const ingress = (policy.spec.ingress ?? []).flatMap(({ ports }: KubeObject) => unopened(own, 'ingress to', ports));
    const rules = (policy.spec.egress ?? []).filter((rule: KubeObject) => !isDns(rule));
    const egress = rules.flatMap(({ to, ports }: KubeObject) =>
      (to as KubeObject[]).flatMap(({ podSelector, namespaceSelector }) =>
        podSelector ? unopened(selectedBy(podSelector.matchLabels, namespaceSelector?.matchLabels[namespaceName] ?? namespace, pods), 'egress to', ports) : [],
      ),
    );
    return [...ingress, ...egress];
  });
};

const policiesNameTheirDirections: Check = ({ objects }) =>
  ofKind(objects, 'NetworkPolicy').flatMap((policy) => {
    const { policyTypes, ingress = [], egress = [] } = policy.spec;
    const undirected = [...(ingress.length > 0 && !policyTypes.includes('Ingress') ? ['ingress'] : []), ...(egress.length > 0 && !policyTypes.includes('Egress') ? ['egress'] : [])];
    const open = [...ingress, ...egress.filter((rule: KubeObject) => !isDns(rule))].some((rule: KubeObject) => !(rule.from ?? rule.to)?.length || !rule.ports?.length);
    return [...undirected.map((direction) => `${nameOf(policy)} has rules of ${direction} that do not count`), ...(open ? [`${nameOf(policy)} has a rule that admits everyone or every port`] : [])];
  });

/** A pod that may not ask for names reaches nobody, and a resolver is a pod, a node's cache, or an address that no pod has. */
const podsAskForNames: Check = ({ values, objects }) => {
  const named = values.networkPolicy.dns.map(({ namespace, podSelector = {}, cidr }) => JSON.stringify(cidr ? { cidr } : { namespace, podSelector }));
  const meant = (peer: KubeObject): string =>
    JSON.stringify(peer.ipBlock ?? { namespace: peer.namespaceSelector?.matchLabels[namespaceName], podSelector: peer.podSelector?.matchLabels ?? {} });
  return ofKind(objects, 'NetworkPolicy').flatMap((policy) => {
    if (!policy.spec.policyTypes.includes('Egress')) return [];
    const [rule, ...others] = (policy.spec.egress ?? []).filter(isDns);
    if (!rule || others.length > 0 || String(portsOf(rule)) !== String(dnsPorts)) return [`${nameOf(policy)} does not open the ports of DNS, and them alone, in one rule`];
    return String((rule.to ?? []).map(meant)) === String(named) ? [] : [`${nameOf(policy)} names other resolvers than the values`];
  });
};

const portNamesAreUnique: Check = ({ objects }) =>
  workloadsIn(objects).flatMap((workload) => {
    const ports: KubeObject[] = containersOf(workload).flatMap(({ ports: all }) => all ?? []);
    return [
      ...repeated(ports.map(({ name }) => name)).map((name) => `${nameOf(workload)} has two ports of the name ${name}`),
      ...repeated(ports.map(({ containerPort }) => containerPort)).map((port) => `${nameOf(workload)} opens port ${port} twice`),
      ...ports.filter(({ name }) => !/^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.length > 15).map(({ name }) => `${nameOf(workload)} has a port of the name ${name}`),
    ];
  });

const variablesAreUnique: Check = ({ objects }) =>
  workloadsIn(objects).flatMap((workload) =>
    containersOf(workload).flatMap(({ name, env = [] }) =>
      repeated((env as KubeObject[]).map((variable) => variable.name)).map((variable) => `${nameOf(workload)} container ${name} sets ${variable} twice`),
    ),
  );

const imagesArePinned: Check = ({ objects }) =>
  workloadsIn(objects).flatMap((workload) =>
    containersOf(workload).flatMap(({ image }) => {
      const pinned = /@sha256:[a-f0-9]{64}$/.test(image) || (/:[\w.-]+$/.test(image) && !image.endsWith(':latest'));
      return pinned ? [] : [`${nameOf(workload)} runs ${image}, which is not pinned`];
    }),
  );

/** Pod Security's level `restricted`, control by control. @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
const restricted: Readonly<Record<string, (pod: KubeObject, container: KubeObject) => boolean>> = {
  'shares a namespace of the host': ({ hostNetwork, hostPID, hostIPC, hostUsers }) => !hostNetwork && !hostPID && !hostIPC && hostUsers === undefined,
  'has a volume of a kind that is not restricted': ({ volumes = [] }) =>
    volumes.every((volume: KubeObject) =>
      Object.keys(volume).every((key) => ['name', 'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'].includes(key)),
    ),
  'sets sysctls': ({ securityContext }) => securityContext?.sysctls === undefined,
  'may run as root': ({ securityContext }, container) => (container.securityContext?.runAsNonRoot ?? securityContext?.runAsNonRoot) === true,
  'runs as root': ({ securityContext }, container) => (container.securityContext?.runAsUser ?? securityContext?.runAsUser) > 0,
  'has no seccomp profile': ({ securityContext }, container) => (container.securityContext?.seccompProfile ?? securityContext?.seccompProfile)?.type === 'RuntimeDefault',
  'may escalate its privileges': (_, { securityContext }) => securityContext?.allowPrivilegeEscalation === false,
  'is privileged': (_, { securityContext }) => securityContext?.privileged !== true,
  'keeps capabilities': (_, { securityContext }) => String(securityContext?.capabilities?.drop) === 'ALL' && securityContext.capabilities.add === undefined,
  'has a port on the host': (_, { ports = [] }) => ports.every(({ hostPort }: KubeObject) => hostPort === undefined),
  'masks no /proc': (_, { securityContext }) => securityContext?.procMount === undefined,
};

/** What we ask of pods beyond that. */
const hardened: typeof restricted = {
  'can write to its root file system': (_, { securityContext }) => securityContext?.readOnlyRootFilesystem === true,
  'has a token of the Kubernetes API': ({ automountServiceAccountToken, volumes = [] }) =>
    automountServiceAccountToken === false && volumes.every(({ projected }: KubeObject) => (projected?.sources ?? []).every((source: KubeObject) => source.serviceAccountToken === undefined)),
  'has service links': ({ enableServiceLinks }) => enableServiceLinks === false,
};

const podsKeep =
  (rules: typeof restricted): Check =>
  ({ objects }) =>
    workloadsIn(objects).flatMap((workload) =>
      containersOf(workload).flatMap((container) =>
        Object.entries(rules)
          .filter(([, keeps]) => !keeps(podOf(workload).spec, container))
          .map(([breach]) => `${nameOf(workload)} container ${container.name} ${breach}`),
      ),
    );

const containersHaveResources: Check = ({ objects }) =>
  workloadsIn(objects).flatMap((workload) =>
    containersOf(workload).flatMap(({ name, resources }) =>
      ['requests', 'limits'].flatMap((bound) =>
        ['cpu', 'memory', 'ephemeral-storage'].filter((resource) => typeof resources?.[bound]?.[resource] !== 'string').map((resource) => `${nameOf(workload)} container ${name} has no ${bound} of ${resource}`),
      ),
    ),
  );

const mebibytesOf = (size: string): number => parseInt(size, 10) * (size.endsWith('Gi') ? 1024 : 1);
/** What a kubelet keeps of a container's logs, on the platform that keeps most. */
const logs = 250;

/** A full disk is everybody's loss on a node, so the pod that fills it is evicted; and none may be evicted within what its volumes and logs may hold. */
const disksAreBounded: Check = ({ objects }) =>
  workloadsIn(objects).flatMap((workload) => {
    const scratch = (podOf(workload).spec.volumes ?? []).filter(({ emptyDir }: KubeObject) => emptyDir !== undefined);
    const unbounded = scratch.filter(({ emptyDir }: KubeObject) => emptyDir.sizeLimit === undefined);
    if (unbounded.length > 0) return unbounded.map(({ name }: KubeObject) => `${nameOf(workload)} has the volume ${name}, which may fill the disk of the node`);
    const sum = (sizes: readonly string[]) => sizes.reduce((all, size) => all + mebibytesOf(size), 0);
    const { containers } = podOf(workload).spec;
    const [may, limit] = [sum(scratch.map(({ emptyDir }: KubeObject) => emptyDir.sizeLimit)) + logs, sum(containers.map(({ resources }: KubeObject) => resources.limits['ephemeral-storage'] ?? '0'))];
    return may <= limit ? [] : [`${nameOf(workload)} may hold ${may}Mi in its volumes and logs, and is evicted above ${limit}Mi`];
  });

/** Whole volumes: a subPath would never see a new password or certificate. */
const secretsAreReadOnly: Check = ({ objects }) =>
  workloadsIn(objects).flatMap((workload) => {
    const isSecret = ({ secret, projected }: KubeObject) => secret !== undefined || (projected?.sources ?? []).some((source: KubeObject) => source.secret !== undefined);
    const secrets = (podOf(workload).spec.volumes ?? []).filter(isSecret).map(({ name }: KubeObject) => name);
    return containersOf(workload).flatMap(({ name, volumeMounts = [] }) =>
      volumeMounts
        .filter((mount: KubeObject) => secrets.includes(mount.name) && (mount.readOnly !== true || mount.subPath !== undefined))
        .map((mount: KubeObject) => `${nameOf(workload)} container ${name} mounts the Secret ${mount.name} otherwise than read-only and whole`),
    );
  });

/** The brokers' Secret holds their key, of which others need the CA alone. A Job may read a password. */
const keysAreOfBrokers: Check = ({ values, objects }) =>
  workloadsIn(objects).flatMap((workload) => {
    if (workload.kind === 'StatefulSet') return [];
    const secrets = (podOf(workload).spec.volumes ?? []).flatMap(({ name, secret, projected }: KubeObject) =>
      [secret, ...(projected?.sources ?? []).map((source: KubeObject) => source.secret)].filter((one) => one !== undefined).map(({ items }) => ({ name, items })),
    );
    return secrets
      .filter(({ items }: KubeObject) => items === undefined || items.some(({ key }: KubeObject) => key !== 'ca.crt' && (!(/^(password|cloud_storage_\w+_key)$/.test(key) || values.users.some(({ secretKey }) => key === secretKey)) || workload.kind !== 'Job')))
      .map(({ name }: KubeObject) => `${nameOf(workload)} mounts more than a CA of the Secret ${name}`);
  });

const accountsHaveNoToken: Check = ({ objects }) =>
  ofKind(objects, 'ServiceAccount').filter(({ automountServiceAccountToken }) => automountServiceAccountToken !== false).map((account) => `${nameOf(account)} gives pods a token of the Kubernetes API`);

/** A name that becomes a host name or a label's value is short; pods of a StatefulSet wear `NAME-HASH` as a label. */
const maxLength: Readonly<Record<string, number>> = { ConfigMap: 253, NetworkPolicy: 253, PrometheusRule: 253, StatefulSet: 52 };

const namesAreDnsLabels: Check = ({ objects }) =>
  objects.flatMap((object) => {
    const { name } = object.metadata;
    const max = maxLength[object.kind] ?? 63;
    return (object.kind === 'Namespace' ? /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/ : /^[a-z]([-a-z0-9]*[a-z0-9])?$/).test(name) && name.length <= max ? [] : [`${nameOf(object)} is no DNS label of at most ${max} characters`];
  });

const standard = ['name', 'instance', 'component', 'part-of', 'managed-by'].map((label) => `app.kubernetes.io/${label}`);

/** All but Namespaces, which may have other owners. */
const objectsHaveLabels: Check = ({ objects }) =>
  objects.filter(({ kind }) => kind !== 'Namespace').flatMap((object) => standard.filter((key) => !object.metadata.labels?.[key]).map((key) => `${nameOf(object)} lacks the label ${key}`));

const clusterNamespace = 'redpanda.io/cluster-namespace';

const objectsNameTheirCluster: Check = ({ values, objects }) =>
  objects
    .filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.labels[clusterNamespace] !== values.namespace)
    .map((object) => `${nameOf(object)} says of its cluster that it is in ${object.metadata.labels[clusterNamespace]}`);

/** The version of an image, which a label can hold. */
const versionOf = (image: string): string => {
  const [name = '', digest = ''] = image.split('@');
  const tag = name.slice(name.lastIndexOf('/')).split(':')[1];
  return tag ?? digest.slice(digest.indexOf(':') + 1).slice(0, 12);
};

const versionsAreOfImages: Check = ({ objects }) =>
  objects.flatMap((object) => {
    const told = object.metadata.labels?.['app.kubernetes.io/version'];
    const [container] = workloadsIn([object]).flatMap(containersOf);
    const runs = container && versionOf(container.image);
    return told === runs ? [] : [`${nameOf(object)} tells the version ${told}, and runs ${runs}`];
  });

const namespacesAreTheirOwners: Check = ({ objects }) =>
  ofKind(objects, 'Namespace').flatMap((object) =>
    Object.keys({ ...object.metadata.labels, ...object.metadata.annotations })
      .filter((key) => !/^(pod-security\.kubernetes\.io\/|argocd\.argoproj\.io\/sync-options$|kustomize\.toolkit\.fluxcd\.io\/prune$)/.test(key))
      .map((key) => `${nameOf(object)} carries ${key}`),
  );

const podsHaveLabels: Check = ({ values, objects }) =>
  workloadsIn(objects).flatMap((workload) => {
    const { labels } = podOf(workload).metadata;
    const missing = standard.slice(0, 4).filter((key) => labels[key] !== workload.metadata.labels[key] && !(key in labels && adoptedKeys(values).includes(key)));
    const changing = [...['version', 'managed-by'].map((label) => `app.kubernetes.io/${label}`), clusterNamespace].filter((key) => key in labels);
    return [...missing.map((key) => `${nameOf(workload)} pods lack the label ${key}`), ...changing.map((key) => `${nameOf(workload)} pods carry the label ${key}`)];
  });

const appIsOnPodsOnly: Check = ({ objects }) => objects.filter(({ metadata }) => metadata.labels?.app !== undefined).map((object) => `${nameOf(object)} wears the label app, as if it were a pod`);

function labelMaps(value: KubeObject): Record<string, string>[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries<KubeObject>(value).flatMap(([key, child]) => [...(['labels', 'matchLabels', 'nodeSelector'].includes(key) ? [child] : []), ...labelMaps(child)]);
}

const labelsAreValid: Check = ({ objects }) =>
  objects.flatMap((object) =>
    labelMaps(object).flatMap((labels) =>
      Object.entries(labels)
        .filter(([key, value]) => typeof value !== 'string' || !/^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/.test(key) || !/^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/.test(value))
        .map(([key, value]) => `${nameOf(object)} has the label ${key}=${value}`),
    ),
  );

interface Reference {
  readonly kind: string;
  readonly name: string;
}

const oneDash = (name: string): string => name.replace(/-+/g, '-');

function references(object: KubeObject): Reference[] {
  const to = (kind: string, name: string | undefined): Reference[] => (name ? [{ kind, name }] : []);
  if (object.kind === 'Ingress') {
    const { annotations = {}, namespace } = object.metadata;
    // Traefik knows a Middleware by its namespace and name in one, with one dash for several.
    const [, middleware] = new RegExp(`^${oneDash(namespace)}-(.*)@kubernetescrd$`).exec(annotations['traefik.ingress.kubernetes.io/router.middlewares'] ?? '') ?? [];
    const secrets = [...(object.spec.tls ?? []).map(({ secretName }: KubeObject) => secretName), annotations['nginx.ingress.kubernetes.io/auth-secret']];
    return [...secrets.flatMap((name) => to('Secret', name)), ...to('Middleware', middleware)];
  }
  if (object.kind === 'Middleware') return to('Secret', object.spec.basicAuth.secret);
  if (object.kind === 'PodMonitor') return object.spec.podMetricsEndpoints.flatMap(({ tlsConfig }: KubeObject) => to('Secret', tlsConfig?.ca.secret.name));
  if (object.kind === 'Issuer') return to('Secret', object.spec.ca?.secretName);
  if (object.kind === 'Certificate') return to(object.spec.issuerRef.kind, object.spec.issuerRef.name);
  if (workloadsIn([object]).length === 0) return [];
  const { serviceAccountName = 'default', imagePullSecrets = [], volumes = [] } = podOf(object).spec;
  const variables: KubeObject[] = containersOf(object).flatMap(({ env = [], envFrom = [] }) => [...env.flatMap(({ valueFrom }: KubeObject) => valueFrom ?? []), ...envFrom]);
  return [
    ...to('ServiceAccount', serviceAccountName),
    ...to('Service', object.spec.serviceName),
    ...imagePullSecrets.flatMap(({ name }: KubeObject) => to('Secret', name)),
    ...volumes.flatMap((volume: KubeObject) => [...configMapsIn(volume).flatMap(({ name }) => to('ConfigMap', name)), ...to('Secret', volume.secret?.secretName), ...(volume.projected?.sources ?? []).flatMap(({ secret }: KubeObject) => to('Secret', secret?.name))]),
    ...variables.flatMap((from) => [...to('ConfigMap', (from.configMapRef ?? from.configMapKeyRef)?.name), ...to('Secret', (from.secretRef ?? from.secretKeyRef)?.name)]),
  ];
}

const referencesAreMade: Check = ({ values, objects }) => {
  const { tlsSecretName, basicAuthSecretName } = values.console.ingress;
  const { tls, sasl, tieredStorage } = values;
  const declared = [tieredStorage.secretName, ...values.imagePullSecrets, tlsSecretName, basicAuthSecretName, tls.secretName, tls.externalSecretName, sasl.superuser.secretName, ...values.users.map(({ secretName }) => secretName)];
  return objects.flatMap((object) =>
    references(object)
      .filter(({ kind, name }) => {
        const isNamed = (made: string) => made === name || (kind === 'Middleware' && oneDash(made) === name);
        const here = objects.filter(({ metadata }) => metadata.namespace === object.metadata.namespace);
        const made = ofKind(here, kind).some(({ metadata }) => isNamed(metadata.name)) || (kind === 'Secret' && ofKind(here, 'Certificate').some(({ spec }) => spec.secretName === name));
        const isDeclared = (kind === 'Secret' && declared.includes(name)) || (kind === tls.issuerRef.kind && name === tls.issuerRef.name);
        return !made && !isDeclared;
      })
      .map(({ kind, name }) => `${nameOf(object)} needs ${kind} ${name}, which is not made`),
  );
};

const configMapsAreUsed: Check = ({ values, objects }) => {
  const used = objects.flatMap(references);
  // Workloads of clients use theirs, and Grafana's sidecar the dashboard.
  const byOthers = [...values.clients.map(({ name }) => `${values.name}-${name}-env`), `${values.name}-dashboard`];
  return ofKind(objects, 'ConfigMap')
    .filter(({ metadata: { name } }) => !byOthers.includes(name) && !used.some((reference) => reference.kind === 'ConfigMap' && reference.name === name))
    .map((object) => `${nameOf(object)} is used by nothing`);
};

const statefulSetsHaveTheirService: Check = ({ objects }) =>
  ofKind(objects, 'StatefulSet').flatMap((set) => {
    const service = ofKind(objects, 'Service').find(({ metadata }) => metadata.name === set.spec.serviceName);
    const { clusterIP, publishNotReadyAddresses, selector } = service?.spec ?? {};
    const right = clusterIP === 'None' && publishNotReadyAddresses === true && String(Object.entries(selector)) === String(Object.entries(set.spec.selector.matchLabels));
    return right ? [] : [`${nameOf(set)} has no headless Service of its own that leads to brokers before they are ready`];
  });

/** A host name of a Service, with the port that it is asked for. */
const address = /((?:[a-z0-9-]+\.)+)svc\.([a-z0-9.-]*[a-z0-9])(?:\\n\s*port: |:)?(\d+)?/g;

/** Every address, wherever it stands: in variables and in files of ConfigMaps. */
const addressesLeadSomewhere: Check = ({ values, objects }) => {
  const services = ofKind(objects, 'Service');
  const pods = podsIn(objects);
  return objects.flatMap((object) => {
    const text = JSON.stringify([object.data ?? {}, workloadsIn([object]).flatMap(containersOf)]);
    return [...text.matchAll(address)].flatMap(([found, host = '', domain, port]) => {
      const [namespace, name, pod, ...more] = host.split('.').filter(Boolean).reverse();
      const service = services.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
      const isPod = !pod || (service?.spec.clusterIP === 'None' && pods.some(({ labels }) => labels[brokerOf] === pod));
      const hasPort = !port || service?.spec.ports.some((one: KubeObject) => String(one.port) === port);
      return service && isPod && hasPort && more.length === 0 && domain === values.clusterDomain ? [] : [`${nameOf(object)} names ${found}, which leads nowhere`];
    });
  });
};

/** Who reads an address: a pod of ours, or pods of a client, of which the namespace alone is known. */
interface Reader {
  readonly name: string;
  readonly text: string;
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
}

const readersIn = (objects: readonly KubeObject[]): Reader[] => [
  ...workloadsIn(objects).map((workload) => {
    const maps = podOf(workload).spec.volumes.flatMap(configMapsIn).map(({ name }: KubeObject) => ofKind(objects, 'ConfigMap').find(({ metadata }) => metadata.name === name)?.data);
    return { name: nameOf(workload), text: JSON.stringify([maps, containersOf(workload)]), namespace: workload.metadata.namespace, labels: podOf(workload).metadata.labels };
  }),
  ...ofKind(objects, 'ConfigMap').filter(isOfClient).map((map) => ({ name: nameOf(map), text: JSON.stringify(map.data), namespace: map.metadata.namespace })),
];

/** Whether a policy's peer is a pod, or may be one of whose labels nothing is known. */
const isPeer = ({ namespaceSelector, podSelector }: KubeObject, policy: KubeObject, { namespace, labels }: Omit<Pod, 'workload' | 'labels'> & Pick<Reader, 'labels'>): boolean =>
  (namespaceSelector?.matchLabels[namespaceName] ?? policy.metadata.namespace) === namespace &&
  Object.entries(podSelector?.matchLabels ?? {}).every(([key, value]) => labels === undefined || labels[key] === value);

/** Both ends of a connection have their policies: who reads the address is let out, and let in where it leads. */
const addressesAreAdmitted: Check = ({ objects }) => {
  const policies = ofKind(objects, 'NetworkPolicy');
  if (policies.length === 0) return [];
  const pods = podsIn(objects);
  const rules = (direction: 'ingress' | 'egress', pod: Pod) =>
    policies
      .filter(({ metadata, spec }) => metadata.namespace === pod.namespace && spec.policyTypes.includes(direction === 'ingress' ? 'Ingress' : 'Egress') && selectedBy(spec.podSelector.matchLabels ?? {}, pod.namespace, [pod]).length > 0)
      .flatMap((policy) => (policy.spec[direction] ?? []).map((rule: KubeObject) => ({ policy, peers: rule.from ?? rule.to ?? [], ports: portsOf(rule) })));
  const admits = (direction: 'ingress' | 'egress', pod: Pod, other: Parameters<typeof isPeer>[2], port: number): boolean =>
    rules(direction, pod).some(({ policy, peers, ports }) => ports.includes(`TCP/${port}`) && peers.some((peer: KubeObject) => isPeer(peer, policy, other)));
  return readersIn(objects).flatMap((reader) => {
    const own = reader.labels && pods.find(({ workload }) => nameOf(workload) === reader.name);
    return [...new Map([...reader.text.matchAll(address)].map((match) => [match[0], match])).values()].flatMap(([found, host = '', , asked]) => {
      const [namespace = '', name] = host.split('.').filter(Boolean).reverse();
      const service = ofKind(objects, 'Service').find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
      const [target] = selectedBy(service?.spec.selector ?? {}, namespace, pods);
      const { targetPort } = service?.spec.ports.find(({ port }: KubeObject) => String(port) === asked) ?? {};
      if (!target || targetPort === undefined) return [];
      const { containerPort } = containersOf(target.workload).flatMap(({ ports }) => ports).find((port) => port.name === targetPort) ?? {};
      return [
        ...(admits('ingress', target, reader, containerPort) ? [] : [`${reader.name} names ${found}, where no NetworkPolicy lets it in`]),
        ...(!own || admits('egress', own, target, containerPort) ? [] : [`${reader.name} names ${found}, and no NetworkPolicy lets it out`]),
      ];
    });
  });
};

const namesAreUnique: Check = ({ objects }) =>
  repeated(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`)).map((key) => `${key} is made twice`);

const namespacesAreKnown: Check = ({ values, objects }) => {
  const known = [values.namespace, ...values.clients.map(({ namespace }) => namespace)];
  const wrong = objects.filter(({ kind, metadata }) => (kind === 'Namespace' ? metadata.namespace !== undefined : !known.includes(metadata.namespace)));
  return wrong.map((object) => `${nameOf(object)} is in the namespace ${object.metadata.namespace}`);
};

const onlyNamespacesAreProtected: Check = ({ objects }) =>
  objects.flatMap((object) => {
    const { 'argocd.argoproj.io/sync-options': options = '', 'kustomize.toolkit.fluxcd.io/prune': flux = '' } = object.metadata.annotations ?? {};
    if (object.kind !== 'Namespace') return [options, flux].filter((kept) => kept !== '').map((kept) => `${nameOf(object)} is kept from being pruned by ${kept}`);
    return [
      ...(/Prune=false/.test(options) && /Delete=false/.test(options) ? [] : [`${nameOf(object)} may be pruned by Argo CD`]),
      ...(flux === 'disabled' ? [] : [`${nameOf(object)} may be pruned by Flux`]),
    ];
  });

const secretsAreNotMade: Check = ({ objects }) => ofKind(objects, 'Secret').map((object) => `${nameOf(object)} holds a secret`);

const nothingIsClusterWide: Check = ({ objects }) =>
  objects.filter(({ kind }) => /^Cluster|^CustomResourceDefinition$|^Role/.test(kind)).map((object) => `${nameOf(object)} asks for rights`);

/** Every cluster has these. */
const builtIn = ['v1', 'apps/v1', 'batch/v1', 'networking.k8s.io/v1', 'policy/v1'];

const onlyWhatIsAskedForNeedsCrds: Check = ({ values, objects }) => {
  const { enabled, ingress, route } = values.console;
  const wanted = enabled && ingress.enabled && ingress.controller === 'traefik' && ingress.basicAuthSecretName !== '';
  const asked = [...(wanted ? ['Middleware'] : []), ...(enabled && route.enabled ? ['HTTPRoute'] : []), ...(values.tls.mode === 'cert-manager' ? ['Issuer', 'Certificate'] : []), ...(values.monitoring.podMonitor.enabled ? ['PodMonitor'] : []), ...(values.monitoring.prometheusRule.enabled ? ['PrometheusRule'] : [])];
  const foreign = objects.filter(({ apiVersion }) => !builtIn.includes(apiVersion));
  const wrong = foreign.filter(({ kind }) => !asked.includes(kind));
  const ingresses = ofKind(objects, 'Ingress').filter((object) => references(object).some(({ kind }) => kind === 'Middleware'));
  return [
    ...wrong.map((object) => `${nameOf(object)} needs the CRD of ${object.apiVersion}`),
    ...(wanted && (ofKind(objects, 'Middleware').length !== 1 || ingresses.length !== 1) ? ['the login that values ask Traefik for is not asked for'] : []),
  ];
};

const namespaceEnforcesRestricted: Check = ({ values, objects }) =>
  ofKind(objects, 'Namespace').flatMap((object) => {
    const levels = ['enforce', 'warn', 'audit'].map((mode) => object.metadata.labels?.[`pod-security.kubernetes.io/${mode}`]);
    const meant = object.metadata.name === values.namespace ? 'restricted' : undefined;
    return levels.every((level) => level === meant) ? [] : [`${nameOf(object)} has the Pod Security levels ${levels.join(', ')}`];
  });

/** What holds for every platform, by the sentence that says it. */
export const checks = {
  'every Service selects the pods of exactly one workload': servicesSelect,
  'every broker has an external Service of its own where values ask for it': eachBrokerHasItsService,
  'every selector selects the pods of exactly one workload, and a workload its own': selectorsAreExact,
  'selectors hold nothing that may change': selectorsHoldNothingThatChanges,
  'a Job never wears the label of another workload': jobsAreNoBrokers,
  'every mount has a volume, and every volume a mount': mountsHaveVolumes,
  'every file that a container names is mounted': namedFilesAreMounted,
  'every port of a Service is one that the selected containers open': servicePortsAreOpen,
  'every port that Prometheus scrapes is one that the selected containers open': scrapedPortsAreOpen,
  'every backend of an Ingress or a route is a port of a Service': backendsAreOpen,
  'an Ingress or a route leads to the path of Console': pathsAreConsoles,
  'every port of a probe is one that its container opens': probePortsAreOpen,
  'every port of a NetworkPolicy is one that the selected containers open': policyPortsAreOpen,
  'every rule of a NetworkPolicy names its peers, resolvers apart, and its ports': policiesNameTheirDirections,
  'every policy of egress lets pods ask the resolvers of the values for names': podsAskForNames,
  'ports of a pod have names of their own': portNamesAreUnique,
  'variables of a container have names of their own': variablesAreUnique,
  'every image is pinned': imagesArePinned,
  'every pod is admitted by Pod Security at the level restricted': podsKeep(restricted),
  'every pod has a read-only root file system, no token and no service links': podsKeep(hardened),
  'no ServiceAccount gives pods a token': accountsHaveNoToken,
  'every container has requests and limits': containersHaveResources,
  'no pod can fill the disk of its node, and none is evicted within what it may hold': disksAreBounded,
  'every Secret is mounted read-only and whole': secretsAreReadOnly,
  'nobody but a broker mounts a private key': keysAreOfBrokers,
  'every name is a DNS label': namesAreDnsLabels,
  'every object but a Namespace carries the standard labels': objectsHaveLabels,
  'every workload tells the version of its image, and nothing else tells one': versionsAreOfImages,
  'every object but a Namespace says where its cluster is': objectsNameTheirCluster,
  'a Namespace carries nothing of which its owner could have another opinion': namespacesAreTheirOwners,
  'every pod carries the standard labels but the version': podsHaveLabels,
  'the label app is on pods only': appIsOnPodsOnly,
  'every label is valid': labelsAreValid,
  'every object that is referred to is made, or a Secret that values name': referencesAreMade,
  'every ConfigMap is used': configMapsAreUsed,
  'the brokers have a headless Service': statefulSetsHaveTheirService,
  'every address leads to a port of a Service': addressesLeadSomewhere,
  'every address is one that NetworkPolicies let its reader reach, at both ends': addressesAreAdmitted,
  'no two objects have the same name': namesAreUnique,
  'every object is in a namespace of the values': namespacesAreKnown,
  'only Namespaces are protected from Argo CD and Flux': onlyNamespacesAreProtected,
  'no Secret is made': secretsAreNotMade,
  'no right and no CRD is asked for': nothingIsClusterWide,
  'a CRD is needed only by what values ask for': onlyWhatIsAskedForNeedsCrds,
  'the namespace of the brokers alone enforces restricted': namespaceEnforcesRestricted,
} satisfies Record<string, Check>;
