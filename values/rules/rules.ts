import { absent, and, concat, dig, each, endsWith, eq, gt, hasKey, Input, lt, not, operator, or, orElse, OrExpr, plus, present, text, times, when } from '../../template';
import { ownAnnotations, ownLabels } from '../own-annotation';
import { fromRegistry, isTooLong } from '../schema/image';
import { secretName } from '../schema/pull-secret';
import { flagName } from '../schema/start-flag';
import type { Peer, Resources, Topic, Values } from '../types';
import { aclRules } from './acls';
import { withDeclared } from './declared';
import { Findings, SymbolicPath, says } from './finding';
import { IsKnown } from './keys';
import { patchRules } from './patches';
import { cores, mebibytes, millicores } from './quantity';
import { quotaRules } from './quotas';
import { eachRepeated } from './repeated';
import { enoughForDefaults, licences, objectStore } from './settings';
import { schemaRules } from './schemas';
import { certificateSource, clientCertificates, clientLogins, externalNames, openListener, superuserLogin } from './security';
import { prunedUsers, superuserIsNone, uniqueUsers, usersLogIn } from './users';

/** A rule between values: on which condition which value breaks it, and what is said then. */
type Rule = (values: Input<Values>) => readonly Findings[];

/** What must hold between values. Plain synthesis refuses what breaks it; the chart carries the sentences as guards. */
export function rules(values: Input<Values>): readonly Findings[] {
  return allRules.flatMap((rule) => rule(values));
}

const enoughBrokers: Rule = ({ topics, broker }) =>
  each(topics, ({ replicationFactor }, index) => {
    const factor = orElse(replicationFactor, 1);
    return when(
      gt(factor, broker.replicas),
      says`${['topics', index, 'replicationFactor']} (${factor}) must not exceed ${['broker', 'replicas']} (${broker.replicas}): each replica needs its own broker`,
    );
  });

const uniqueTopics: Rule = ({ topics }) =>
  eachRepeated({ list: topics, memory: 'topicNames', key: ({ name }) => name }, ({ name }, index, repeated) =>
    when(repeated, says`${['topics', index, 'name']} (${name}) must not be declared twice: it is not clear which one should win`),
  );

const prunedTopics: Rule = ({ topics, prune }) =>
  withDeclared(topics, (isDeclared) =>
    each(prune.topics, (name, index) =>
      when(isDeclared(name as Input<string>), says`${['prune', 'topics', index]} (${name as Input<string>}) must not be one of the topics: what is declared is not deleted`),
    ),
  );

const uniqueClients: Rule = ({ clients }) =>
  eachRepeated({ list: clients, memory: 'clientNames', key: ({ name }) => name }, ({ name }, index, repeated) =>
    when(repeated, says`${['clients', index, 'name']} (${name}) must not be declared twice: the objects of a client are named after it`),
  );

const uniqueSecrets: Rule = ({ imagePullSecrets, global }) =>
  eachRepeated({ list: concat(imagePullSecrets, global.imagePullSecrets), memory: 'pullSecrets', key: (secret) => secretName(secret as Input<string>) }, (secret, _, repeated) =>
    when(
      repeated,
      says`${['imagePullSecrets']} must not name ${secretName(secret as Input<string>)} twice, here or in ${['global', 'imagePullSecrets']}: a pod's list with a name twice is refused by a server-side apply`,
    ),
  );

const pinnedImages: Rule = ({ broker, console }) => [pinned(['broker', 'image'], broker.image), pinned(['console', 'image'], console.image)];

const pinned = (path: SymbolicPath, image: OrExpr<string>): Findings =>
  when(endsWith(image, ':latest'), says`${path} (${image}) must not have the tag latest: an image that is not pinned changes on its own`);

const mirroredImages: Rule = ({ global, broker, console }) => [
  mirrored(['broker', 'image'], broker.image, global.imageRegistry),
  mirrored(['console', 'image'], console.image, global.imageRegistry),
];

const mirrored = (path: SymbolicPath, image: OrExpr<string>, registry: OrExpr<string>): Findings =>
  when(
    and(present(registry), isTooLong(fromRegistry(image, registry))),
    says`${['global', 'imageRegistry']} (${registry}) must leave room for ${path} (${image}): no registry holds a REPOSITORY of more than 255 characters`,
  );

