import { parse, stringify } from 'yaml';
import { containersOf, KubeObject, nameOf, podOf, workloadsIn } from './objects';
import { Call, calls, covers, Secured, served } from './security';

/** A thing of a platform that can be broken, so that somebody no longer reaches what is meant or what is meant to be shut is open. */
export interface Sabotage {
  readonly title: string;
  readonly breakIt: () => void;
}

/** Properties that a value is kept in. */
type Holder = Record<string, any>;

/** Values of which each is broken in its own way. */
const ways: readonly (readonly [is: RegExp, title: string, breakIt: (text: string) => string])[] = [
  [/^https?:\/\//, 'the scheme', (text) => (text.startsWith('https') ? text.replace('https', 'http') : text.replace('http', 'https'))],
  [/:\d+$/, 'the port', (text) => text.replace(/\d+$/, (port) => String(Number(port) + 1))],
  [/\.svc\.[^:]+:\d+$/, 'the host', (text) => text.replace('.svc.', '.services.')],
  [/^\/etc\/[a-z-]+\/(ca|tls)\.(crt|key)$/, 'the file', (text) => text.replace(/\/[^/]+$/, '/other.pem')],
  [/^\/etc\/[a-z-]+\/(ca|tls)\.(crt|key)$/, 'the folder', (text) => text.replace('/etc/', '/etc/no-')],
  [/^SCRAM-SHA-/, 'the mechanism', (text) => (text.endsWith('256') ? 'SCRAM-SHA-512' : 'SCRAM-SHA-256')],
  [/^(SASL_)?(SSL|PLAINTEXT)$/, 'TLS of the protocol', (text) => (text.endsWith('SSL') ? text.replace('SSL', 'PLAINTEXT') : text.replace('PLAINTEXT', 'SSL'))],
  [/^(SASL_)?(SSL|PLAINTEXT)$/, 'SASL of the protocol', (text) => (text.startsWith('SASL_') ? text.slice(5) : `SASL_${text}`)],
];

const waysOf = (where: string, holder: Holder, key: string | number): Sabotage[] => {
  const value: unknown = holder[key];
  if (typeof value !== 'string') return [];
  return ways.filter(([is]) => is.test(value)).map(([, title, breakIt]) => ({ title: `${title} of ${where}`, breakIt: () => void (holder[key] = breakIt(value)) }));
};

const without = (where: string, holder: Holder, ...keys: string[]): Sabotage[] =>
  keys.filter((key) => holder[key] !== undefined).map((key) => ({ title: `${where} without ${key}`, breakIt: () => void delete holder[key] }));

const other = (where: string, holder: Holder | undefined, key: string, value: unknown = 'other'): Sabotage[] =>
  holder?.[key] === undefined ? [] : [{ title: `another ${key} of ${where}`, breakIt: () => void (holder[key] = value) }];

const withoutItem = (where: string, list: unknown[] | undefined, i: number): Sabotage[] => (list?.[i] === undefined ? [] : [{ title: `${where} without its item ${i}`, breakIt: () => void list.splice(i, 1) }]);

/** Variables that say nothing of security, whatever they look like. */
const passedOver = ['HOME', 'SOURCE_DIR', 'CONFIG_DIR', 'DATA_DIR', 'DATA_FOLDER', 'REPLICATION_FACTOR'];

const ofVariables = (where: string, env: Holder[]): Sabotage[] =>
  env.flatMap((variable, i) => {
    const name = variable['name'] as string;
    if (passedOver.includes(name)) return [];
    const at = `${where} ${name}`;
    const secret = variable['valueFrom']?.secretKeyRef;
    const isNeeded = /^(RPK_|SUPERUSER|SASL_|KAFKA_S|REDPANDA_|SCHEMAREGISTRY_|ADMIN_CA|TLS_FOLDERS|SPRING_KAFKA_(SECURITY|PROPERTIES_(SASL|SSL|BASIC|SCHEMA_REGISTRY_SSL)))/.test(name) && !/_URL$/.test(name);
    return [
      ...waysOf(at, variable, 'value'),
      ...other(at, secret, 'key'),
      ...(isNeeded ? withoutItem(`${where} (${name})`, env, i) : []),
      ...(/_USER$|^SUPERUSER$|_USERNAME$/.test(name) ? other(at, variable, 'value', '') : []),
      ...(/JAAS_CONFIG$/.test(name) ? [{ title: `${at} without its semicolon`, breakIt: () => void (variable['value'] = variable['value'].slice(0, -1)) }] : []),
    ];
  });

function ofPods(objects: readonly KubeObject[]): Sabotage[] {
  const used = served(objects).map(({ secret }) => secret);
  return workloadsIn(objects).flatMap((workload) =>
    containersOf(workload).flatMap((container) => {
      const { volumes = [] } = podOf(workload).spec;
      const read = JSON.stringify([container.env, workload.kind === 'Deployment' ? objects.map(({ data }) => data?.['config.yaml']) : []]);
      const mounts: KubeObject[] = container.volumeMounts ?? [];
      // One may be mounted that nobody reads, such as a CA where what the pod calls speaks plaintext.
      const isUsed = ({ name, secret }: KubeObject) => workload.kind !== 'StatefulSet' || name === 'superuser' || used.includes(secret.secretName);
      const secrets = volumes.filter(({ name, secret }: KubeObject) => secret && mounts.some((mount) => mount.name === name && read.includes(mount.mountPath)));
      const isSecret = ({ name }: KubeObject) => secrets.some((volume: KubeObject) => volume.name === name);
      return [
        ...ofVariables(nameOf(workload), container.env ?? []).filter(({ title }) => !title.includes('TLS_FOLDERS') || used.some((secret) => secret !== undefined)),
        ...(container.env ?? []).filter(({ valueFrom }: KubeObject) => valueFrom?.secretKeyRef).flatMap(({ name, valueFrom }: KubeObject) => other(`${nameOf(workload)} ${name}`, valueFrom.secretKeyRef, 'name')),
        ...volumes.flatMap((volume: KubeObject, i: number) => (secrets.includes(volume) ? withoutItem(`${nameOf(workload)} volumes (${volume.name})`, volumes, i) : [])),
        ...mounts.flatMap((mount, i) => (isSecret(mount) ? [...withoutItem(`${nameOf(workload)} mounts (${mount.name})`, mounts, i), ...other(`${nameOf(workload)} mount ${mount.name}`, mount, 'mountPath', '/etc/other')] : [])),
        ...secrets.flatMap(({ name, secret }: KubeObject) => [...(isUsed({ name, secret }) ? other(`${nameOf(workload)} volume ${name}`, secret, 'secretName') : []), ...(secret.items ? other(`${nameOf(workload)} volume ${name}`, secret.items[0], 'key') : [])]),
      ];
    }),
  );
}

/** What stands in a file of a ConfigMap. */
function ofFile(objects: readonly KubeObject[], file: string, find: (document: KubeObject) => Sabotage[]): Sabotage[] {
  const map = objects.find(({ kind, data }) => kind === 'ConfigMap' && data?.[file] !== undefined);
  if (!map) return [];
  const document = parse(map.data[file]);
  return find(document).map(({ title, breakIt }) => ({
    title: `${file}: ${title}`,
    breakIt: () => {
      breakIt();
      map.data[file] = stringify(document);
    },
  }));
}

const certificateFiles = ['cert_file', 'key_file', 'truststore_file'];
const ofTls = (where: string, tls: Holder | undefined): Sabotage[] => (tls ? [...other(where, tls, 'enabled', false), ...certificateFiles.flatMap((file) => [...waysOf(`${where}.${file}`, tls, file), ...without(where, tls, file)])] : []);

const ofBrokerFile = ({ redpanda, schema_registry: registry, schema_registry_client: client }: KubeObject): Sabotage[] => [
  ...redpanda.kafka_api.flatMap((api: KubeObject) => [
    ...other('kafka_api', api, 'name', `${api.name}s`),
    ...other('kafka_api', api, 'port', 9999),
    ...other('kafka_api', api, 'authentication_method', 'SASL'),
    ...without('kafka_api', api, 'authentication_method'),
  ]),
  ...(redpanda.kafka_api_tls ?? []).flatMap((tls: KubeObject, i: number) => [...ofTls('kafka_api_tls', tls), ...other('kafka_api_tls', tls, 'name', 'Internal'), ...without('kafka_api_tls', tls, 'require_client_auth'), ...withoutItem('kafka_api_tls', redpanda.kafka_api_tls, i)]),
  ...ofTls('admin_api_tls', redpanda.admin_api_tls?.[0]),
  ...ofTls('rpc_server_tls', redpanda.rpc_server_tls),
  ...(redpanda.rpc_server_tls ? without('rpc_server_tls', redpanda.rpc_server_tls, 'require_client_auth') : []),
  ...without('redpanda', redpanda, 'admin_api_tls', 'rpc_server_tls', 'kafka_api_tls').filter(({ title }) => redpanda.seed_servers.length > 1 || !title.endsWith('rpc_server_tls')),
  ...ofTls('schema_registry_api_tls', registry.schema_registry_api_tls?.[0]),
  ...other('schema_registry_api', registry.schema_registry_api[0], 'authentication_method', 'sasl'),
  ...without('schema_registry_api', registry.schema_registry_api[0], 'authentication_method'),
  ...other('broker_tls', client.broker_tls, 'enabled', false),
  ...(client.broker_tls ? waysOf('broker_tls.truststore_file', client.broker_tls, 'truststore_file') : []),
  ...other('seed_servers', redpanda.seed_servers[0].host, 'port', 1),
  ...other('schema_registry_client', client.brokers[0], 'port', 1),
];

const ofBootstrap = (bootstrap: KubeObject): Sabotage[] => [...without('it', bootstrap, 'superusers', 'kafka_enable_authorization', 'admin_api_require_auth', 'kafka_mtls_principal_mapping_rules'), ...other('it', bootstrap, 'superusers', ['other'])];

const ofConsole = ({ kafka, schemaRegistry, redpanda }: KubeObject): Sabotage[] => [
  ...[kafka, schemaRegistry, redpanda.adminApi].flatMap((one) => [
    ...without('it', one, 'tls', 'sasl', 'authentication'),
    ...(one.tls ? [...waysOf('caFilepath', one.tls, 'caFilepath'), ...other('tls', one.tls, 'enabled', false), ...without('tls', one.tls, 'caFilepath')] : []),
    ...other('basic', one.authentication?.basic, 'username'),
    ...['brokers', 'urls'].flatMap((key) => (one[key] ?? []).flatMap((_: unknown, i: number) => waysOf(key, one[key], i))),
  ]),
  ...other('sasl', kafka.sasl, 'username'),
  ...other('sasl', kafka.sasl, 'enabled', false),
  ...(kafka.sasl ? waysOf('sasl', kafka.sasl, 'mechanism') : []),
];

/** In both of its forms, so that it is not their difference that shows. */
function ofClients({ objects, clients }: Secured): Sabotage[] {
  return clients.flatMap(({ name, variables }) => {
    const map = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith(`-${name}-env`))!;
    const sync = () => {
      map.data = Object.fromEntries(variables.flatMap((one) => (one.valueFrom ? [] : [[one.name, one.value]])));
      const others = variables.flatMap((one) => (one.valueFrom ? [`${one.name}: key ${one.valueFrom.secretKeyRef.key} of Secret ${one.valueFrom.secretKeyRef.name}\n`] : []));
      map.metadata.annotations['redpanda.io/other-variables'] = others.join('');
    };
    // Spring and Quarkus have variables that others refer to, and those of generic programs, which they do not read.
    const isSpring = variables.some((one) => one.name.startsWith('SPRING_'));
    const isReadBySpring = (title: string) => /SPRING_|KAFKA_SASL_(USERNAME|PASSWORD)|KAFKA_SSL_CA_PEM/.test(title);
    return ofVariables(`client ${name}`, variables as unknown as Holder[])
      .filter(({ title }) => !isSpring || isReadBySpring(title))
      .map(({ title, breakIt }) => ({ title, breakIt: () => (breakIt(), sync()) }));
  });
}

