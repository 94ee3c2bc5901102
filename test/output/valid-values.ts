import fc from 'fast-check';
import { operationsOf } from '../../values/schema/acl';
import type { Acl, Client, Quota, Topic, Values } from '../../values/types';
import { shapeOf } from '../../values/defaults';
import { problemsIn } from '../../values/rules/finding';
import { licences } from '../../values/rules/settings';
import { clusterProperties } from '../../values/schema/cluster-properties';
import { schema } from '../../values/schema/schema';
import { anyString, isOneLine } from '../template/hostile';
import { valuesOf } from './of-shape';
import { patches } from './valid-patches';
import { schemas } from './valid-schemas';

/** What a values file holds: any part of the values. */
export type Part<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: Part<T[K]> } : T;

const { boolean, constantFrom, integer, option, record } = fc;

const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => option(arbitrary, { nil: undefined });
/** A map of which any key may be left out, because it has a default. */
const part = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> => record(model, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Partial<T>>;

const serviceName = fc.oneof(fc.stringMatching(/^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$/), constantFrom('n', 'on', 'off', 'null', 'e0', 'a-deadbeef'));
const label = fc.oneof(serviceName, fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/), constantFrom('0', '1e3', '0x1f', '007'));
const dnsName = fc.oneof(label, fc.stringMatching(/^[a-z0-9]{1,5}(\.[a-z0-9]([-a-z0-9]{0,4}[a-z0-9])?){1,3}$/), constantFrom('0', '1.5', '1e3', '0x1f', '0.0'));
const hostName = fc.oneof(serviceName, fc.tuple(constantFrom('', '*.', '1.'), serviceName).map((both) => both.join('')));
const optionalDnsName = fc.oneof(fc.constant(''), dnsName);
const freeText = fc.oneof(anyString.filter(isOneLine), constantFrom('true', '1', '{{ .Values.name }}'));

const annotationKey = fc.stringMatching(/^([A-Za-z0-9]{1,6}(\.[A-Za-z]{2,4}){0,2}\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,8}[A-Za-z0-9])?$/);
const labelKey = fc.stringMatching(/^([a-z0-9]{1,6}(\.[a-z]{2,4}){0,2}\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,8}[A-Za-z0-9])?$/);
const labelValue = fc.oneof(fc.stringMatching(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,8}[A-Za-z0-9])?)?$/), constantFrom('true', 'no', '0777', '1e3', '12', ''));
const mapOf = (value: fc.Arbitrary<string>, key = labelKey) => fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true });
const annotations = mapOf(freeText, annotationKey);

const digest = fc.oneof(fc.stringMatching(/^@sha256:[a-f0-9]{64}$/), fc.stringMatching(/^@sha512:[a-f0-9]{128}$/));
const tag = fc.stringMatching(/^:[A-Za-z0-9_][A-Za-z0-9_.-]{0,8}$/).filter((name) => name !== ':latest');
const version = fc.oneof(tag, digest, fc.tuple(tag, digest).map((both) => both.join('')));
const repository = fc.stringMatching(/^([a-zA-Z0-9]{1,5}(\.[A-Za-z]{2,3})?(:[0-9]{4})?|localhost|\[::1\]:5000|a__b)(\/[a-z0-9]{1,5}([._-][a-z0-9]{1,3})?){1,3}$/);
const image = fc.tuple(repository, version).map((both) => both.join(''));
const registry = fc.stringMatching(/^(|localhost|\[::1\]:5000|([a-zA-Z0-9]{1,5}\.[a-z]{2,3}|mirror:5000)(:[0-9]{2,4})?(\/[a-z0-9]{1,5}){0,2})$/).filter((host) => !/:\d+:/.test(host));

