import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../diff/object';
import type { Fields } from '../kubernetes/merge';
import { parse } from 'yaml';
import { clientConnections, Environment } from '../clients/environment';
import { flavours } from '../clients/flavours';
import { wholeConfig } from '../redpanda/broker-config';
import { listeners } from '../redpanda/listener';
import { goesOutside, httpsPort } from '../redpanda/tiered-storage';
import { ownAnnotations } from '../values/own-annotation';
import { valuesAround } from '../values/section';
import type { Client, Peer } from '../values/types';
import { brokerContainer } from './brokers';
import { readJobs } from './jobs';
import { readConsumer, readMonitoring } from './monitoring';
import { withRights } from './rights';
import { at, fields, isLive, items, ownAnnotationsOf, podOf, textAt, textOf, variablesOf } from './object';
import type { Output } from './output';
import { Reading } from './reading';

/** Whether a StatefulSet is one of ours. */
export const isOurs = ({ metadata }: KubeObject): boolean => metadata.annotations?.['redpanda.io/package'] !== undefined;

/** What only an output of ours says. */
export function readOwn(set: KubeObject, objects: readonly KubeObject[], namespace: string, config: Fields, reading: Reading): void {
  const { name } = set.metadata;
  const container = brokerContainer(set)!;
  const output: Output = {
    ...{ name, namespace, container, config, reading, variables: variablesOf(container) },
    find: (kind, wanted) => objects.find((object) => object.kind === kind && object.metadata.name === wanted && (object.metadata.namespace ?? namespace) === namespace),
    all: (kind) => objects.filter((object) => object.kind === kind),
  };
  if (isLive(set)) reading.note('createNamespace is false, here and for clients, because Namespaces are not read from the cluster');
  reading.carry('createNamespace', objects.some((object) => object.kind === 'Namespace' && object.metadata.name === namespace));
  readStart(output);
  readTls(output, podOf(set));
  readSasl(output, podOf(set));
  readExternal(output);
  readConsoleConfig(output);
  readJobs(output);
  readStorage(output, podOf(set));
  readPolicies(output);
  readMonitoring(output);
  readClients(output);
}

function readStart({ container, config, reading }: Output): void {
  const added = without(config, { ...wholeConfig, redpanda: { ...wholeConfig.redpanda, seed_servers: 0 }, schema_registry_client: { ...wholeConfig.schema_registry_client, brokers: 0 } });
  if (Object.keys(added).length > 0) reading.carry('broker.config', added);
  const flags = (container['args'] ?? []) as readonly string[];
  const level = flags.map((flag) => /^--default-log-level=(.*)/.exec(flag)?.[1]).find(Boolean);
  const extra = flags.filter((flag) => !flag.startsWith('--default-log-level='));
  if (level !== undefined) reading.carry('broker.logLevel', level);
  if (extra.length > 0) reading.carry('broker.extraArgs', extra);
  if (items(container['env']).some((variable) => variable['name'] === 'RACK')) reading.carry('broker.rackAwareness', true);
}

/** The fields of two levels that are not among others. */
function without(map: Fields, known: Fields): Fields {
  const left = Object.entries(map).map(([key, value]) => [key, Object.fromEntries(Object.entries(fields(value)).filter(([inner]) => !(inner in fields(known[key]))))] as const);
  return Object.fromEntries(left.filter(([, value]) => Object.keys(value).length > 0));
}

const secretOf = (pod: Fields, volume: string): string => textAt(items(pod['volumes']).find((one) => one['name'] === volume), 'secret.secretName');

