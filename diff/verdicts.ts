import { kindOf } from '../kubernetes/kind';
import { unitsOf } from '../kubernetes/quantity';
import { listeners } from '../redpanda/listener';
import { valueAt } from '../values/path';
import { Comparison, ObjectChange, Side } from './comparison';
import { Field } from './field';
import { changedSettings, endedRights, hasOtherPassword, holdersOfRights, jobWork, mayHaveRights, newNames } from './job-work';
import { has, hasPlaintext, isPlaintextUsed, securityOf } from './listeners';
import { settingLosses, topicLosses } from './losses';
import { takenPorts } from './node-ports';
import { componentOf, keyOf, KubeObject } from './object';
import { listed, printed } from './printed';
import { refusedSchemas } from './schema-changes';
import { decommission, growth, nameOf, namespaceOf, rollout, rpk } from './steps';
import { Verdict } from './verdict';
import { releaseOf } from './version';

/** What a row says of one object. */
export interface Finding {
  readonly key: string;
  /** A sentence without its full stop. */
  readonly reason: string;
  /** Commands in their order, and what to do between them. */
  readonly steps?: readonly string[];
}

/** What a change of some kind does. */
export interface Row {
  readonly verdict: Verdict;
  /** Where it is written that it is so. */
  readonly source: string;
  /** The section of docs/day-two.md that says more. */
  readonly section: string;
  /** Whether the API server refuses the change as it stands. */
  readonly refused?: true;
  /** Whether pods are replaced. */
  readonly restarts?: true;
  find(comparison: Comparison): readonly Finding[];
}

const kubernetes = 'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg';
const redpanda = 'https://docs.redpanda.com/streaming/current';