const cpu = integer({ min: 1, max: 64_000 }).chain((milli) => constantFrom<(string | number)[]>(`${milli}m`, milli / 1000, ...(milli >= 1000 ? [String(milli / 1000)] : [])));
const quantity = (most: Record<string, number>) => fc.oneof(...Object.entries(most).map(([unit, max]) => integer({ min: 1, max }).map((count) => `${count}${unit}`)));
const memory = quantity({ Mi: 9_999_999, Gi: 999_999 });
const millis = (quantity: string | number) => (String(quantity).endsWith('m') ? parseInt(String(quantity), 10) : Math.round(Number(quantity) * 1000));
const mebis = (quantity: string) => parseInt(quantity, 10) * (quantity.endsWith('Gi') ? 1024 : 1);
const size = record({ cpu, memory }, { noNullPrototype: true });
/** All or nothing, because half of it may not fit the other half's defaults. */
const resources = fc.tuple(size, size).map(([a, b]) => {
  const [lessCpu, moreCpu] = millis(a.cpu) <= millis(b.cpu) ? [a.cpu, b.cpu] : [b.cpu, a.cpu];
  const [lessMemory, moreMemory] = mebis(a.memory) <= mebis(b.memory) ? [a.memory, b.memory] : [b.memory, a.memory];
  return { requests: { cpu: lessCpu, memory: lessMemory }, limits: { cpu: moreCpu, memory: moreMemory } };
});

/** A broker needs 1 GiB for each core, of nine tenths of the request. */
const brokerResources = resources.map(({ requests, limits }) => {
  const least = Math.ceil((Math.max(1, Math.floor(millis(requests.cpu) / 1000)) * 10240) / 9);
  const enough = (quantity: string) => (mebis(quantity) < least ? `${least}Mi` : quantity);
  return { requests: { ...requests, memory: enough(requests.memory) }, limits: { ...limits, memory: enough(limits.memory) } };
});

const effect = constantFrom<('NoSchedule' | 'PreferNoSchedule' | 'NoExecute')[]>('NoSchedule', 'PreferNoSchedule', 'NoExecute');
const toleration = fc.oneof(
  record({ key: labelKey, operator: fc.constant<'Equal'>('Equal'), value: labelValue, effect }, { requiredKeys: ['key'], noNullPrototype: true }),
  record({ key: labelKey, operator: fc.constant<'Exists'>('Exists'), effect }, { requiredKeys: ['operator'], noNullPrototype: true }),
);

const cidr = fc.tuple(fc.ipV4(), integer({ min: 0, max: 32 })).map((both) => both.join('/'));

const anyCidr = fc.oneof(cidr, fc.tuple(fc.ipV6().filter((address) => !address.includes('.')), integer({ min: 0, max: 128 })).map((both) => both.join('/')), constantFrom('::/0', '::1/128', 'fd00::/8'));

const peer = fc.oneof(
  record({ namespace: label, podSelector: mapOf(labelValue) }, { requiredKeys: ['namespace'], noNullPrototype: true }),
  record({ cidr: anyCidr, podSelector: fc.constant({}) }, { requiredKeys: ['cidr'], noNullPrototype: true }),
);
const peers = fc.array(peer, { maxLength: 3 });

const external = (replicas: number) =>
  fc.oneof(
    part({ type: fc.constant<'ClusterIP'>('ClusterIP'), port: integer({ min: 1024, max: 65000 }), domain: optionalDnsName }),
    record({ type: fc.constant<'NodePort'>('NodePort'), port: integer({ min: 30000, max: 32768 - replicas }), domain: optionalDnsName }, { noNullPrototype: true }),
    record({ type: fc.constant<'LoadBalancer'>('LoadBalancer'), port: integer({ min: 1024, max: 65000 }), domain: dnsName }, { noNullPrototype: true }),
  ).chain((way) => part({ annotations, allowedCidrs: fc.array(cidr, { maxLength: 3 }) }).map((more) => ({ ...way, ...more, insecure: true })));

const tls = part({
  mode: constantFrom<Values['tls']['mode'][]>('none', 'secret', 'cert-manager'),
  listeners: fc.uniqueArray(constantFrom<Values['tls']['listeners'][number][]>('kafka', 'external', 'schema-registry', 'admin', 'rpc')),
  secretName: dnsName,
  externalSecretName: optionalDnsName,
  externalClientAuth: boolean(),
  caSecretName: optionalDnsName,
  plaintext: constantFrom<Values['tls']['plaintext'][]>('none', 'open', 'used'),
  issuerRef: fc.oneof(part({ name: optionalDnsName, kind: fc.constant<'Issuer'>('Issuer') }), record({ name: dnsName, kind: fc.constant<'ClusterIssuer'>('ClusterIssuer') }, { noNullPrototype: true })),
})
  .map((some) => (some.mode === 'secret' ? { secretName: 'tls', ...some, ...(some.externalClientAuth === true && { externalSecretName: some.externalSecretName || 'external' }) } : some))
  .map((some) => (some.externalSecretName !== undefined && some.externalSecretName === some.secretName ? { ...some, externalSecretName: `${some.externalSecretName}.external` } : some));