function readTls({ name, config, find, variables, reading }: Output, pod: Fields): void {
  const kafka = items(at(config, 'redpanda.kafka_api'));
  if (kafka.some((listener) => listener['name'] === 'plaintext')) {
    // Whoever has the choice connects to it where it is used.
    const isUsed = (variables['RPK_BROKERS'] ?? '').endsWith(`:${listeners.plainKafka.port}`);
    reading.carry('tls.plaintext', isUsed ? 'used' : 'open');
  }
  const secret = secretOf(pod, 'tls');
  if (secret === '') return;
  const certificate = find('Certificate', `${name}-broker`);
  reading.carry('tls.mode', certificate ? 'cert-manager' : 'secret');
  if (!certificate || secret !== `${name}-tls`) reading.carry('tls.secretName', secret);
  const kafkaTls = items(at(config, 'redpanda.kafka_api_tls'));
  const speaks = { kafka: kafkaTls.some((one) => one['name'] === 'internal'), external: kafkaTls.some((one) => one['name'] === 'external'), 'schema-registry': at(config, 'schema_registry.schema_registry_api_tls'), admin: at(config, 'redpanda.admin_api_tls'), rpc: at(config, 'redpanda.rpc_server_tls') };
  reading.carry('tls.listeners', Object.entries(speaks).flatMap(([listener, tls]) => (tls === undefined || tls === false ? [] : [listener])));
  const external = secretOf(pod, 'external-tls');
  if (external !== '' && !(certificate && external === `${name}-external-tls`)) reading.carry('tls.externalSecretName', external);
  if (kafkaTls.some((one) => one['require_client_auth'] === true)) reading.carry('tls.externalClientAuth', true);
  const issuer = textAt(certificate, 'spec.issuerRef.name');
  if (certificate && issuer !== `${name}-ca`) reading.carry('tls.issuerRef', { name: issuer, kind: textAt(certificate, 'spec.issuerRef.kind') });
}

function readSasl({ variables, reading }: Output, pod: Fields): void {
  const { SUPERUSER, SASL_MECHANISM } = variables;
  if (SUPERUSER === undefined) return;
  reading.carry('sasl', { enabled: true, mechanism: SASL_MECHANISM, superuser: { name: SUPERUSER, secretName: secretOf(pod, 'superuser') } });
}

function readExternal({ name, variables, find, reading, config }: Output): void {
  const service = find('Service', `${name}-external-0`);
  const { EXTERNAL_HOST = '', EXTERNAL_PORT } = variables;
  const dns = (at(find('Certificate', `${name}-broker`), 'spec.dnsNames') ?? []) as string[];
  const wildcard = dns.filter((one) => one.startsWith('*.')).map((one) => one.slice(2)).find((one) => one !== variables['BROKER_DOMAIN']);
  const domain = EXTERNAL_HOST.startsWith('$(POD_NAME).') ? EXTERNAL_HOST.slice('$(POD_NAME).'.length) : wildcard;
  if (domain !== undefined) reading.carry('broker.external.domain', domain);
  const type = textAt(service, 'spec.type');
  if (type !== 'LoadBalancer' && EXTERNAL_PORT !== undefined) reading.carry('broker.external.port', Number(EXTERNAL_PORT));
  if (!service) return;
  const annotations = Object.fromEntries(Object.entries(ownAnnotationsOf(service)).filter(([key]) => key !== ownAnnotations.hostname));
  const policy = find('NetworkPolicy', `${name}-external`);
  const admitted = policy ? items(at(policy, 'spec.ingress')).flatMap(({ from }) => items(from).map((peer) => textAt(peer, 'ipBlock.cidr'))) : type === 'LoadBalancer' ? (at(service, 'spec.loadBalancerSourceRanges') ?? []) : undefined;
  reading.carry('broker.external.type', type);
  if (Object.keys(annotations).length > 0) reading.carry('broker.external.annotations', annotations);
  if (admitted !== undefined) reading.carry('broker.external.allowedCidrs', admitted);
  if (JSON.stringify(config).includes('mtls_identity') === false) reading.carry('broker.external.insecure', true);
}

/** Keys of Console's file that are set here. */
const consoleKeys: Fields = {
  kafka: { brokers: 0, tls: 0, sasl: 0, startup: { maxRetries: 0 } },
  schemaRegistry: 0,
  redpanda: { adminApi: { enabled: 0, urls: 0, tls: 0, authentication: 0 } },
  server: { listenPort: 0, basePath: 0 },
  analytics: 0,
};