/** Every verdict that is not "applies". Each row that fits an object is said of it, and the gravest is the object's verdict. */
export const rows: Readonly<Record<string, Row>> = {
  'brokers restart': {
    verdict: 'restarts',
    source: `${kubernetes}/controller/statefulset/stateful_set_utils.go`,
    section: 'restarting',
    restarts: true,
    find: (comparison) => {
      const one = comparison.after.replicas === 1 ? 'the only broker restarts, which interrupts everybody' : 'the brokers restart one by one';
      return found(comparison, isBrokers, ['spec.template'], (fields) => `${one}: ${podChange(fields, 'broker', comparison)}`);
    },
  },
  'Console restarts': {
    verdict: 'restarts',
    source: `${kubernetes}/controller/deployment/util/deployment_util.go`,
    section: 'restarting',
    restarts: true,
    find: (comparison) => found(comparison, ({ kind }) => kind === 'Deployment', ['spec.template'], (fields) => `Console restarts: ${podChange(fields, 'console', comparison)}`),
  },
  'pods of a client are to be restarted': {
    verdict: 'restarts',
    source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/',
    section: 'clients',
    find: (comparison) =>
      found(
        comparison,
        (object) => object.kind === 'ConfigMap' && componentOf(object) === 'client',
        ['data'],
        (fields) => {
          const isGroup = fields.some(({ path }) => /GROUP_?ID\b|group\.id|CONSUMER_GROUP/i.test(path));
          return `pods read it when they start, and keep the old values until then${isGroup ? '; another consumer group begins where auto.offset.reset says, and not where the old one was' : ''}`;
        },
        ({ metadata: { namespace } }) => [`kubectl rollout restart deployment -n ${namespace}`],
      ),
  },
  'a Job runs': {
    verdict: 'new Job',
    source: 'docs/design.md',
    section: 'topics',
    find: ({ changes, before, after }) =>
      changes.flatMap(({ key, before: old, after: job }) => (job?.kind === 'Job' && !old ? [{ key, reason: jobWork(job, before, after) }] : [])),
  },
  'a schema that is no longer declared': {
    verdict: 'left behind',
    source: 'docs/schemas.md',
    section: 'schemas',
    find: ({ before, after }) =>
      [...before.schemas].flatMap(([subject, { key }]) =>
        after.schemas.has(subject) || after.prunedSubjects.has(subject) || !isSame(before, after)
          ? []
          : [{ key, reason: `the schema of ${subject} is no longer declared: it stays in the registry, because records name it`, steps: [`declare prune.subjects: [${subject}], npm run synth, and apply   # only if nobody reads these records`] }],
      ),
  },
  'an object is no longer there': {
    verdict: 'left behind',
    source: 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/',
    section: 'left-behind',
    find: ({ changes }) => changes.flatMap(({ key, before, after }) => (before && !after ? [{ key, ...leftBehind(before) }] : [])),
  },
  'bigger volumes': {
    verdict: 'needs steps',
    source: `${kubernetes}/apis/apps/validation/validation.go`,
    section: 'bigger-volumes',
    refused: true,
    find: ({ changes, before, after }) => storage(changes).flatMap(({ key, fields }) => (isGrowth(fields) ? [{ key, reason: `a StatefulSet can't change its volumes: ${sizes(fields)}`, steps: growth(before, after) }] : [])),
  },
  'other volumes': {
    verdict: 'data at risk',
    source: `${kubernetes}/apis/apps/validation/validation.go`,
    section: 'bigger-volumes',
    refused: true,
    find: ({ changes }) =>
      storage(changes).flatMap(({ key, fields }) =>
        isGrowth(fields) ? [] : [{ key, reason: `a StatefulSet can't change its volumes (${sizes(fields)}), and a new StatefulSet starts brokers on empty ones, or on the old ones, which can't shrink or move` }],
      ),
  },
  'volumes are deleted with their brokers': {
    verdict: 'data at risk',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention',
    section: 'uninstalling',
    find: (comparison) =>
      found(comparison, isBrokers, ['spec.persistentVolumeClaimRetentionPolicy'], (fields) =>
        fields.some(({ to }) => to === 'Delete') ? 'volumes are deleted together with their brokers, or with the StatefulSet' : undefined,
      ),
  },
  'fewer brokers': {
    verdict: 'needs steps',
    source: `${redpanda}/manage/cluster-maintenance/decommission-brokers/`,
    section: 'fewer-brokers',
    find: ({ before, after }) =>
      isSame(before, after) && after.replicas < before.replicas && !(after.replicas < 3 && before.replicas >= 3)
        ? [{ key: keyOf(after.brokers!), reason: `brokers are stopped with the copies that they hold, all at once: ${before.replicas} → ${after.replicas}`, steps: decommission(before, after) }]
        : [],
  },
  'fewer than three brokers': {
    verdict: 'data at risk',
    source: `${redpanda}/manage/cluster-maintenance/decommission-brokers/`,
    section: 'fewer-brokers',
    find: ({ before, after }) =>
      isSame(before, after) && after.replicas < 3 && before.replicas >= 3
        ? [{ key: keyOf(after.brokers!), reason: `topics with three copies, and Redpanda's own among them, don't fit on ${brokers(after.replicas)}: ${before.replicas} → ${after.replicas}. Start a new cluster instead` }]
        : [],
  },
  'three brokers or more': {
    verdict: 'needs steps',
    source: `${redpanda}/develop/config-topics/`,
    section: 'more-brokers',
    find: ({ before, after }) => {
      const few = [...after.topics].filter(([name, { replicationFactor = 1 }]) => before.topics.has(name) && replicationFactor < 3).map(([name]) => name);
      return isSame(before, after) && before.replicas < 3 && after.replicas >= 3 && few.length > 0
        ? [{ key: keyOf(after.brokers!), reason: `existing topics keep their single copy: ${listed(few)}`, steps: ['apply, and wait: ' + rollout(after), 'declare replicationFactor: 3 for each of these topics, npm run synth, and apply', `${rpk(after)} topic list`] }]
        : [];
    },
  },
  'a setting that waits for a restart': {
    verdict: 'needs steps',
    source: `${redpanda}/reference/properties/cluster-properties/`,
    section: 'settings-and-logs',
    find: ({ before, after }) => {
      const waiting = isSame(before, after) ? changedSettings(before, after, (name) => after.settings.get(name)!.needsRestart) : [];
      return waiting.slice(0, 1).map((name) => ({
        key: after.settings.get(name)!.key,
        reason: `brokers take ${listed(waiting)} only when they start, and nothing restarts them for it`,
        steps: ['apply, and wait for the Job', `kubectl rollout restart statefulset/${nameOf(after)} -n ${namespaceOf(after)}`],
      }));
    },
  },
  'a new feature release': {
    verdict: 'needs steps',
    source: `${redpanda}/upgrade/rolling-upgrade/`,
    section: 'a-new-version-of-redpanda',
    restarts: true,
    find: ({ before, after }) =>
      releases(before, after, (distance) => distance === 1).map((change) => ({
        key: keyOf(after.brokers!),
        reason: `a new feature release (${change}) can't be taken back once all brokers run it`,
        steps: [`${rpk(before)} cluster health`, `${rpk(before)} cluster license info`, `apply, and wait: ${rollout(after)}`, `${rpk(after)} cluster health`],
      })),
  },
  'a version that cannot follow': {
    verdict: 'data at risk',
    source: `${redpanda}/upgrade/rolling-upgrade/`,
    section: 'a-new-version-of-redpanda',
    restarts: true,
    find: ({ before, after }) =>
      releases(before, after, (distance) => distance < 0 || distance > 1).map((change) => ({
        key: keyOf(after.brokers!),
        reason: `${change}: Redpanda goes from one feature release to the next one, never back, and skips none; brokers may not start with the data that they have`,
      })),
  },
  'a field that never changes': {
    verdict: 'refused',
    source: `${kubernetes}/apis`,
    section: 'names-that-never-change',
    refused: true,
    find: ({ changes }) =>
      changes.flatMap(({ key, before, after, fields }) => {
        const never = fields.filter(({ path, to }) => (kindOf(after ?? {})?.immutable ?? []).some((field) => field !== claims && isWithin(path, field)) && (after?.kind !== 'Service' || to !== undefined));
        return before && never.length > 0 ? [{ key, reason: `Kubernetes refuses to change ${listed(never.map(({ path }) => path))}` }] : [];
      }),
  },
  'a node port that is taken': {
    verdict: 'refused',
    source: `${kubernetes}/registry/core/service/storage/alloc.go`,
    section: 'applying',
    refused: true,
    find: ({ before, after }) => takenPorts(before.objects, after.objects).map(({ key, port, by }) => ({ key, reason: `the node port ${port} is still that of ${by}, which is applied later or not at all`, steps: [`kubectl delete service -n ${by.replace(/^Service /, '').replace('/', ' ')}`] })),
  },
  'a Service that stays headless': {
    verdict: 'needs steps',
    source: `${kubernetes}/registry/core/service/storage/storage.go`,
    section: 'applying',
    find: ({ changes }) => noLongerHeadless(changes).filter(({ type }) => type === undefined).map(({ key, steps }) => ({ key, reason: 'it stays headless: Kubernetes gives no address to a Service that was made without one', steps })),
  },
  'a headless Service with ports on nodes': {
    verdict: 'refused',
    source: `${kubernetes}/apis/core/validation/validation.go`,
    section: 'applying',
    refused: true,
    find: ({ changes }) => noLongerHeadless(changes).filter(({ type }) => type !== undefined).map(({ key, type, steps }) => ({ key, reason: `Kubernetes gives no address to a Service that was made without one, and a ${type} has one`, steps })),
  },
  'an update strategy with the settings of another': {
    verdict: 'refused',
    source: `${kubernetes}/apis/apps/validation/validation.go`,
    section: 'restarting',
    refused: true,
    find: ({ changes }) =>
      completed(changes, 'StatefulSet', 'updateStrategy', 'OnDelete').filter(({ from }) => from === undefined).map(({ key, command }) => ({ key, reason: "the API server has given it RollingUpdate's settings, and takes none beside OnDelete", steps: [command, 'apply'] })),
  },
  'an update strategy that may have the settings of another': {
    verdict: 'needs steps',
    source: `${kubernetes}/apis/apps/v1/defaults.go`,
    section: 'restarting',
    find: ({ changes }) =>
      completed(changes, 'StatefulSet', 'updateStrategy', 'OnDelete').filter(({ from }) => from !== undefined).map(({ key, command }) => ({ key, reason: "refused if its type was ever left out: the API server has then given it RollingUpdate's settings, and takes none beside OnDelete", steps: [command, 'apply'] })),
  },
  'an update strategy that others refuse': {
    verdict: 'needs steps',
    source: 'https://github.com/kubernetes/kubernetes/issues/89711',
    section: 'restarting',
    find: ({ changes }) =>
      completed(changes, 'Deployment', 'strategy', 'Recreate').map(({ key, command }) => ({ key, reason: "refused with --server-side: the API server has given it RollingUpdate's settings, and takes none beside Recreate", steps: [command, 'apply'] })),
  },
  'a second cluster': {
    verdict: 'data at risk',
    source: 'docs/design.md',
    section: 'names-that-never-change',
    find: ({ before, after }) => {
      const [old, fresh] = [before.brokers, after.brokers];
      return old && fresh && keyOf(old) !== keyOf(fresh)
        ? [
            { key: keyOf(fresh), reason: `it starts a second, empty cluster: ${keyOf(old)} keeps running with the data, unseen by this one` },
            { key: keyOf(old), reason: `it keeps running with the data, and no client is sent to it any more` },
          ]
        : [];
    },
  },
  'brokers that cannot talk to each other': {
    verdict: 'needs steps',
    source: `${redpanda}/manage/security/encryption/`,
    section: 'tls-between-brokers',
    find: ({ before, after }) =>
      isSame(before, after) && has(before, 'rpc_server_tls') !== has(after, 'rpc_server_tls')
        ? [{ key: keyOf(after.brokers!), reason: "brokers with and without TLS between them can't talk to each other, so the first to restart never becomes ready", steps: ['apply', `kubectl delete pod -n ${namespaceOf(after)} -l app=${nameOf(after)}`, `${rpk(after)} cluster health`] }]
        : [],
  },
  'clients that are cut off': {
    verdict: 'needs steps',
    source: `${redpanda}/manage/security/authentication/`,
    section: 'tls-and-sasl-on-a-running-cluster',
    find: ({ before, after }) => {
      const [old, fresh] = [securityOf(before), securityOf(after)];
      const changed = ['TLS', 'logins'].filter((what) => old?.[what as 'TLS'] !== fresh?.[what as 'TLS']);
      const isCutOff = isSame(before, after) && old && fresh && ((changed.length > 0 && !isPlaintextUsed(before)) || (hasPlaintext(before) && !hasPlaintext(after) && isPlaintextUsed(before)));
      if (!isCutOff) return [];
      const what = changed.length > 0 ? `${changed.join(' and ')} on ${listeners.kafka.port} ${changed.length > 1 ? 'change' : 'changes'}` : 'the listeners without TLS and logins go';
      return [{ key: keyOf(after.brokers!), reason: `${what}, and clients are cut off until they have their new settings`, steps: ['follow the page step by step: tls.plaintext gives clients another listener meanwhile'] }];
    },
  },
  'another domain': {
    verdict: 'needs steps',
    source: 'docs/design.md',
    section: 'names-that-never-change',
    find: ({ before, after }) => {
      const [old, fresh] = [before, after].map((side) => /\.svc\.(.*)$/.exec(String(valueAt(side.config, ['redpanda', 'seed_servers', 0, 'host', 'address'])))?.[1]);
      return isSame(before, after) && old !== undefined && fresh !== undefined && old !== fresh
        ? [{ key: keyOf(after.brokers!), reason: `brokers find each other at addresses that end in ${fresh} and no longer in ${old}`, steps: ['change clusterDomain only if the Kubernetes cluster itself has changed its domain', 'apply', `kubectl delete pod -n ${namespaceOf(after)} -l app=${nameOf(after)}`] }]
        : [];
    },
  },
  'a topic that is no longer declared': {
    verdict: 'data at risk',
    source: 'docs/values.md',
    section: 'topics',
    find: ({ before, after }) =>
      [...before.topics].flatMap(([name, { key }]) => (after.topics.has(name) || after.prunedTopics.has(name) || !isSame(before, after) ? [] : [{ key, reason: `the topic ${name} is no longer declared: it stays with its records, and nobody looks after it`, steps: [`declare prune.topics: [${name}], npm run synth, and apply   # only if nobody needs its records`] }])),
  },
  'a topic that is deleted': {
    verdict: 'data at risk',
    source: 'docs/converge.md',
    section: 'topics',
    find: ({ before, after }) =>
      after.isDry ? [] : newNames(before.prunedTopics, after.prunedTopics).map((name) => ({ key: after.prunedTopics.get(name)!.key, reason: `the topic ${name} is deleted with all its records, if it is there` })),
  },
  'quotas that are no longer declared': {
    verdict: 'left behind',
    source: 'docs/quotas.md',
    section: 'clients',
    find: ({ before, after }) =>
      [...before.quotas].flatMap(([name, { key }]) =>
        after.quotas.has(name) || after.prunedQuotas.has(name) || !isSame(before, after) ? [] : [{ key, reason: `the quotas of ${name} are no longer declared: they stay`, steps: [`declare prune.quotas: [${name}], npm run synth, and apply   # to take them away`] }],
      ),
  },
  'rights that end': {
    verdict: 'needs steps',
    source: 'docs/access.md',
    section: 'rights',
    find: ({ before, after }) =>
      after.isDry || !isSame(before, after) ? [] : endedRights(before, after).map(([said, { user }]) => ({ key: holdersOfRights(after).get(user)!, reason: `no longer declared: ${said}. The Job takes that away`, steps: [`see that no program of ${user} needs it`, 'apply'] })),
  },
  'a user whose rights are declared for the first time': {
    verdict: 'needs steps',
    source: 'docs/access.md',
    section: 'rights',
    find: ({ before, after }) =>
      after.isDry || !isSame(before, after)
        ? []
        : [...holdersOfRights(after)].flatMap(([user, key]) => (holdersOfRights(before).has(user) || !mayHaveRights(user, before, after) ? [] : [{ key, reason: `${user} has exactly what is declared from now on: what somebody has given by hand ends`, steps: [`rpk security acl list --allow-principal User:${user} --deny-principal User:${user}   # is all of it declared?`, 'apply'] }])),
  },
  'a user whose rights are no longer declared': {
    verdict: 'left behind',
    source: 'docs/access.md',
    section: 'rights',
    find: ({ before, after }) =>
      !isSame(before, after)
        ? []
        : [...holdersOfRights(before)].flatMap(([user, key]) =>
            holdersOfRights(after).has(user) || ![...before.rights.values()].some((right) => right.user === user && right.operations.length > 0) ? [] : [{ key, reason: `the rights of ${user} are no longer declared: they stay`, steps: [`rpk security acl delete --allow-principal User:${user} --deny-principal User:${user} --no-confirm   # to take them away`] }],
          ),
  },
  'a topic that loses something': {
    verdict: 'data at risk',
    source: `${redpanda}/develop/config-topics/`,
    section: 'topics',
    find: ({ before, after }) =>
      [...after.topics].flatMap(([name, topic]) => {
        const old = before.topics.get(name);
        return old ? topicLosses(old, topic).map((loss) => ({ key: topic.key, reason: `topic ${name}: ${loss}` })) : [];
      }),
  },
  'a schema that the registry refuses': {
    verdict: 'needs steps',
    source: `${redpanda}/manage/schema-reg/schema-reg-api/`,
    section: 'schemas',
    find: ({ before, after }) =>
      isSame(before, after)
        ? refusedSchemas(before, after).map(({ subject, level, reasons }) => ({
            key: after.schemas.get(subject)!.key,
            reason: `the registry refuses the new schema of ${subject} (409), whose level is ${level}: ${listed(reasons)}`,
            steps: ['make the change one that the level allows, or a subject and a topic of its own for it'],
          }))
        : [],
  },
  'a setting by which records are lost': {
    verdict: 'data at risk',
    source: `${redpanda}/reference/properties/cluster-properties/`,
    section: 'topics',
    find: ({ before, after }) => (isSame(before, after) ? settingLosses(before.settings, after.settings).map(({ name, loss }) => ({ key: after.settings.get(name)!.key, reason: loss })) : []),
  },
  'a user that is no longer declared': {
    verdict: 'left behind',
    source: 'docs/access.md',
    section: 'users',
    find: ({ before, after }) =>
      [...before.users].flatMap(([name, { key, isSuperuser }]) => {
        if (after.users.has(name) || after.prunedUsers.has(name) || name === superuserOf(after) || !isSame(before, after)) return [];
        const steps = [`prune: { users: [${name}] } in the values, npm run synth, and apply   # once nobody logs in as it`];
        return [{ key, reason: `the user ${name} is no longer declared: it stays, with its password and its rights${isSuperuser ? ' of a superuser' : ''}`, steps }];
      }),
  },
  'a user with another password': {
    verdict: 'needs steps',
    source: 'docs/access.md',
    section: 'users',
    find: ({ before, after }) => {
      const changed = isSame(before, after) && !after.isDry ? [...after.users].filter(([name]) => hasOtherPassword(before, after, name)) : [];
      return changed.slice(0, 1).map(([, { key }]) => ({
        key,
        reason: `whoever logs in as ${listed(changed.map(([name]) => name))} needs the new password from then on; connections that are open stay`,
        steps: ['apply, and wait for the Job', 'give the same password to the Secrets of those clients, and restart what reads it when it starts'],
      }));
    },
  },
  'a user that is removed': {
    verdict: 'data at risk',
    source: 'docs/access.md',
    section: 'users',
    find: ({ before, after }) => {
      const gone = isSame(before, after) && !after.isDry ? newNames(before.prunedUsers, after.prunedUsers) : [];
      return gone.slice(0, 1).map((name) => ({ key: after.prunedUsers.get(name)!.key, reason: `whoever logs in as ${listed(gone)} can't any more` }));
    },
  },
  'a client whose access ends': {
    verdict: 'data at risk',
    source: 'docs/network.md',
    section: 'clients',
    find: ({ changes, before: earlier, after }) => {
      const brokers = after.objects.get(`NetworkPolicy ${namespaceOf(after)}/${nameOf(after)}-brokers`);
      return changes.flatMap(({ key, before, after: now }) => {
        const client = before?.kind === 'NetworkPolicy' && !now ? before.metadata.name.split('-allow-')[1] : undefined;
        return brokers && client !== undefined && isSame(earlier, after) ? [{ key, reason: `once it is deleted, the client ${client} can't reach the brokers any more; its user, if it has one, stays` }] : [];
      });
    },
  },
};