const userName = fc.stringMatching(/^[A-Za-z0-9._-]{1,8}$/).filter((name) => !/^\.{1,2}$/.test(name));

/** The superuser is none of the clients. */
const sasl = part({
  enabled: boolean(),
  mechanism: constantFrom<Values['sasl']['mechanism'][]>('SCRAM-SHA-256', 'SCRAM-SHA-512'),
}).chain((some) => record({ name: userName.map((name) => `Super-${name}`), secretName: dnsName }, { requiredKeys: ['secretName'], noNullPrototype: true }).map((superuser) => ({ ...some, superuser })));

/** An object store, with credentials from a Secret or from the cloud. */
const store = fc.oneof(
  record({ cloud_storage_bucket: dnsName, cloud_storage_region: dnsName, cloud_storage_credentials_source: constantFrom('config_file', 'sts', 'aws_instance_metadata', 'gcp_instance_metadata'), cloud_storage_api_endpoint_port: constantFrom(443, 9000) }, { noNullPrototype: true }),
  record({ cloud_storage_azure_container: dnsName, cloud_storage_azure_storage_account: dnsName, cloud_storage_credentials_source: constantFrom('config_file', 'azure_aks_oidc_federation', 'azure_vm_instance_metadata') }, { noNullPrototype: true }),
).map((more) => ({ cloud_storage_enabled: true, ...more }));

const replicationProperties = ['default_topic_replications', 'minimum_topic_replications'];

/** Some cluster properties, and the license that they need. */
const settings = (replicas: number) =>
  fc
    // Those of Azure say that the object store is Azure's, and ask for each other.
    .uniqueArray(constantFrom(...[...clusterProperties().keys()].filter((name) => !name.startsWith('cloud_storage_azure_')), ...replicationProperties), { maxLength: 6 })
    .chain((names) =>
      record(Object.fromEntries(names.map((name) => {
        const { shape, accepts } = clusterProperties().get(name)!;
        return [name, valuesOf(shape).filter((value) => accepts(value) && !(replicationProperties.includes(name) && Number(value) > replicas))];
      })), { noNullPrototype: true }),
    )
    .chain((some) => option(store, { nil: {}, freq: 2 }).chain((more) => annotations.map((serviceAccountAnnotations) => ({ cluster: { ...some, cloud_storage_enabled: false, ...more }, serviceAccountAnnotations }))))
    .chain(({ cluster, serviceAccountAnnotations }) => {
      const isHeld = cluster.cloud_storage_enabled && (cluster as Record<string, unknown>)['cloud_storage_credentials_source'] === 'config_file';
      const part = { cluster: cluster as Values['cluster'], licenseAcknowledged: false, tieredStorage: { serviceAccountAnnotations, ...(isHeld && { secretName: 'store' }) } };
      return (problemsIn(licences(part)).length > 0 ? fc.constant(true) : boolean()).map((licenseAcknowledged) => ({ ...part, licenseAcknowledged }));
    });

type BrokerConfig = Values['broker']['config'];

const anyBrokerConfig = valuesOf(shapeOf(schema.shape.broker.shape.config)) as fc.Arbitrary<BrokerConfig>;
const brokerConfig = (replicas: number) =>
  anyBrokerConfig.filter(({ schema_registry: registry }) => (registry?.schema_registry_replication_factor ?? 1) <= replicas);

const startFlags = fc.uniqueArray(
  fc.oneof(valuesOf(shapeOf(schema.shape.broker.shape.extraArgs.element)) as fc.Arbitrary<string>, constantFrom('--lock-memory', '--logger-log-level=kafka=debug:rpc=trace', '--unsafe-bypass-fsync=true', '--a={{ .Values.name }}'.replaceAll(' ', ''))),
  { maxLength: 3, selector: (flag) => flag.replace(/=.*/, '') },
);

