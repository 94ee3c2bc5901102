import { isPlainObject } from '../template';
import { isBuiltIn, kindOf } from './kind';
import { Fields } from './merge';
import { canonicalQuantity } from './quantity';

/**
 * An object as the API server would keep it: with the defaults of fields that were left out, quantities in one spelling,
 * and nothing that is empty. Two manifests are the same to Kubernetes if these are equal.
 *
 * Objects of CRDs are left as they are, because what completes them is not Kubernetes itself.
 *
 * @see https://github.com/kubernetes/kubernetes/tree/v1.34.1/pkg/apis for the defaults: each group's `v1/defaults.go`
 */
export function normalForm(object: Fields): Fields {
  const kind = kindOf(object);
  if (!kind || !isBuiltIn(kind)) return object;
  const complete = completions[kind.kind]?.(object) ?? object;
  const withPods = kind.podTemplate && kind.podTemplate.length > 0 ? at(complete, [...kind.podTemplate, 'spec'], pod) : complete;
  return (tidied(withPods, '') ?? {}) as Fields;
}

type Complete = (fields: Fields) => Fields;

/** Fields that are missing; what is there as null is missing, too. */
const defaults = (fields: Fields, values: Fields): Fields => ({ ...values, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) });

/** The object with what stands at a path completed; a map that is missing is made where it is needed. */
function at(fields: Fields, [step, ...rest]: readonly string[], complete: Complete): Fields {
  if (step === undefined) return complete(fields);
  const inner = fields[step];
  return { ...fields, [step]: at(isPlainObject(inner) ? inner : {}, rest, complete) };
}

/** The same, where it is there at all. */
const within = (fields: Fields, field: string, complete: Complete): Fields => (isPlainObject(fields[field]) ? { ...fields, [field]: complete(fields[field]) } : fields);
const each = (fields: Fields, list: string, complete: Complete): Fields =>
  Array.isArray(fields[list]) ? { ...fields, [list]: (fields[list] as unknown[]).map((item) => (isPlainObject(item) ? complete(item) : item)) } : fields;

const completions: Readonly<Record<string, Complete>> = {
  StatefulSet: (object) => at(object, ['spec'], statefulSet),
  Deployment: (object) => at(object, ['spec'], deployment),
  Job: (object) => at(object, ['spec'], job),
  Service: (object) => at(object, ['spec'], service),
  NetworkPolicy: (object) => at(object, ['spec'], networkPolicy),
};

function statefulSet(spec: Fields): Fields {
  const set = defaults(spec, {
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    revisionHistoryLimit: 10,
    minReadySeconds: 0,
    updateStrategy: {},
    persistentVolumeClaimRetentionPolicy: {},
  });
  const updates = at(set, ['updateStrategy'], (strategy) => {
    const { type, ...rest } = defaults(strategy, { type: 'RollingUpdate' });
    return type === 'RollingUpdate' ? at({ type, ...rest }, ['rollingUpdate'], (rolling) => defaults(rolling, { partition: 0 })) : { type, ...rest };
  });
  const claims = at(updates, ['persistentVolumeClaimRetentionPolicy'], (policy) => defaults(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }));
  return each(claims, 'volumeClaimTemplates', ({ metadata, spec: claim }) => ({ metadata, spec: defaults(claim as Fields, { volumeMode: 'Filesystem' }) }));
}

const deployment: Complete = (spec) =>
  at(defaults(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, minReadySeconds: 0 }), ['strategy'], (strategy) => {
    const { type, ...rest } = defaults(strategy, { type: 'RollingUpdate' });
    return type === 'RollingUpdate' ? at({ type, ...rest }, ['rollingUpdate'], (rolling) => defaults(rolling, { maxSurge: '25%', maxUnavailable: '25%' })) : { type, ...rest };
  });

const job: Complete = (spec) =>
  defaults(spec, { parallelism: 1, completions: 1, backoffLimit: 6, completionMode: 'NonIndexed', suspend: false, podReplacementPolicy: spec['podFailurePolicy'] !== undefined ? 'Failed' : 'TerminatingOrFailed' });

function service(spec: Fields): Fields {
  const type = spec['type'] ?? 'ClusterIP';
  const isOutside = type === 'NodePort' || type === 'LoadBalancer';
  return each(
    defaults(spec, {
      type,
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      publishNotReadyAddresses: false,
      ...(isOutside && { externalTrafficPolicy: 'Cluster' }),
      ...(spec['sessionAffinity'] === 'ClientIP' && { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } }),
      ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
    }),
    'ports',
    (port) => defaults(port, { protocol: 'TCP', targetPort: port['port'] }),
  );
}