const claims = 'spec.volumeClaimTemplates';

const isBrokers = (object: KubeObject): boolean => object.kind === 'StatefulSet' && componentOf(object) === 'broker';
const isWithin = (path: string, field: string): boolean => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
const isSame = (before: Side, after: Side): boolean => before.brokers !== undefined && after.brokers !== undefined && keyOf(before.brokers) === keyOf(after.brokers);
/** The user as which the Jobs log in, who is none of those that they make. */
const superuserOf = ({ brokers: set }: Side): string | undefined => {
  const containers = valueAt(set, ['spec', 'template', 'spec', 'containers']) as readonly { env?: readonly { name: string; value?: string }[] }[] | undefined;
  return containers?.flatMap(({ env = [] }) => env).find(({ name }) => name === 'SUPERUSER')?.value;
};
const brokers = (count: number): string => (count === 1 ? 'one broker' : `${count} brokers`);

/** Objects that are on both sides and differ within the fields. */
function found(
  { changes }: Comparison,
  is: (object: KubeObject) => boolean,
  within: readonly string[],
  reason: (fields: readonly Field[]) => string | undefined,
  steps: (object: KubeObject) => readonly string[] = () => [],
): Finding[] {
  return changes.flatMap(({ key, before, after, fields }) => {
    const meant = before && after && is(after) ? fields.filter(({ path }) => within.some((field) => isWithin(path, field))) : [];
    const said = meant.length > 0 ? reason(meant) : undefined;
    return said === undefined ? [] : [{ key, reason: said, steps: steps(after!) }];
  });
}