const broker = (replicas: number) =>
  part({
    image,
    resources: brokerResources,
    storage: part({ size: quantity({ Mi: 9_999_999, Gi: 999_999, Ti: 999 }), storageClassName: optionalDnsName }),
    nodeSelector: mapOf(labelValue),
    tolerations: fc.array(toleration, { maxLength: 3 }),
    external: external(replicas),
    config: brokerConfig(replicas),
    rackAwareness: boolean(),
    logLevel: constantFrom<Values['broker']['logLevel'][]>('error', 'warn', 'info', 'debug', 'trace'),
    extraArgs: startFlags,
  }).map((rest) => ({ ...rest, replicas }));

const login = fc.oneof(
  part({ controller: constantFrom<Values['console']['ingress']['controller'][]>('', 'ingress-nginx', 'traefik'), basicAuthSecretName: fc.constant('') }),
  record({ controller: constantFrom<('ingress-nginx' | 'traefik')[]>('ingress-nginx', 'traefik'), basicAuthSecretName: optionalDnsName }, { noNullPrototype: true }),
);

const ingress = fc.oneof(
  record({ enabled: fc.constant(true), hosts: fc.array(hostName, { minLength: 1, maxLength: 3 }) }, { noNullPrototype: true }),
  part({ enabled: fc.constant(false), hosts: fc.array(hostName, { maxLength: 3 }) }),
).chain((published) => part({
  className: optionalDnsName,
  tlsSecretName: optionalDnsName,
  annotations,
}).chain((own) => login.map((more) => ({ ...published, ...own, ...more }))));

type ConsoleConfig = Values['console']['config'];

/** What Console needs to start is there wherever something is enabled. */
const consoleConfig = (valuesOf(shapeOf(schema.shape.console.shape.config)) as fc.Arbitrary<ConsoleConfig>).map((config) => {
  const repository = { url: 'https://git.example.com/a/b.git' };
  const docs = config.console?.topicDocumentation;
  const { protobuf } = config.serde ?? {};
  return {
    ...config,
    ...(config.console && { console: { ...config.console, ...(docs && { topicDocumentation: { ...docs, git: { ...docs.git, repository: { ...docs.git?.repository, ...repository }, enabled: docs.enabled ?? false } } }) } }),
    ...(config.serde && {
      serde: {
        ...config.serde,
        ...(protobuf && {
          protobuf: {
            ...protobuf,
            ...(protobuf.git && { git: { ...protobuf.git, repository: { ...protobuf.git.repository, ...repository } } }),
            bufSchemaRegistry: { ...protobuf.bufSchemaRegistry, enabled: true, url: 'https://buf.example.com' },
            mappings: [{ topicName: 'a' }, ...(protobuf.mappings ?? [])],
          },
        }),
      },
    }),
  };
});

const route = record({
  enabled: boolean(),
  parentRefs: fc.uniqueArray(record({ name: dnsName, namespace: label, sectionName: dnsName }, { requiredKeys: ['name'], noNullPrototype: true }), { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
  hostnames: fc.array(hostName, { maxLength: 3 }),
});
const basePath = fc.oneof(fc.constant('/'), fc.stringMatching(/^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,5}){1,2}$/));

const console = part({ basePath, route, enabled: boolean(), replicas: integer({ min: 1, max: 10 }), image, resources, ingress, config: consoleConfig });

const whole = (min: number, max = Number.MAX_SAFE_INTEGER) => fc.oneof(integer({ min, max }), constantFrom(...[min, max, 1_000_000, 604_800_000].filter((n) => n >= min && n <= max)));
const duration = (min: number) => whole(min, 9_223_372_036_854);
const rack = '[A-Za-z0-9._-]{1,6}';
const leaders = fc.oneof(constantFrom('none', 'racks:no'), fc.stringMatching(new RegExp(`^(ordered_)?racks:${rack}(,${rack}){0,2}$`)));
const iceberg = fc.oneof(
  constantFrom('disabled', 'key_value', 'value_schema_id_prefix', 'value_schema_latest'),
  fc.stringMatching(/^value_schema_latest:(protobuf_name=[A-Za-z0-9._]{1,6},)?subject=[A-Za-z0-9._-]{1,6}$/),
);

type Config = NonNullable<Topic['config']>;