function readConsoleConfig({ name, find, reading }: Output): void {
  const file = fields(parse(textOf(find('ConfigMap', `${name}-console`), 'config.yaml') || '{}'));
  const added = beside(file, consoleKeys);
  if (Object.keys(added).length > 0) reading.carry('console.config', added);
  const basePath = textAt(file, 'server.basePath');
  if (basePath !== '') reading.carry('console.basePath', basePath);
  const route = find('HTTPRoute', `${name}-console`);
  if (route) reading.carry('console.route', { enabled: true, parentRefs: at(route, 'spec.parentRefs'), hostnames: at(route, 'spec.hostnames') ?? [] });
}

/** What of a map is not among the keys that are known. */
function beside(map: Fields, known: Fields): Fields {
  const left = Object.entries(map).flatMap(([key, value]): [string, unknown][] => {
    if (!(key in known)) return [[key, value]];
    const inner = known[key] === 0 ? {} : beside(fields(value), fields(known[key]));
    return Object.keys(inner).length > 0 ? [[key, inner]] : [];
  });
  return Object.fromEntries(left);
}

function readStorage({ name, find, reading }: Output, pod: Fields): void {
  const secret = secretOf(pod, 'storage');
  if (secret !== '') reading.carry('tieredStorage.secretName', secret);
  const account = find('ServiceAccount', `${name}-storage`);
  if (account && Object.keys(ownAnnotationsOf(account)).length > 0) reading.carry('tieredStorage.serviceAccountAnnotations', ownAnnotationsOf(account));
}

const peerOf = (peer: Fields): Peer => {
  const cidr = textAt(peer, 'ipBlock.cidr');
  if (cidr !== '') return { cidr };
  return { namespace: namespaceOf(peer), ...podsOf(peer) };
};
const namespaceOf = (peer: Fields): string => (fields(at(peer, 'namespaceSelector.matchLabels')) as Readonly<Record<string, string>>)['kubernetes.io/metadata.name'] ?? '';
const podsOf = (peer: Fields) => {
  const labels = fields(at(peer, 'podSelector.matchLabels'));
  return Object.keys(labels).length > 0 ? { podSelector: labels as Readonly<Record<string, string>> } : {};
};

/** Rules that name others than the pods of the platform. */
const othersIn = (policy: KubeObject | undefined): Peer[] => othersOf(items(at(policy, 'spec.ingress')));
const othersOf = (rules: readonly Fields[]): Peer[] =>
  rules.flatMap(({ from }) => items(from).filter((peer) => peer['ipBlock'] !== undefined || peer['namespaceSelector'] !== undefined).map(peerOf));

/** The rules without the last one, where that admits who reads the metrics. */
const withoutMonitoring = (rules: readonly Fields[], monitoring: readonly Peer[]): readonly Fields[] =>
  monitoring.length > 0 && isDeepStrictEqual(othersOf(rules.slice(-1)), monitoring) ? rules.slice(0, -1) : rules;

function readPolicies({ name, find, reading }: Output): void {
  const brokers = find('NetworkPolicy', `${name}-brokers`);
  const console = find('NetworkPolicy', `${name}-console`);
  reading.carry('networkPolicy.enabled', brokers !== undefined);
  if (!brokers) return;
  const monitoring = othersIn(brokers);
  reading.carry('networkPolicy.monitoring', monitoring);
  if (console) reading.carry('networkPolicy.ingress', othersOf(withoutMonitoring(items(at(console, 'spec.ingress')), monitoring)));
  const [dns = {}, ...egress] = items(at(brokers, 'spec.egress'));
  if (goesOutside(valuesAround(reading.document)) === true) reading.carry('networkPolicy.egressCidrs', egress.filter(({ ports }) => items(ports).some(({ port }) => port === httpsPort)).flatMap(({ to }) => items(to).map((peer) => textAt(peer, 'ipBlock.cidr')).filter(Boolean)));
  if (dns['to'] !== undefined) reading.carry('networkPolicy.dns', items(dns['to']).map(peerOf));
}