const requestsWithinLimits: Rule = ({ broker, console }) => [
  ...within(['broker', 'resources'], broker.resources),
  ...within(['console', 'resources'], console.resources),
];

const within = (path: SymbolicPath, { requests, limits }: Input<Resources>): Findings[] => [
  when(gt(millicores(requests.cpu), millicores(limits.cpu)), exceeding(path, 'cpu', requests.cpu, limits.cpu)),
  when(gt(mebibytes(requests.memory), mebibytes(limits.memory)), exceeding(path, 'memory', requests.memory, limits.memory)),
];

const exceeding = (path: SymbolicPath, resource: string, request: OrExpr<string | number>, limit: OrExpr<string | number>) =>
  says`${[...path, 'requests', resource]} (${request}) must not exceed ${[...path, 'limits', resource]} (${limit}): Kubernetes refuses a request above the limit`;

/** Redpanda's own check at start; in tenths, because integers have no fractions. */
const memoryPerCore: Rule = ({ broker: { resources } }) => {
  const { cpu, memory } = resources.requests;
  const used = cores(cpu);
  return [
    when(
      lt(times(mebibytes(memory), 9), times(used, 10 * 1024)),
      says`${['broker', 'resources', 'requests', 'memory']} (${memory}) must be at least 1138Mi for each core (${used}): a broker is given 90 % of it, and refuses to start with less than 1 GiB for each core`,
    ),
  ];
};

/** Of two, rpk would take the last and say nothing. */
const uniqueFlags: Rule = ({ broker }) =>
  eachRepeated({ list: broker.extraArgs, memory: 'startFlags', key: (flag) => flagName(flag as Input<string>) }, (flag, index, repeated) =>
    when(repeated, says`${['broker', 'extraArgs', index]} (${flag as Input<string>}) must not be given twice: rpk takes the last of them`),
  );

const enoughForSchemas: Rule = ({ broker }) => {
  const factor = dig(broker.config, ['schema_registry', 'schema_registry_replication_factor'], 1);
  return [
    when(
      gt(factor, broker.replicas),
      says`${['broker', 'config', 'schema_registry', 'schema_registry_replication_factor']} (${factor}) must not exceed ${['broker', 'replicas']} (${broker.replicas}): each replica needs its own broker`,
    ),
  ];
};

/** What Console looks for at its start, and ends without. */
const consoleSources: Rule = ({ console: { config } }) => [
  needed(config, ['console', 'topicDocumentation', 'enabled'], [['console', 'topicDocumentation', 'git', 'enabled']]),
  needed(config, ['console', 'topicDocumentation', 'git', 'enabled'], [['console', 'topicDocumentation', 'git', 'repository', 'url']]),
  needed(config, ['serde', 'protobuf', 'enabled'], ['git', 'fileSystem', 'bufSchemaRegistry'].map((source) => ['serde', 'protobuf', source, 'enabled'])),
  needed(config, ['serde', 'protobuf', 'git', 'enabled'], [['serde', 'protobuf', 'git', 'repository', 'url']]),
  needed(config, ['serde', 'protobuf', 'git', 'enabled'], [['serde', 'protobuf', 'mappings']]),
  needed(config, ['serde', 'protobuf', 'fileSystem', 'enabled'], [['serde', 'protobuf', 'mappings']]),
  needed(config, ['serde', 'protobuf', 'bufSchemaRegistry', 'enabled'], [['serde', 'protobuf', 'bufSchemaRegistry', 'url']]),
];

/** A flag, and what must be there (or true) where it is true. */
const needed = (config: object, flag: readonly string[], oneOf: readonly (readonly string[])[]): Findings => {
  const paths = oneOf.map((path) => ['console', 'config', ...path]);
  const isThere = (path: readonly string[]) => (path.at(-1) === 'enabled' ? dig(config, path, false) : present(dig(config, path, '')));
  return when(
    and(dig(config, flag, false), ...oneOf.map((path) => not(isThere(path)))),
    says`${paths} ${paths[0]?.at(-1) === 'enabled' ? 'must be true' : 'is required'} where ${['console', 'config', ...flag]} is true: Console ends at its start otherwise`,
  );
};

const nodePorts: Rule = ({ broker: { external, replicas } }) => [
  when(
    and(eq(external.type, 'NodePort'), or(lt(external.port, 30000), gt(plus(external.port, replicas), 32768))),
    says`${['broker', 'external', 'port']} (${external.port}) must keep the ports of all brokers (${replicas}) within 30000 to 32767: Kubernetes has no other node ports`,
  ),
];