const anyConfig: { [K in keyof Required<Config>]: fc.Arbitrary<NonNullable<Config[K]>> } = {
  'cleanup.policy': constantFrom('delete', 'compact', 'compact,delete', 'delete,compact'),
  'retention.ms': duration(-1),
  'retention.bytes': whole(-1),
  'segment.bytes': whole(1048576),
  'segment.ms': duration(-1),
  'max.message.bytes': whole(1, 104857600),
  'compression.type': constantFrom('none', 'gzip', 'snappy', 'lz4', 'zstd', 'producer'),
  'message.timestamp.type': constantFrom('CreateTime', 'LogAppendTime'),
  'message.timestamp.before.max.ms': duration(0),
  'message.timestamp.after.max.ms': duration(0),
  'delete.retention.ms': fc.oneof(fc.constant(-1), duration(1)),
  'min.cleanable.dirty.ratio': fc.oneof(fc.double({ min: 0.0001, max: 1, noNaN: true }), constantFrom(0, 0.1, 0.5, 1, 0.0001)),
  'min.compaction.lag.ms': duration(0),
  'max.compaction.lag.ms': duration(1),
  'flush.ms': duration(1),
  'flush.bytes': whole(1),
  'write.caching': boolean(),
  'retention.local.target.ms': duration(-1),
  'retention.local.target.bytes': whole(-1),
  'initial.retention.local.target.ms': duration(-1),
  'initial.retention.local.target.bytes': whole(-1),
  'redpanda.remote.read': boolean(),
  'redpanda.remote.write': boolean(),
  'redpanda.remote.delete': boolean(),
  'redpanda.storage.mode': constantFrom('local', 'tiered', 'cloud', 'unset'),
  'redpanda.leaders.preference': leaders,
  'redpanda.schema.registry.context': fc.stringMatching(/^\.[A-Za-z0-9._-]{0,8}$/),
  'redpanda.iceberg.mode': iceberg,
  'redpanda.iceberg.delete': boolean(),
  'redpanda.iceberg.invalid.record.action': constantFrom('drop', 'dlq_table'),
  'redpanda.iceberg.partition.spec': constantFrom('()', '(hour(redpanda.timestamp))', '(a, bucket(8, b.c),year(d))'),
  'redpanda.iceberg.target.lag.ms': duration(10_000),
};

/** Any of the configs, some of which go back to the broker's default, and none that contradicts another. */
const topicConfig: fc.Arbitrary<Config> = part(Object.fromEntries(Object.entries(anyConfig).map(([key, value]) => [key, option(value as fc.Arbitrary<unknown>, { nil: null, freq: 10 })]))).map(
  (config: Config) => {
    const { 'min.compaction.lag.ms': min, 'max.compaction.lag.ms': max, 'redpanda.storage.mode': mode, ...rest } = config;
    const lags = [min, max].every((lag) => typeof lag === 'number') ? [min, max].sort((a, b) => a! - b!) : [min, max];
    const withLags = { ...rest, ...(min !== undefined && { 'min.compaction.lag.ms': lags[0]! }), ...(max !== undefined && { 'max.compaction.lag.ms': lags[1]! }) };
    return { ...withLags, ...(mode !== undefined && (mode === 'unset' || mode === 'tiered' || Object.keys(rest).length === 0) && { 'redpanda.storage.mode': mode }) };
  },
);

const topic = (replicas: number): fc.Arbitrary<Topic> =>
  record(
    {
      name: fc.oneof(fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,12}$/), constantFrom('no', '0777', '1e3', '...', '..a', '-', '_', '12.50', 'orders_v1.created')),
      description: freeText.filter((line) => line !== '' && line.length <= 200),
      partitions: whole(1, 10000),
      replicationFactor: constantFrom(...([1, 3, 5, 7, 9] as const).filter((factor) => factor <= replicas)),
      config: fc.oneof(topicConfig, fc.constant({})),
    },
    { requiredKeys: ['name'], noNullPrototype: true },
  );

const groupOrTopic = fc.oneof(fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/), constantFrom('no', '0777', '1e3', '12.50', '...'));