function readClients(output: Output): void {
  const { name, namespace, all, reading } = output;
  const maps = all('ConfigMap').filter(({ metadata: { labels = {} } }) => labels['app.kubernetes.io/component'] === 'client' && labels['app.kubernetes.io/instance'] === name && (labels['redpanda.io/cluster-namespace'] ?? namespace) === namespace);
  const clients = withRights(maps.map((map) => clientOf(map, output)), output);
  if (clients.length > 0) reading.carry('clients', clients);
  const declared = (client: string | undefined) => client === undefined || clients.some((one) => one.name === client);
  const unread = all('NetworkPolicy').filter(({ metadata }) => metadata.labels?.['redpanda.io/cluster-namespace'] === namespace).flatMap(({ metadata }) => new RegExp(`^${name}-allow-(.*)$`).exec(metadata.name)?.[1] ?? []).filter((client) => !declared(client));
  if (unread.length > 0) reading.note(`clients: ${unread.join(', ')} may connect, and cannot be declared here, because the ConfigMap in another namespace was not read`);
  const secret = maps.map((map) => /^KAFKA_SSL_CA_PEM: key \S+ of Secret (.*)$/m.exec(map.metadata.annotations?.['redpanda.io/other-variables'] ?? '')?.[1]).find(Boolean);
  if (secret !== undefined && secret !== `${name}-ca`) reading.carry('tls.caSecretName', secret);
}

function clientOf(map: KubeObject, output: Output): Client {
  const { name: cluster, find, all, reading } = output;
  const name = map.metadata.name.slice(cluster.length + 1, -'-env'.length);
  const namespace = map.metadata.namespace ?? '';
  const data = fields(map['data']) as Readonly<Record<string, string>>;
  const others = map.metadata.annotations?.['redpanda.io/other-variables'] ?? '';
  const [allowed] = items(at(find('NetworkPolicy', `${cluster}-allow-${name}`), 'spec.ingress')).flatMap(({ from }) => items(from));
  const group = data['KAFKA_GROUP_ID'] ?? data['SPRING_KAFKA_CONSUMER_GROUP_ID'];
  const user = data['KAFKA_SASL_USERNAME'];
  const secretName = /^KAFKA_SASL_PASSWORD: key \S+ of Secret (.*)$/m.exec(others)?.[1];
  const client: Client = {
    name,
    namespace,
    ...(all('Namespace').some(({ metadata }) => metadata.name === namespace) && { createNamespace: true }),
    ...(allowed && podsOf(allowed)),
    ...(group !== undefined && group !== name && { consumerGroup: group }),
    ...readConsumer(output, name),
    ...(data['KAFKA_SCHEMA_REGISTRY_URL'] === undefined && { schemaRegistry: false }),
    ...(user !== undefined && user !== name && { user }),
    ...secretOfClient(secretName, name, output),
    ...(all('NetworkPolicy').some(({ metadata }) => metadata.name === `${cluster}-egress-${name}` && metadata.namespace === namespace) && { egressPolicy: true }),
  };
  return { ...client, ...flavourOf(client, map, reading) };
}

/** A client's Secret does not show as long as clients do not log in, but the values want one where there are logins. */
function secretOfClient(secretName: string | undefined, client: string, { name, variables, reading }: Output): Pick<Client, 'secretName'> {
  if (secretName !== undefined || variables['SUPERUSER'] === undefined) return secretName === undefined ? {} : { secretName };
  const guess = `${name}-${client}`;
  reading.note(`clients: the Secret of ${client} is a guess (${guess}), because clients do not log in yet`);
  return { secretName: guess };
}

/** Variables tell the flavour. Where those of two are the same, the hash of all that they are made of does. */
function flavourOf(client: Client, { data, metadata }: KubeObject, reading: Reading): Pick<Client, 'flavour'> {
  const values = valuesAround(reading.document);
  const names = Object.keys(fields(data)).sort().join();
  const fitting = (Object.keys(flavours) as (keyof typeof flavours)[]).flatMap((flavour) => {
    const environment = new Environment(values, { ...client, flavour }, clientConnections(values));
    const own = Object.entries(environment.data).filter(([, value]) => value !== undefined);
    return own.map(([key]) => key).sort().join() === names ? [{ flavour, hash: environment.hash }] : [];
  });
  const hash = metadata.annotations?.['redpanda.io/content-hash'];
  const found = fitting.find((one) => one.hash === hash) ?? fitting[0];
  return found && found.flavour !== 'generic' ? { flavour: found.flavour } : {};
}