function ofScrape({ scrape }: Secured): Sabotage[] {
  const { tls_config: tls, static_configs: found } = scrape;
  return [
    ...without('the scrape', scrape, 'scheme', 'tls_config'),
    ...other('the scrape', found[0].targets, '0', 'redpanda:9092'),
    ...other('the scrape', tls, 'server_name'),
    ...other('the scrape', tls, 'ca_file', '/etc/ca.crt'),
  ];
}

function ofServices(objects: readonly KubeObject[]): Sabotage[] {
  return objects.filter(({ kind, metadata }) => kind === 'Service' && !metadata.name.endsWith('-console')).flatMap((service) =>
    service.spec.clusterIP === 'None' ? [] : other(nameOf(service), service.spec.ports[0], 'targetPort', 'rpc'),
  );
}

const isCalled = ({ dnsNames, ipAddresses }: Holder, name: string, called: readonly string[]) =>
  called.some((host) => covers({ spec: { dnsNames, ipAddresses } }, host) && !covers({ spec: { dnsNames: dnsNames.filter((one: string) => one !== name), ipAddresses } }, host));

/** Those names that somebody calls. */
function ofCertificates(platform: Secured): Sabotage[] {
  const encrypted = served(platform.objects).filter(({ secret }) => secret !== undefined);
  if (encrypted.length === 0) return [];
  const hosts = calls(platform).filter((call: Call) => call.tls).map(({ host }) => host);
  return platform.objects.filter(({ kind, spec }) => kind === 'Certificate' && spec.isCA !== true && encrypted.some(({ secret }) => secret === spec.secretName)).flatMap((certificate) => [
    ...certificate.spec.dnsNames.flatMap((name: string, i: number) => (isCalled(certificate.spec, name, hosts) ? withoutItem(`${nameOf(certificate)} dnsNames (${name})`, certificate.spec.dnsNames, i) : [])),
    ...other(nameOf(certificate), certificate.spec, 'secretName'),
    ...other(nameOf(certificate), certificate.spec, 'usages', ['digital signature', 'client auth']),
    ...other(nameOf(certificate), certificate.spec.issuerRef, 'name'),
  ]);
}

/** All that can be broken in a platform. Each changes that platform itself. */
export const sabotages = (platform: Secured): Sabotage[] => [
  ...ofPods(platform.objects),
  ...ofFile(platform.objects, 'redpanda.yaml', ofBrokerFile),
  ...ofFile(platform.objects, 'bootstrap.yaml', ofBootstrap),
  ...ofFile(platform.objects, 'config.yaml', ofConsole),
  ...ofClients(platform),
  ...ofScrape(platform),
  ...ofServices(platform.objects),
  ...ofCertificates(platform),
];
