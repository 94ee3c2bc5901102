import type { KubeObject } from '../diff/object';
import type { Fields } from '../kubernetes/merge';
import { dataDirectory } from '../redpanda/broker-config';
import { redpandaUser } from '../kubernetes/pod';
import { at, fields, items, nameOf, podLabelsOf, podOf, programOf, textAt } from './object';
import { inUnits } from './quantity';
import { Reading } from './reading';

/** The container of the brokers, if a workload has one. */
export function brokerContainer(workload: KubeObject): Fields | undefined {
  const containers = items(podOf(workload)['containers']);
  const starts = ({ command, args }: Fields) => /\bredpanda start\b/.test([command, args].flat().join(' '));
  const isOurs = workload.metadata.annotations?.['redpanda.io/package'] !== undefined;
  return containers.find((container) => starts(container) || programOf(container) === 'redpanda' || (isOurs && container['name'] === 'redpanda'));
}

/** What Kubernetes never changes about a StatefulSet, and what its pods need to find their data. */
export function readBrokers(set: KubeObject, namespace: string, redpandaYaml: Fields, reading: Reading): void {
  const { name } = set.metadata;
  const spec = fields(set['spec']);
  const container = brokerContainer(set)!;
  reading.fix('namespace', namespace);
  reading.fix('name', name);
  readIdentity(set, reading);
  const claim = readClaim(spec, name, reading);
  if (claim !== undefined) checkData(container, claim, redpandaYaml, name, reading);
  reading.fix('broker.replicas', spec['replicas'] ?? 1);
  reading.fix('broker.image', container['image']);
  readResources('broker.resources', container, reading);
  const pod = podOf(set);
  if (pod['nodeSelector'] !== undefined) reading.carry('broker.nodeSelector', pod['nodeSelector']);
  const tolerations = items(pod['tolerations']);
  if (tolerations.length > 0) reading.carry('broker.tolerations', tolerations);
  const secrets = items(pod['imagePullSecrets']);
  if (secrets.length > 0) reading.carry('imagePullSecrets', secrets.map((secret) => textAt(secret, 'name')));
}

function readIdentity({ spec, metadata: { name } }: KubeObject, reading: Reading): void {
  const serviceName = textAt(spec, 'serviceName');
  if (serviceName === '') reading.refuse(`StatefulSet ${name} must have a spec.serviceName: brokers know each other by the names that it gives them, and Kubernetes never changes it`);
  if (serviceName !== `${name}-headless`) reading.fix('adopted.serviceName', serviceName);
  const policy = at(spec, 'podManagementPolicy') ?? 'OrderedReady';
  if (policy !== 'Parallel') reading.fix('adopted.podManagementPolicy', policy);
  const selector = fields(at(spec, 'selector.matchLabels'));
  if (at(spec, 'selector.matchExpressions') !== undefined) reading.refuse(`StatefulSet ${name} must select its pods by labels: it has spec.selector.matchExpressions, which Kubernetes never changes, and Services cannot select by them`);
  if (!isOnly(selector, 'app', name)) reading.fix('adopted.brokerSelector', selector);
  const start = at(spec, 'ordinals.start') ?? 0;
  if (start !== 0) reading.refuse(`StatefulSet ${name} must count its pods from 0: spec.ordinals.start is another, and brokers of other numbers would be made`);
}

export const isOnly = (selector: Fields, key: string, value: string): boolean => Object.keys(selector).length === 1 && selector[key] === value;

/** What the API server writes into a claim template, beside what is read here. */
const completed = ['apiVersion', 'kind', 'status'];

function readClaim(spec: Fields, name: string, reading: Reading): string | undefined {
  const [claim, ...others] = items(spec['volumeClaimTemplates']);
  if (claim === undefined || others.length > 0) {
    const has = claim === undefined ? 'none, so its data is gone with the pods, or on volumes that it does not own' : [claim, ...others].map((one) => textAt(one, 'metadata.name')).join(' and ');
    reading.refuse(`StatefulSet ${name} must have one claim template: it has ${has}, and Kubernetes never changes that`);
    return undefined;
  }
  const where = `StatefulSet ${name} claim template ${textAt(claim, 'metadata.name')}`;
  const { name: claimName, labels, ...metadata } = fields(claim['metadata']);
  const { accessModes, resources, storageClassName, volumeMode = 'Filesystem', ...more } = fields(claim['spec']);
  const extra = [...keysOf('', claim, [...completed, 'metadata', 'spec']), ...keysOf('metadata.', metadata), ...keysOf('spec.', more), ...keysOf('spec.resources.', fields(resources), ['requests'])];
  if (extra.length > 0) reading.refuse(`${where} must have no ${extra.join(', ')}: Kubernetes never changes a claim template, and no value sets that`);
  if (volumeMode !== 'Filesystem') reading.refuse(`${where} must be a file system: spec.volumeMode is ${String(volumeMode)}`);
  if (storageClassName === '') reading.refuse(`${where} must have another spec.storageClassName than '': Kubernetes never changes it, and '' would be the default class here`);
  const [mode, ...modes] = Array.isArray(accessModes) ? (accessModes as unknown[]) : [];
  if (modes.length > 0) reading.refuse(`${where} must have one of spec.accessModes: Kubernetes never changes them`);
  if (claimName !== 'redpanda-data') reading.fix('adopted.claimName', claimName);
  if (Object.keys(fields(labels)).length > 0) reading.fix('adopted.claimLabels', labels);
  if (mode !== 'ReadWriteOnce') reading.fix('adopted.accessMode', mode);
  reading.fix('broker.storage.size', inUnits(at(resources, 'requests.storage'), 'Ti', 'Gi', 'Mi'));
  if (storageClassName !== undefined) reading.fix('broker.storage.storageClassName', storageClassName);
  return String(claimName);
}