const clients = (topics: readonly Topic[]): fc.Arbitrary<Client[]> => {
  const names = topics.map(({ name }) => name);
  // A prefix is a name that a topic could have.
  const prefix = fc.oneof(groupOrTopic.filter((beginning) => !/^\.{1,2}$/.test(beginning)).map((beginning) => `${beginning}*`), fc.constant('*'));
  const topicNames = fc.array(names.length > 0 ? fc.oneof(constantFrom(...names), prefix) : prefix, { maxLength: 3 });
  const client = record(
    {
      name: fc.oneof(label.filter((name) => /[a-z]/.test(name)), constantFrom('external', 'console', 'topics', 'brokers', 'egress')),
      namespace: fc.oneof(label, constantFrom('services', 'redpanda')),
      createNamespace: boolean(),
      podSelector: mapOf(labelValue),
      flavour: constantFrom<NonNullable<Client['flavour']>[]>('generic', 'spring', 'quarkus', 'librdkafka'),
      consumerGroup: groupOrTopic,
      consumes: topicNames,
      produces: topicNames,
      transactionalIds: fc.array(fc.oneof(groupOrTopic, groupOrTopic.map((beginning) => `${beginning}*`)), { maxLength: 2 }),
      schemaRegistry: boolean(),
      egressPolicy: boolean(),
      user: userName,
      secretName: dnsName,
    },
    { requiredKeys: ['name', 'namespace', 'secretName'], noNullPrototype: true },
  );
  return fc.uniqueArray(client, { maxLength: 4, selector: ({ name }) => name }).map(withOwnUsers);
};

const aclNames = fc.uniqueArray(fc.oneof(fc.stringMatching(/^[A-Za-z0-9_-]{1,8}\*?$/), constantFrom('no', '0777', '1e3', '*')), { minLength: 1, maxLength: 3 });
const operations = (among: readonly Acl['operations'][number][]) => fc.uniqueArray(constantFrom(...among), { minLength: 1, maxLength: 3 });
const ofTopics = record({ topics: aclNames, operations: operations(operationsOf.topics) }, { noNullPrototype: true });
const ofGroups = record({ groups: aclNames, operations: operations(operationsOf.groups) }, { noNullPrototype: true });
const ofBoth = record({ topics: aclNames, groups: aclNames, cluster: fc.constant(false), operations: operations(operationsOf.groups) }, { noNullPrototype: true });
const ofIds = record({ transactionalIds: aclNames, operations: operations(operationsOf.transactionalIds) }, { noNullPrototype: true });
const ofCluster = record({ cluster: fc.constant(true), operations: operations(operationsOf.cluster) }, { noNullPrototype: true });

/** ACLs of users that are not those of clients, so that none is said twice. */
const acls: fc.Arbitrary<Acl[]> = fc.uniqueArray(
  fc.tuple(
    fc.oneof(fc.constant('*'), userName.map((name) => `Acl-${name}`)),
    fc.oneof(ofTopics, ofGroups, ofBoth, ofIds, ofCluster),
    record({ permission: constantFrom<NonNullable<Acl['permission']>[]>('allow', 'deny'), host: fc.oneof(fc.ipV4(), constantFrom('*', '::1', 'FD00::0:1')) }, { requiredKeys: [], noNullPrototype: true }),
  ).map(([user, about, more]): Acl => ({ user, ...about, ...more })),
  { maxLength: 4, selector: ({ user }) => user },
);

/** There are ACLs where there are logins only. */
const withAcls = (values: Part<Values>): fc.Arbitrary<Part<Values>> => (values.sasl?.enabled === true ? some(acls).map((those) => ({ ...values, ...(those && { acls: those }) })) : fc.constant(values));

/** No two clients have one user. */
const withOwnUsers = (all: readonly Client[]): Client[] => all.map(({ user, ...client }, index) => ({ ...client, ...(user !== undefined && { user: `${user}.${index}` }) }));

/** Topics, their schemas, and clients that use them. */
const topicsAndClients = (replicas: number) =>
  some(fc.uniqueArray(topic(replicas), { maxLength: 5, selector: ({ name }) => name })).chain((topics) =>
    fc.tuple(some(schemas(topics ?? [])), some(clients(topics ?? []))).map(([some, those]) => ({ ...(topics && { topics }), ...(some && { schemas: some }), ...(those && { clients: those }) })),
  );