/** What changes in the pods: fields, and where a hash stands for their configuration, what of that. */
function podChange(fields: readonly Field[], component: string, { changes }: Comparison): string {
  const own = fields.filter(({ path }) => !path.includes('checksum/')).map(({ path }) => path.replace(/^spec\.template\.(spec\.)?/, ''));
  if (own.length === fields.length) return listed(own);
  const configured = changes.filter(({ before, after }) => before && after?.kind === 'ConfigMap' && componentOf(after) === component).flatMap((change) => change.fields.map(({ path }) => path.replace(/^data\.?\[?([^\].]+(?:\.\w+)?)\]?/, '$1')));
  return listed([...own, ...(configured.length > 0 ? configured : ['their configuration'])]);
}

function leftBehind(object: KubeObject): Omit<Finding, 'key'> {
  const { kind, metadata } = object;
  const { name, namespace } = metadata;
  if (kind === 'StatefulSet') return { reason: 'kubectl apply and ./cluster.sh apply leave it, while Helm and Argo CD delete it; its volumes stay in any case', steps: [`kubectl delete statefulset ${name} -n ${namespace}`] };
  if (kind === 'Namespace') return { reason: 'nobody deletes a Namespace', steps: [`kubectl delete namespace ${name}   # with everything in it`] };
  if (kind === 'Job') return { reason: 'it goes by itself a day after it has ended' };
  const restarted = kind === 'ConfigMap' && componentOf(object) === 'client' ? '; without it pods that name it in envFrom do not start' : '';
  return { reason: `kubectl apply leaves it, while ./cluster.sh apply, Helm and Argo CD delete it${restarted}`, steps: [`kubectl delete ${kind.toLowerCase()} ${name} -n ${namespace}`] };
}