const loadBalancerDomain: Rule = ({ broker: { external } }) => [
  when(
    and(eq(external.type, 'LoadBalancer'), absent(external.domain)),
    says`${['broker', 'external', 'domain']} is required for the type LoadBalancer: brokers advertise names, because their addresses are not known in advance`,
  ),
];

const declaredTopics: Rule = ({ topics, clients, monitoring }) =>
  withDeclared<Findings>(topics, (isDeclared) => [
    ...each(clients, ({ consumes, produces }, client) => [
      ...undeclared(consumes, ['clients', client, 'consumes'], isDeclared),
      ...undeclared(produces, ['clients', client, 'produces'], isDeclared),
    ]),
    ...undeclared(monitoring.steadyTopics, ['monitoring', 'steadyTopics'], isDeclared),
  ]);

const undeclared = (names: Input<readonly string[] | undefined>, path: SymbolicPath, isDeclared: IsKnown): Findings[] =>
  each((names ?? []) as readonly string[], (name, index) =>
    when(
      not(or(endsWith(name, '*'), isDeclared(name))),
      says`${[...path, index]} (${name}) must be one of the topics, or a prefix such as orders-*: nobody creates this topic`,
    ),
  );

/** It would be two Services of one name. */
const ownServiceName: Rule = ({ name, adopted: { serviceName } }) => [
  when(
    or(...['external', 'console', 'clients'].map((suffix) => eq(serviceName, text`${name}-${suffix}`))),
    says`${['adopted', 'serviceName']} (${serviceName}) must not be the name of another Service of the cluster: these are NAME-external, NAME-console and NAME-clients`,
  ),
];

const ingressHosts: Rule = ({ console: { enabled, ingress } }) => [
  when(and(enabled, ingress.enabled, absent(ingress.hosts)), says`${['console', 'ingress', 'hosts']} is required for an Ingress: without one it would answer for the names of others`),
];

/** Nobody may believe in a login that is not there. */
const knownController: Rule = ({ console: { ingress } }) => [
  when(
    and(present(ingress.basicAuthSecretName), eq(ingress.controller, '')),
    says`${['console', 'ingress', 'basicAuthSecretName']} (${ingress.basicAuthSecretName}) must be empty unless ${['console', 'ingress', 'controller']} is ingress-nginx or traefik: others would ignore it, and ask nobody for a password`,
  ),
];

const knownGateways: Rule = ({ console: { enabled, route } }) => [
  when(and(enabled, route.enabled, absent(route.parentRefs)), says`${['console', 'route', 'parentRefs']} must name a Gateway where ${['console', 'route', 'enabled']} is true: nobody serves the route otherwise`),
  ...eachRepeated(
    { list: route.parentRefs, memory: 'parentRefs', key: ({ name, namespace, sectionName }) => text`${orElse(namespace, '')} ${name} ${orElse(sectionName, '')}` },
    ({ name }, index, repeated) => when(repeated, says`${['console', 'route', 'parentRefs', index, 'name']} (${name}) must not be there twice: the Gateway API refuses it`),
  ),
  ...each(
    route.parentRefs,
    (whole) =>
      each(
        route.parentRefs,
        (part, index) =>
          when(
            and(absent(whole.sectionName ?? ''), present(part.sectionName ?? ''), eq(part.name, whole.name), eq(orElse(part.namespace, ''), orElse(whole.namespace, ''))),
            says`${['console', 'route', 'parentRefs', index, 'sectionName']} (${orElse(part.sectionName, '')}) must not stand beside the same Gateway without one: the Gateway API refuses it`,
          ),
        'part',
      ),
    'whole',
  ),
];

const namedPeers: Rule = ({ networkPolicy: { ingress, monitoring, dns } }) => [
  ...named(['networkPolicy', 'ingress'], ingress),
  ...named(['networkPolicy', 'monitoring'], monitoring),
  ...named(['networkPolicy', 'dns'], dns),
];