const user = record(
  { name: userName.map((name) => `User-${name}`), secretName: dnsName, secretKey: fc.stringMatching(/^[A-Za-z0-9._-]{1,8}$/), superuser: boolean(), revision: whole(1, 999_999_999) },
  { requiredKeys: ['name', 'secretName'], noNullPrototype: true },
);

/** Users where there are logins, some of them those of clients, and others that are to go. */
function withUsers(values: Part<Values>): fc.Arbitrary<Part<Values>> {
  if (values.sasl?.enabled !== true) return fc.constant(values);
  const ofClients = (values.clients ?? []).map(({ name, user: own }) => own ?? name);
  const users = fc.uniqueArray(ofClients.length > 0 ? fc.oneof(user, user.chain((one) => constantFrom(...ofClients).map((name) => ({ ...one, name })))) : user, { maxLength: 4, selector: ({ name }) => name });
  const gone = fc.array(fc.oneof(userName.map((name) => `Gone-${name}`), constantFrom('Gone a  b', 'Gone/{{ $x }}', "Gone'")), { maxLength: 2 });
  return part({ users, gone }).map(({ users: some, gone: names }) => ({ ...values, ...(some && { users: some }), ...(names && { prune: { ...values.prune, users: names } }) }));
}

const rates = part({ producerByteRate: whole(1), consumerByteRate: whole(1), controllerMutationRate: whole(1) }).map((some) => (Object.keys(some).length === 0 ? { producerByteRate: 1 } : some));
const quota: fc.Arbitrary<Quota> = fc
  .oneof(groupOrTopic.map((clientId) => ({ clientId })), groupOrTopic.map((clientIdPrefix) => ({ clientIdPrefix })), userName.map((user) => ({ user })), constantFrom<Quota[]>({ default: 'clientId' }, { default: 'user' }))
  .chain((whose: Quota) => rates.map((some) => ({ ...whose, ...some })));

/** Without logins there are no users. */
function withoutUsers({ quotas, ...values }: Part<Values>): Part<Values> {
  return { ...values, ...(quotas && { quotas: quotas.filter(({ user, default: others }) => values.sasl?.enabled === true || (user === undefined && others !== 'user')) }) };
}

/** No name may be there twice, in either of the two lists. */
const pullSecrets = (prefix: string) =>
  fc.uniqueArray(dnsName, { maxLength: 3 }).chain((names) => fc.tuple(...names.map((name) => constantFrom<Values['imagePullSecrets'][number][]>(`${prefix}${name}`, { name: `${prefix}${name}` }))));
const global = part({ imageRegistry: registry, imagePullSecrets: pullSecrets('global-'), storageClass: fc.constant('a'), anything: fc.array(freeText, { maxLength: 1 }) });

/** Selectors that meet the labels of our own, and select the pods of no other component. */
const selectorOf = (component: string) =>
  fc.oneof(
    fc.constant({}),
    fc.tuple(mapOf(labelValue), part({ app: labelValue, 'app.kubernetes.io/name': labelValue, 'app.kubernetes.io/instance': labelValue, 'app.kubernetes.io/component': labelValue })).map(([more, some]) => ({ ...more, ...some, component })),
  );

const adopted = part({
  serviceName: fc.oneof(constantFrom('', 'redpanda'), serviceName.filter((name) => !/-(external|console|clients)$/.test(name))),
  podManagementPolicy: constantFrom<Values['adopted']['podManagementPolicy'][]>('Parallel', 'OrderedReady'),
  brokerSelector: selectorOf('broker'),
  consoleSelector: selectorOf('console'),
  claimName: fc.oneof(constantFrom('datadir', '0', 'redpanda-data'), label.map((name) => `data-${name}`)),
  claimLabels: mapOf(labelValue),
  accessMode: constantFrom<Values['adopted']['accessMode'][]>('ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany'),
});

const ofOperator = part({ enabled: boolean(), labels: mapOf(labelValue) });