/** Workloads that leave a rolling update whose settings nobody declared, and the command that does. */
function completed(changes: readonly ObjectChange[], kind: string, field: string, type: string): { readonly key: string; readonly from: string | undefined; readonly command: string }[] {
  return changes.flatMap(({ key, before, after }) => {
    const from = valueAt(before, ['spec', field, 'type']) as string | undefined;
    const isOther = before?.kind === kind && valueAt(after, ['spec', field, 'type']) === type && ['RollingUpdate', undefined].includes(from);
    if (!isOther || valueAt(before, ['spec', field, 'rollingUpdate']) !== undefined) return [];
    const patch = JSON.stringify({ spec: { [field]: { type, rollingUpdate: null } } });
    return [{ key, from, command: `kubectl patch ${kind.toLowerCase()} ${before.metadata.name} -n ${before.metadata.namespace} -p '${patch}'` }];
  });
}

/** Services that were headless and are to have an address, with their new type if it is another than ClusterIP, and what makes them anew. */
function noLongerHeadless(changes: readonly ObjectChange[]): { readonly key: string; readonly type: string | undefined; readonly steps: readonly string[] }[] {
  return changes.flatMap(({ key, before, after, fields }) => {
    if (before?.kind !== 'Service' || !after || !fields.some(({ path, from, to }) => path === 'spec.clusterIP' && from === 'None' && to === undefined)) return [];
    const type = ['NodePort', 'LoadBalancer'].find((one) => one === valueAt(after, ['spec', 'type']));
    return [{ key, type, steps: [`kubectl delete service ${before.metadata.name} -n ${before.metadata.namespace}`, 'apply'] }];
  });
}