const keysOf = (before: string, map: Fields, known: readonly string[] = []): string[] => Object.keys(map).filter((key) => !known.includes(key) && map[key] !== null && map[key] !== '').map((key) => before + key);

/** Brokers that do not find their data would start as new ones. */
function checkData(container: Fields, claim: string, redpandaYaml: Fields, name: string, reading: Reading): void {
  const mount = items(container['volumeMounts']).find((one) => one['name'] === claim);
  const directory = textAt(redpandaYaml, 'redpanda.data_directory') || dataDirectory;
  const path = textAt(mount, 'mountPath').replace(/\/$/, '');
  if (path !== directory || textAt(mount, 'subPath') !== '') {
    const there = mount === undefined ? 'is mounted nowhere' : `is mounted at ${path}${textAt(mount, 'subPath') === '' ? '' : ` from its folder ${textAt(mount, 'subPath')}`}`;
    reading.refuse(`StatefulSet ${name} must have its data in the top folder of the volume: ${claim} ${there}, and the data is in ${directory}, where brokers would not look for it`);
  }
}

/** All four or none: half of them may not fit the other half's defaults. A limit without a request is also the request. */
export function readResources(path: string, container: Fields, reading: Reading): void {
  const resources = fields(container['resources']);
  const limits = fields(resources['limits']);
  const requests = { ...limits, ...fields(resources['requests']) };
  const quantities = { requests: sizeOf(requests), limits: sizeOf(limits) };
  if ([requests, limits].every(({ cpu, memory }) => cpu !== undefined && memory !== undefined)) reading.carry(path, quantities);
  else reading.note(`${path}: the container ${String(container['name'])} has not all requests and limits, so the defaults are taken. Look whether they fit the nodes`);
}

const sizeOf = ({ cpu, memory }: Fields) => ({ cpu, memory: inUnits(memory, 'Gi', 'Mi') });

/** What of a pod that others have written is not there any more. */
export function notePod(set: KubeObject, reading: Reading): void {
  const pod = podOf(set);
  const container = brokerContainer(set)!;
  const gone = (what: string, names: readonly unknown[], then: string) => names.length > 0 && reading.note(`${nameOf(set)} loses the ${what}${names.length === 1 ? '' : 's'} ${names.join(', ')}. ${then}`);
  gone('init container', items(pod['initContainers']).map(({ name }) => name), 'What they prepare must be done on the nodes, or by a patch');
  gone('container', items(pod['containers']).filter((one) => one !== container).map(({ name }) => name), 'A patch can add one');
  gone('volume', items(pod['volumes']).map(({ name }) => name), 'Configuration, scripts and certificates are those of the values');
  gone('variable', items(container['env']).map(({ name }) => name), 'A patch can add some');
  const flags = [...[container['command'], container['args']].flat().join(' ').matchAll(/(?:^|\s)(--[a-z][-a-z]*)/g)].map(([, flag]) => flag);
  gone('start flag', flags, 'CPUs and memory follow broker.resources, addresses are set here, and broker.extraArgs takes others');
  gone('pod field', Object.keys(pod).filter((key) => !expected.includes(key)), 'A patch can set one');
  gone('pod annotation', Object.keys(fields(at(set['spec'], 'template.metadata.annotations'))).filter((key) => !key.startsWith('kubectl.kubernetes.io/')), 'A patch can set one');
  const selector = fields(at(set['spec'], 'selector.matchLabels'));
  gone('pod label', Object.keys(podLabelsOf(set)).filter((key) => !(key in selector) && !/^app(\.kubernetes\.io\/(name|instance|component|part-of))?$/.test(key)), 'A patch can set one');
  const users = [...new Set([at(container, 'securityContext.runAsUser'), at(pod, 'securityContext.runAsUser')].filter((user) => user !== undefined && user !== redpandaUser))];
  if (users.length > 0) reading.note(`${nameOf(set)}: brokers run as the user ${users.join(' or ')}, and will as ${redpandaUser}. Where the volumes know no fsGroup, such as local ones, the files must be given to ${redpandaUser} first`);
}

/** Fields of a pod that are carried, set here as well, or what the API server makes of nothing. */
const expected = [
  ...['containers', 'initContainers', 'volumes', 'nodeSelector', 'tolerations', 'imagePullSecrets', 'securityContext', 'terminationGracePeriodSeconds', 'serviceAccountName', 'serviceAccount'],
  ...['automountServiceAccountToken', 'enableServiceLinks', 'affinity', 'topologySpreadConstraints', 'restartPolicy', 'dnsPolicy', 'schedulerName'],
];