/** Where the external listener speaks TLS it has a domain, which certificates can be made out to, and may ask for certificates. */
function withNames({ tls, ...others }: Part<Values>): Part<Values> {
  const hasExternalTls = (tls?.mode ?? 'none') !== 'none' && (tls?.listeners ?? ['external']).includes('external');
  const values = { ...others, ...(tls && { tls: { ...tls, ...(tls.externalClientAuth === true && { externalClientAuth: hasExternalTls && others.sasl?.enabled === true }) } }) };
  const { external } = values.broker ?? {};
  if (external?.type !== 'NodePort' || !hasExternalTls || (external.domain ?? '') !== '') return values;
  return { ...values, broker: { ...values.broker, external: { ...external, domain: 'example.org' } } };
}

/** Topics that are told of when nothing comes in are declared, or begin with something. */
const withSteadyTopics = ({ monitoring, ...values }: Part<Values>): fc.Arbitrary<Part<Values>> => {
  const names = fc.oneof(constantFrom('*', 'a.b-*', 'no*', ...(values.topics ?? []).map(({ name }) => name)));
  return monitoring === undefined ? fc.constant(values) : some(fc.uniqueArray(names, { maxLength: 3 })).map((steadyTopics) => ({ ...values, monitoring: { ...monitoring, ...(steadyTopics && { steadyTopics }) } }));
};

/** Patches are aimed at Services by the names that they have unless the cluster is adopted. */
function withOwnServices({ adopted: some, ...values }: Part<Values>): Part<Values> {
  return { ...values, ...(some && { adopted: { ...some, serviceName: '' } }) };
}

/** Values files that hold any part of the values, and obey every rule. */
export const validValues: fc.Arbitrary<Part<Values>> = record({ replicas: fc.oneof(constantFrom(1, 2, 3, 5), integer({ min: 1, max: 9 })), namespace: fc.oneof(fc.constant('redpanda'), label) })
  .chain(({ replicas, namespace }) =>
    fc.tuple(
      fc.constant({ namespace }),
      part({
        createNamespace: boolean(),
        name: fc.oneof(serviceName, fc.constant('a'.repeat(30))),
        clusterDomain: dnsName,
        imagePullSecrets: pullSecrets(''),
        global,
        adopted,
        dryRun: boolean(),
        // Longer than any that is declared.
        prune: part({ subjects: fc.uniqueArray(constantFrom('no-longer/declared', 'no-longer.declared-value'), { maxLength: 2 }), quotas: fc.uniqueArray(constantFrom('client-id=no-longer-declared', 'user=no-longer-declared', 'client-id-prefix=no-longer-declared-'), { maxLength: 2 }), topics: fc.array(groupOrTopic.map((name) => `no-longer-declared-${name}`), { maxLength: 3 }) }),
        console,
        tls,
        sasl,
        networkPolicy: part({ enabled: boolean(), ingress: peers, monitoring: peers, dns: peers, egressCidrs: fc.array(anyCidr, { maxLength: 3 }) }),
        monitoring: part({ job: fc.stringMatching(/^([A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?)?$/), podMonitor: ofOperator, prometheusRule: ofOperator, thresholds: part({ diskFreePercent: integer({ min: 10, max: 90 }), latencyMs: integer({ min: 1, max: 33_554 }), lagSeconds: integer({ min: 1, max: 604_800 }), certificateDays: integer({ min: 1, max: 365 }) }), runbookUrl: constantFrom('https://git.example.com/a/runbook.md?plain=1', 'docs') }),
        argocd: part({ namespace: label, project: dnsName, repoUrl: constantFrom('https://user@git.example.com:8443/a/b.git', 'git@git.example.com:a/b.git', 'ssh://git@[::1]/a', '', 'file:///srv/git'), targetRevision: freeText.filter(Boolean), path: freeText }),
      }),
      broker(replicas).map((own) => ({ broker: own })),
      topicsAndClients(replicas),
      part({ quotas: fc.uniqueArray(quota, { maxLength: 4, selector: ({ clientId, clientIdPrefix, user, default: others }) => [clientId, clientIdPrefix, user, others].join(' ') }) }),
      fc.oneof(fc.constant({}), settings(replicas)),
    ),
  )
  .map((parts) => withoutUsers(withNames(Object.assign({}, ...parts) as Part<Values>)))
  .chain(withUsers)
  .chain(withSteadyTopics)
  .chain(withAcls)
  .chain((values) => fc.oneof({ weight: 2, arbitrary: fc.constant(values) }, patches(values.name ?? 'redpanda').map((those) => ({ ...withOwnServices(values), patches: those }))));