const storage = (changes: readonly ObjectChange[]): { readonly key: string; readonly fields: readonly Field[] }[] =>
  changes.flatMap(({ key, before, after, fields }) => {
    const own = before && after?.kind === 'StatefulSet' ? fields.filter(({ path }) => isWithin(path, claims)) : [];
    return own.length > 0 ? [{ key, fields: own }] : [];
  });

const isGrowth = (fields: readonly Field[]): boolean =>
  fields.every(({ path, from, to }) => path.endsWith('.resources.requests.storage') && (unitsOf(to) ?? 0n) > (unitsOf(from) ?? 0n));

const sizes = (fields: readonly Field[]): string => listed(fields.map(({ path, from, to }) => `${path.slice(claims.length).replace(/^(\[[^\]]*\])?\.?(spec\.)?(resources\.requests\.)?/, '')} ${printed(from)} → ${printed(to)}`));

/** The change of versions, if it is of feature releases and so far. */
function releases(before: Side, after: Side, isSo: (distance: number) => boolean): string[] {
  const [old, fresh] = [releaseOf(before.image), releaseOf(after.image)];
  return isSame(before, after) && old && fresh && old.ordinal !== fresh.ordinal && isSo(fresh.ordinal - old.ordinal) ? [`${old.version} → ${fresh.version}`] : [];
}