const named = (path: SymbolicPath, peers: Input<readonly Peer[]>): Findings[] =>
  each(
    peers,
    ({ namespace, podSelector, cidr }, index) => {
      const [hasNamespace, hasCidr] = [present(namespace ?? ''), present(cidr ?? '')];
      return [
        when(not(or(hasNamespace, hasCidr)), says`${[...path, index]} must have a namespace or a cidr: it names nobody otherwise`),
        when(and(hasNamespace, hasCidr), says`${[...path, index, 'cidr']} must not stand beside a namespace: pods and addresses are separate items`),
        when(
          and(present(podSelector ?? {}), not(hasNamespace), hasCidr),
          says`${[...path, index, 'podSelector']} must not stand beside a cidr: labels choose among the pods of a namespace`,
        ),
      ];
    },
    'peer',
  );

/** A key twice in one map is no YAML, and which of the two would win is no rule to rely on. */
const labelsOfUsers: Rule = ({ monitoring }) =>
  (['podMonitor', 'prometheusRule', 'dashboard'] as const).flatMap((object) =>
    ownLabels.map((label) => when(hasKey(monitoring[object].labels, label), says`${['monitoring', object, 'labels']} must not hold ${label}: every object has it already`)),
  );

const annotationsOfUsers: Rule = ({ broker: { external }, console: { ingress } }) => [
  ...Object.entries(ownAnnotations.login).flatMap(([controller, names]) =>
    Object.values(names).map((name) =>
      when(
        and(present(ingress.basicAuthSecretName), eq(ingress.controller, controller), hasKey(ingress.annotations, name)),
        says`${['console', 'ingress', 'annotations']} must not hold ${name}: basicAuthSecretName sets it`,
      ),
    ),
  ),
  when(
    and(present(external.domain), hasKey(external.annotations, ownAnnotations.hostname)),
    says`${['broker', 'external', 'annotations']} must not hold ${ownAnnotations.hostname}: domain sets it for each broker`,
  ),
];

const tolerations: Rule = ({ broker }) =>
  each(broker.tolerations, ({ key, operator: comparison, value }, index) => [
    when(
      and(absent(key ?? ''), eq(orElse<string>(comparison, 'Equal'), 'Equal')),
      says`${['broker', 'tolerations', index, 'operator']} must be Exists where no key is given: Kubernetes refuses to compare without one`,
    ),
    when(
      and(eq(orElse<string>(comparison, 'Equal'), 'Exists'), present(value ?? '')),
      says`${['broker', 'tolerations', index, 'value']} (${orElse<string>(value, '')}) must not be given with the operator Exists: Kubernetes compares no value then`,
    ),
  ]);

const compactionLags: Rule = ({ topics }) =>
  each(topics, ({ config }, index) => {
    const [min, max] = [lag(config, 'min.compaction.lag.ms', 0), lag(config, 'max.compaction.lag.ms', Number.MAX_SAFE_INTEGER)];
    return when(gt(min, max), says`${['topics', index, 'config', 'min.compaction.lag.ms']} (${min}) must not exceed max.compaction.lag.ms (${max}): brokers refuse to create such a topic`);
  });

const lag = operator(
  'integer',
  (config: Topic['config'], key: 'min.compaction.lag.ms' | 'max.compaction.lag.ms', fallback: number): number => config?.[key] ?? fallback,
  (config, key, fallback) => `int64 (default ${fallback} (get (default dict ${config}) ${key}))`,
) as (config: Input<Topic['config']>, key: string, fallback: number) => OrExpr<number>;

/** Each on its own, so that loading can ask all of them for values that the schema refuses. */
export const allRules: readonly Rule[] = [
  enoughBrokers,
  uniqueTopics,
  quotaRules,
  prunedTopics,
  uniqueClients,
  uniqueSecrets,
  pinnedImages,
  mirroredImages,
  requestsWithinLimits,
  memoryPerCore,
  uniqueFlags,
  enoughForSchemas,
  consoleSources,
  nodePorts,
  loadBalancerDomain,
  certificateSource,
  clientCertificates,
  externalNames,
  superuserLogin,
  clientLogins,
  usersLogIn,
  uniqueUsers,
  superuserIsNone,
  prunedUsers,
  openListener,
  licences,
  enoughForDefaults,
  objectStore,
  declaredTopics,
  aclRules,
  ownServiceName,
  ingressHosts,
  knownController,
  knownGateways,
  namedPeers,
  annotationsOfUsers,
  labelsOfUsers,
  tolerations,
  compactionLags,
  schemaRules,
  patchRules,
];