function networkPolicy(spec: Fields): Fields {
  const ported: Complete = (rule) => each(rule, 'ports', (port) => defaults(port, { protocol: 'TCP' }));
  const types = ['Ingress', ...(Array.isArray(spec['egress']) && spec['egress'].length > 0 ? ['Egress'] : [])];
  return each(each(defaults(spec, { policyTypes: types }), 'ingress', ported), 'egress', ported);
}

function pod(spec: Fields): Fields {
  const whole = defaults(spec, {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
    enableServiceLinks: true,
    hostNetwork: false,
    hostPID: false,
    hostIPC: false,
    // The name that it had once is kept beside it.
    ...(typeof spec['serviceAccountName'] === 'string' && { serviceAccount: spec['serviceAccountName'] }),
  });
  return each(each(each(whole, 'initContainers', container), 'containers', container), 'volumes', volume);
}

function container(fields: Fields): Fields {
  const image = typeof fields['image'] === 'string' ? fields['image'] : '';
  const tag = /:([^/:@]+)$/.exec(image)?.[1];
  const whole = defaults(fields, {
    imagePullPolicy: tag === 'latest' || (tag === undefined && !image.includes('@')) ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
    stdin: false,
    stdinOnce: false,
    tty: false,
  });
  const probed = ['startupProbe', 'livenessProbe', 'readinessProbe'].reduce((all, name) => within(all, name, probe), whole);
  const hooked = within(probed, 'lifecycle', (lifecycle) => ['postStart', 'preStop'].reduce((all, name) => within(all, name, handler), lifecycle));
  const sized = within(hooked, 'resources', requests);
  return each(each(each(sized, 'ports', (port) => defaults(port, { protocol: 'TCP', hostPort: 0 })), 'env', variable), 'volumeMounts', (mount) => defaults(mount, { readOnly: false }));
}

/** What is limited and not requested is requested as limited. */
const requests: Complete = (resources) => {
  const { limits, requests: own } = resources;
  return isPlainObject(limits) ? { ...resources, requests: defaults(isPlainObject(own) ? own : {}, limits) } : resources;
};

const handler: Complete = (fields) => within(fields, 'httpGet', (get) => defaults(get, { scheme: 'HTTP', path: '/' }));
const probe: Complete = (fields) => handler(defaults(fields, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3, initialDelaySeconds: 0 }));

const source: Complete = (fields) =>
  within(within(fields, 'fieldRef', (reference) => defaults(reference, { apiVersion: 'v1' })), 'resourceFieldRef', (reference) => defaults(reference, { divisor: '0' }));
const variable: Complete = (fields) => within(fields, 'valueFrom', source);

const files: Complete = (fields) => each(defaults(fields, { defaultMode: 0o644 }), 'items', source);
const projected: Complete = (fields) =>
  each(defaults(fields, { defaultMode: 0o644 }), 'sources', (one) =>
    within(within(one, 'downwardAPI', (downward) => each(downward, 'items', source)), 'serviceAccountToken', (token) => defaults(token, { expirationSeconds: 3600 })),
  );

function volume(fields: Fields): Fields {
  const { name, ...sources } = defaults(fields, {});
  if (Object.keys(sources).length === 0) return { name, emptyDir: {} };
  const filed = ['configMap', 'secret', 'downwardAPI'].reduce((all, kind) => within(all, kind, files), { name, ...sources } as Fields);
  return within(within(filed, 'projected', projected), 'hostPath', (path) => defaults(path, { type: '' }));
}

/** Maps of which the API server keeps nothing where they are empty; another empty map says something, such as `emptyDir`. */
const ofStrings = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'binaryData', 'limits', 'requests']);
/** What is told apart from nothing where it is empty. */
const emptyText = new Set(['storageClassName', 'ingressClassName', 'volumeName']);

function tidied(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => tidied(item, '') ?? null);
  if (!isPlainObject(value)) return value;
  const isQuantities = field === 'limits' || field === 'requests';
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (inner === null || inner === undefined) return [];
    if (ofStrings.has(field)) return [[key, isQuantities ? canonicalQuantity(inner) : inner]];
    if (inner === '' && !emptyText.has(key)) return [];
    if (key === 'sizeLimit' || key === 'divisor') return [[key, canonicalQuantity(inner)]];
    const tidy = tidied(inner, key);
    return tidy === undefined ? [] : [[key, tidy]];
  });
  return entries.length === 0 && ofStrings.has(field) ? undefined : Object.fromEntries(entries);
}
