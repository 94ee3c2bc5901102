import { posix } from 'node:path';
import { parse } from 'yaml';
import type { Variable } from '../../kubernetes/variable';
import type { Values } from '../../values/types';
import { containersOf, KubeObject, nameOf, podOf, selectedBy, podsIn, workloadsIn } from './objects';

/** A platform with all that it says of connections, as others read it. */
export interface Secured {
  /** What was asked for. */
  readonly values: Pick<Values, 'tls' | 'sasl' | 'clients'>;
  /** The objects of the plain YAML, and the pod of `helm test`. */
  readonly objects: readonly KubeObject[];
  /** The item of Prometheus' `scrape_configs`. */
  readonly scrape: KubeObject;
  readonly clients: readonly SecuredClient[];
}

export interface SecuredClient {
  readonly name: string;
  /** The variables as items of a container's `env`. */
  readonly variables: readonly Variable[];
}

type Protocol = 'kafka' | 'registry' | 'admin' | 'rpc';

/** What brokers listen on, as redpanda.yaml has it. */
export interface Served {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
  /** The Secret of its certificate, where it speaks TLS. */
  readonly secret: string | undefined;
  /** How it wants to know who calls. */
  readonly login: 'password' | 'certificate' | undefined;
}

/** A key of a Secret, or a text that stands in its place. */
type Source = { readonly secret: string; readonly key: string } | { readonly text: string };

interface Login {
  readonly user: string | undefined;
  readonly password: Source | undefined;
  /** None for HTTP. */
  readonly mechanism?: string | undefined;
}

/** What somebody is about to do. */
export interface Call {
  readonly by: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly tls: boolean;
  /** Who reads a Secret of another namespace knows the CA by another name than the brokers. */
  readonly from: 'brokers' | 'elsewhere';
  readonly ca: Source | undefined;
  readonly login: Login | undefined;
  /** Where it stands, if it calls its own pod. */
  readonly pod?: string | undefined;
  /** Who it must be. */
  readonly user: string | undefined;
  /** Who asks for metrics needs no login. */
  readonly isOpen?: true;
}

const parsed = new Map<string, KubeObject>();
/** Many platforms have the same files. */
function read(text: string): KubeObject {
  if (!parsed.has(text)) parsed.set(text, parse(text));
  return structuredClone(parsed.get(text));
}

const ofKind = (objects: readonly KubeObject[], kind: string) => objects.filter((object) => object.kind === kind);
const print = (source: Source | undefined): string => (source === undefined ? 'nothing' : 'text' in source ? `the text ${source.text}` : `key ${source.key} of Secret ${source.secret}`);
const isSame = (a: Source | undefined, b: Source | undefined): boolean => print(a) === print(b);

/** The variables of a container in a pod of that name, expanded as the kubelet does: each from those before it. */
function envOf(container: KubeObject, pod: string): Map<string, Source> {
  const env = new Map<string, Source>();
  for (const { name, value, valueFrom } of container.env ?? []) {
    const text = (value ?? '').replace(/\$\(([A-Za-z_]+)\)/g, (whole: string, other: string) => {
      const source = env.get(other);
      return source && 'text' in source ? source.text : whole;
    });
    const ref = valueFrom?.secretKeyRef;
    const field = { 'metadata.name': pod, 'status.hostIP': '192.0.2.1' }[valueFrom?.fieldRef?.fieldPath as string];
    env.set(name, ref ? { secret: ref.name, key: ref.key } : { text: field ?? text });
  }
  return env;
}

const textIn = (env: ReadonlyMap<string, Source>, name: string): string | undefined => {
  const source = env.get(name);
  return source && 'text' in source ? source.text : undefined;
};

/** What a container finds at a path, if a Secret is mounted there. */
function secretAt(workload: KubeObject, container: KubeObject, path: string): Source | undefined {
  const mount = (container.volumeMounts ?? []).find(({ mountPath }: KubeObject) => path.startsWith(`${mountPath}/`));
  const volume = (podOf(workload).spec.volumes ?? []).find(({ name }: KubeObject) => name === mount?.name);
  if (!volume?.secret) return undefined;
  const file = posix.relative(mount.mountPath, path);
  const key = volume.secret.items ? volume.secret.items.find((item: KubeObject) => item.path === file)?.key : file;
  return key === undefined ? undefined : { secret: volume.secret.secretName, key };
}

const split = (server = ''): { host: string; port: number } => {
  const at = server.lastIndexOf(':');
  return { host: server.slice(0, at), port: Number(server.slice(at + 1)) };
};

/** Where a URL leads, and whether by TLS. */
function splitUrl(url = ''): { host: string; port: number; tls: boolean } {
  const [scheme, rest = ''] = url.split('://');
  return { ...split(rest), tls: scheme === 'https' };
}

/** The brokers, as their objects describe them. */
class Brokers {
  readonly set: KubeObject;
  readonly container: KubeObject;
  readonly config: KubeObject;
  readonly bootstrap: KubeObject;
  readonly startScript: string;
  readonly pods: readonly string[];
  readonly namespace: string;
  readonly domain: string;
  readonly problems: string[] = [];
  readonly served: readonly Served[];
  readonly superuser: Login;

  constructor(readonly objects: readonly KubeObject[]) {
    [this.set] = ofKind(objects, 'StatefulSet');
    [this.container] = containersOf(this.set);
    this.namespace = this.set.metadata.namespace;
    this.pods = Array.from({ length: this.set.spec.replicas }, (_, i) => `${this.set.metadata.name}-${i}`);
    const source = podOf(this.set).spec.volumes.find(({ configMap }: KubeObject) => configMap).configMap.name;
    const { data } = ofKind(objects, 'ConfigMap').find(({ metadata }) => metadata.name === source);
    this.config = read(data['redpanda.yaml']);
    this.bootstrap = read(data['bootstrap.yaml']);
    this.startScript = data['start.sh'];
    this.served = this.listeners();
    const env = this.env(this.pods[0]!);
    this.domain = textIn(env, 'BROKER_DOMAIN')!;
    const file = textIn(env, 'SUPERUSER_PASSWORD_FILE');
    this.superuser = { user: textIn(env, 'SUPERUSER'), mechanism: textIn(env, 'SASL_MECHANISM'), password: file === undefined ? undefined : secretAt(this.set, this.container, file) };
  }

  readonly env = (pod: string) => envOf(this.container, pod);

  private listeners(): Served[] {
    const { redpanda, schema_registry: registry } = this.config;
    const named = (tls: readonly KubeObject[] | undefined, name: string | undefined) => (tls ?? []).find((one) => one.name === name);
    const isAuthorized = this.bootstrap.kafka_enable_authorization === true;
    const kafka = (redpanda.kafka_api as KubeObject[]).map(({ name, port, authentication_method: method }): Served => {
      this.expectOneOf(`kafka_api ${name}`, method, ['sasl', 'mtls_identity', 'none']);
      const tls = named(redpanda.kafka_api_tls, name);
      if (isAuthorized && method === undefined) this.problems.push(`redpanda.yaml: kafka_api ${name} asks for no login, and the cluster for ACLs`);
      if (method === 'mtls_identity') this.expectCertificates(name, tls);
      return { name, protocol: 'kafka', port, secret: this.secretOf(`kafka_api_tls ${name}`, tls), login: ({ sasl: 'password', mtls_identity: 'certificate' } as const)[method as string] };
    });
    const names = kafka.map(({ name }) => name);
    for (const { name } of redpanda.kafka_api_tls ?? []) if (!names.includes(name)) this.problems.push(`redpanda.yaml: kafka_api_tls ${name} is no listener of kafka_api: ${names.join(', ')}`);
    const env = this.env(this.pods[0]!);
    // The script knows each by the variable of its port.
    const advertised = [...this.startScript.matchAll(/[=,](\w+):\/\/\$\w+:\$(\w+)/g)].filter(([, , variable = '']) => variable === 'advertised_port' || env.has(variable));
    for (const [, name, variable = ''] of advertised) {
      const listener = kafka.find((one) => one.name === name);
      if (listener && env.has(variable) && textIn(env, variable) !== String(listener.port)) this.problems.push(`start.sh advertises ${name} at ${textIn(env, variable)}, and kafka_api has it at ${listener.port}`);
    }
    const advertisedNames = advertised.map(([, name]) => name);
    if (String([...advertisedNames].sort()) !== String([...names].sort())) this.problems.push(`start.sh advertises ${advertisedNames.join(', ')}, and kafka_api has ${names.join(', ')}`);
    if (redpanda.rpc_server_tls?.enabled === true && redpanda.rpc_server_tls.require_client_auth !== true) this.problems.push('redpanda.yaml: rpc_server_tls asks for no certificate, and whoever comes is a broker');
    const registries = (registry.schema_registry_api as KubeObject[]).map(({ name, port, authentication_method: method }): Served => {
      this.expectOneOf('schema_registry_api', method, ['http_basic', 'none']);
      const tls = named(registry.schema_registry_api_tls, name);
      return { name: ['schema_registry', name].filter(Boolean).join(' '), protocol: 'registry', port, secret: this.secretOf('schema_registry_api_tls', tls), login: method === 'http_basic' ? 'password' : undefined };
    });
    return [
      ...kafka,
      ...registries,
      { name: 'admin', protocol: 'admin', port: redpanda.admin[0].port, secret: this.secretOf('admin_api_tls', redpanda.admin_api_tls?.[0]), login: this.bootstrap.admin_api_require_auth === true ? 'password' : undefined },
      { name: 'rpc', protocol: 'rpc', port: redpanda.rpc_server.port, secret: this.secretOf('rpc_server_tls', redpanda.rpc_server_tls), login: undefined },
    ];
  }

  /** A word that Redpanda does not know is silently none. */
  private expectOneOf(what: string, word: string | undefined, known: readonly string[]): void {
    if (word !== undefined && !known.includes(word)) this.problems.push(`redpanda.yaml: ${what} has the authentication_method ${word}, which Redpanda takes for none`);
  }

  /** Who shows no certificate is nobody, and is let in. */
  private expectCertificates(name: string, tls: KubeObject): void {
    if (tls?.enabled !== true || tls.require_client_auth !== true) this.problems.push(`redpanda.yaml: kafka_api ${name} knows its callers by certificates, and asks for none`);
    if (!this.bootstrap.kafka_mtls_principal_mapping_rules?.length) this.problems.push(`redpanda.yaml: kafka_api ${name} knows its callers by certificates, and no rule says which user one is for`);
  }

  /** The Secret that holds the certificate of a listener. */
  private secretOf(what: string, tls: KubeObject): string | undefined {
    if (tls?.enabled !== true) return undefined;
    const folders = (textIn(this.env(this.pods[0]!), 'TLS_FOLDERS') ?? '').split(' ');
    const found = Object.entries({ cert_file: 'tls.crt', key_file: 'tls.key', truststore_file: 'ca.crt' }).map(([field, key]) => {
      const source = secretAt(this.set, this.container, tls[field] ?? '');
      if (!source || !('key' in source) || source.key !== key) this.problems.push(`redpanda.yaml: ${what}.${field} is ${tls[field]}, where no Secret has its ${key}`);
      if (!folders.includes(posix.dirname(tls[field] ?? ''))) this.problems.push(`redpanda.yaml: ${what}.${field} is ${tls[field]}, which start.sh does not look at`);
      return source && 'secret' in source ? source.secret : '';
    });
    if (new Set(found).size > 1) this.problems.push(`redpanda.yaml: ${what} takes its files from ${found.join(', ')}`);
    return found[0];
  }

  /** The number of a port of a Service, in the pods behind it. */
  containerPort(service: KubeObject, port: number): number | undefined {
    const target = service.spec.ports.find((one: KubeObject) => one.port === port)?.targetPort;
    return typeof target === 'number' ? target : this.container.ports.find(({ name }: KubeObject) => name === target)?.containerPort;
  }

  /** The listener that a call reaches. */
  reached({ host, port, pod }: Pick<Call, 'host' | 'port' | 'pod'>): Served | undefined {
    const at = (number: number | undefined) => this.served.find((one) => one.port === number);
    if (host === '127.0.0.1') return pod === undefined ? undefined : at(port);
    const suffix = this.domain.replace(/^[^.]+\.[^.]+/, '');
    for (const service of ofKind(this.objects, 'Service')) {
      const name = `${service.metadata.name}.${service.metadata.namespace}${suffix}`;
      const isHeadless = service.spec.clusterIP === 'None';
      if (host === name) return at(isHeadless ? port : this.containerPort(service, port));
      if (isHeadless && this.pods.some((one) => host === `${one}.${name}`)) return at(port);
    }
    return undefined;
  }

  /** The certificate that is made here for a Secret. */
  certificate(secret: string): KubeObject {
    return ofKind(this.objects, 'Certificate').find(({ spec }) => spec.secretName === secret && spec.isCA !== true);
  }
}

/** Whether a certificate is for a name: an asterisk stands for one label. */
export function covers(certificate: KubeObject, host: string): boolean {
  const { dnsNames = [], ipAddresses = [] } = certificate.spec;
  return ipAddresses.includes(host) || dnsNames.some((name: string) => name === host || (name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1)));
}

const rpkSource = (env: ReadonlyMap<string, Source>, workload: KubeObject, container: KubeObject, variable: string): Source | undefined => {
  const file = textIn(env, variable);
  return file === undefined ? undefined : (secretAt(workload, container, file) ?? { text: file });
};

/** Our own pods are the superuser. */
const ofBrokers = { from: 'brokers', user: undefined } as const;

/** What rpk does with its variables. Wherever it has a CA it speaks TLS, and it uses one user for all. */
function rpkCalls(brokers: Brokers, workload: KubeObject, container: KubeObject, pod: string): Call[] {
  const own = workload === brokers.set ? { pod } : {};
  const env = envOf(container, pod);
  const isRpks = /-(acls|quotas|topics)-[0-9a-f]{8}$/.test(workload.metadata.name);
  if (!isRpks && ![...env.keys()].some((name) => name.startsWith('RPK_'))) return [];
  const user = textIn(env, 'RPK_USER');
  const login = user === undefined && !env.has('RPK_PASS') && !env.has('RPK_SASL_MECHANISM') ? undefined : { user, password: env.get('RPK_PASS'), mechanism: textIn(env, 'RPK_SASL_MECHANISM') };
  const ways: [string, string, Protocol][] = [['RPK_BROKERS', 'RPK_TLS_CA', 'kafka']];
  // Quotas and ACLs are Kafka's alone.
  if (!/-(acls|quotas)-[0-9a-f]{8}$/.test(workload.metadata.name)) ways.push(['RPK_ADMIN_HOSTS', 'RPK_ADMIN_TLS_CA', 'admin']);
  // It has one login for both, and Kafka without one refuses those who try.
  const isPlain = login === undefined && brokers.reached({ ...split(textIn(env, 'RPK_BROKERS')), ...own })?.name === 'plaintext';
  return ways.map(([servers, caFile, protocol]) => {
    const ca = rpkSource(env, workload, container, caFile);
    const httpLogin = login && { user: login.user, password: login.password };
    return { by: `${nameOf(workload)} ${servers}`, ...split(textIn(env, servers)), protocol, tls: ca !== undefined, ...ofBrokers, ca, login: protocol === 'kafka' ? login : httpLogin, ...own, ...(isPlain && protocol === 'admin' && { isOpen: true }) };
  });
}

/** What a pod's scripts ask of the admin API and the schema registry by curl. */
function curlCalls(workload: KubeObject, container: KubeObject, pod: string): Call[] {
  const env = envOf(container, pod);
  const user = textIn(env, 'SUPERUSER');
  const file = textIn(env, 'SUPERUSER_PASSWORD_FILE');
  const login = user === undefined ? undefined : { user, password: file === undefined ? undefined : secretAt(workload, container, file) };
  const ca = rpkSource(env, workload, container, 'ADMIN_CA');
  const urls: [string, Protocol][] = [
    ['ADMIN_URL', 'admin'],
    ['SERVICE_URL', 'admin'],
    ['REGISTRY_URL', 'registry'],
  ];
  return urls.filter(([name]) => env.has(name)).map(([name, protocol]) => ({ by: `${nameOf(workload)} ${name}`, ...splitUrl(textIn(env, name)), protocol, ...ofBrokers, ca, login }));
}

/** What a broker's pod calls: other brokers, and its scripts the admin API. */
function brokerCalls(brokers: Brokers): Call[] {
  const { set, container, config } = brokers;
  const tlsOf = (tls: KubeObject) => ({ tls: tls?.enabled === true, ca: tls?.enabled === true ? (secretAt(set, container, tls['truststore_file'] ?? '') ?? { text: String(tls['truststore_file']) }) : undefined });
  const all = { ...ofBrokers, login: undefined };
  const seeds = (config.redpanda.seed_servers as KubeObject[]).map(({ host }): Call => ({ by: 'redpanda.yaml seed_servers', host: host.address, port: host.port, protocol: 'rpc', ...all, ...tlsOf(config.redpanda.rpc_server_tls) }));
  const { brokers: known, broker_tls: tls, scram_username: other } = config.schema_registry_client;
  // The registry makes itself a login, unless it is given one.
  const isOpen = other === undefined ? { isOpen: true as const } : {};
  const registry = (known as KubeObject[]).map(({ address: host, port }): Call => ({ by: 'redpanda.yaml schema_registry_client', host, port, protocol: 'kafka', ...all, ...tlsOf(tls), ...isOpen }));
  const scripts = brokers.pods.flatMap((pod) => curlCalls(set, container, pod).map((call): Call => ({ ...call, pod })));
  return [...seeds, ...registry, ...scripts, ...brokers.pods.flatMap((pod) => rpkCalls(brokers, set, container, pod))];
}

function consoleCalls(objects: readonly KubeObject[]): Call[] {
  return ofKind(objects, 'Deployment').flatMap((deployment) => {
    const [container] = containersOf(deployment);
    const { name } = podOf(deployment).spec.volumes.find(({ configMap }: KubeObject) => configMap).configMap;
    const { kafka, schemaRegistry, redpanda } = read(ofKind(objects, 'ConfigMap').find(({ metadata }) => metadata.name === name).data['config.yaml']);
    const env = envOf(container, '');
    const caOf = (tls: KubeObject): Source | undefined => (tls?.enabled ? (secretAt(deployment, container, tls['caFilepath'] ?? '') ?? { text: String(tls['caFilepath']) }) : undefined);
    const passwordOf = (variable: string) => env.get(variable);
    const kafkaLogin = kafka.sasl?.enabled ? { user: kafka.sasl.username, password: passwordOf('KAFKA_SASL_PASSWORD'), mechanism: kafka.sasl.mechanism } : undefined;
    const http = (at: string, { urls, tls, authentication }: KubeObject, protocol: Protocol, variable: string): Call[] =>
      urls.map((url: string) => {
        const basic = authentication?.basic;
        const login = basic || env.has(variable) ? { user: basic?.username, password: passwordOf(variable) } : undefined;
        const { tls: isHttps, ...way } = splitUrl(url);
        // Console refuses one without the other, or verifies by other CAs than this one.
        return { by: `${nameOf(deployment)} ${at}`, ...way, protocol, tls: isHttps, ...ofBrokers, ca: caOf(tls), login };
      });
    return [
      ...kafka.brokers.map((server: string): Call => ({ by: `${nameOf(deployment)} kafka`, ...split(server), protocol: 'kafka', tls: kafka.tls?.enabled === true, ...ofBrokers, ca: caOf(kafka.tls), login: kafkaLogin })),
      ...http('schemaRegistry', schemaRegistry, 'registry', 'SCHEMAREGISTRY_AUTHENTICATION_BASIC_PASSWORD'),
      ...http('redpanda.adminApi', redpanda.adminApi, 'admin', 'REDPANDA_ADMINAPI_AUTHENTICATION_BASIC_PASSWORD'),
    ];
  });
}

/** The variables of a client's ConfigMap, and those that its annotation says it cannot hold. */
function configMapEnv({ data, metadata }: KubeObject): Map<string, Source> {
  const lines = ((metadata.annotations['redpanda.io/other-variables'] as string | undefined) ?? '').split('\n').filter(Boolean);
  const others = lines.map((line): [string, Source] => {
    const [, name = '', key = '', secret = ''] = /^(\w+): key (\S+) of Secret (\S+)$/.exec(line) ?? [];
    return [name, { secret, key }];
  });
  return new Map([...Object.entries<string>(data).map(([name, text]): [string, Source] => [name, { text }]), ...others]);
}

const variablesEnv = (variables: readonly Variable[]): Map<string, Source> =>
  new Map(variables.map((variable) => [variable.name, 'valueFrom' in variable && variable.valueFrom ? { secret: variable.valueFrom.secretKeyRef.name, key: variable.valueFrom.secretKeyRef.key } : { text: String(variable.value) }]));

/** Properties of Kafka's Java client and of Confluent's registry client, by the variables from which Spring and Quarkus take them. */
const javaVariable: Readonly<Record<string, (property: string) => string>> = {
  quarkus: (property) => `KAFKA_${property.toUpperCase().replaceAll('.', '_')}`,
  spring: (property) => {
    const own = ['bootstrap.servers', 'security.protocol'].includes(property);
    return `SPRING_KAFKA_${own ? '' : 'PROPERTIES_'}${property.toUpperCase().replaceAll('.', '_')}`;
  },
};

/** What a program with a client's variables does. */
function clientCalls(by: string, flavour: string, own: string, env: ReadonlyMap<string, Source>, problems: string[]): Call[] {
  // Spring and Quarkus put variables into others.
  const resolved = (text: string): Source => {
    const whole = /^\$\{(\w+)\}$/.exec(text)?.[1];
    return whole === undefined ? { text } : (env.get(whole) ?? { text });
  };
  const property = javaVariable[flavour];
  const get = (name: string, variable: string) => textIn(env, property ? property(name) : variable);
  const secret = (name: string, variable: string): Source | undefined => {
    if (!property) return env.get(variable);
    const text = get(name, variable);
    return text === undefined ? undefined : resolved(text);
  };
  const pem = (prefix: string): Source | undefined => {
    if (!property) return env.get('KAFKA_SSL_CA_PEM');
    return get(`${prefix}ssl.truststore.type`, '') === 'PEM' ? secret(`${prefix}ssl.truststore.certificates`, '') : undefined;
  };
  const textOf = (source: Source | undefined) => (source && 'text' in source ? source.text : undefined);
  const loginOf = (): Login | undefined => {
    if (!property) return env.has('KAFKA_SASL_USERNAME') || env.has('KAFKA_SASL_PASSWORD') ? { user: textIn(env, 'KAFKA_SASL_USERNAME'), password: env.get('KAFKA_SASL_PASSWORD') } : undefined;
    const line = get('sasl.jaas.config', '');
    const [, user, password] = /^org\.apache\.kafka\.common\.security\.scram\.ScramLoginModule required username="([^"]*)" password="([^"]*)";$/.exec(line ?? '') ?? [];
    if (line !== undefined && user === undefined) problems.push(`${by} has a JAAS line that Kafka does not read: ${line}`);
    return user === undefined || password === undefined ? undefined : { user: textOf(resolved(user)), password: resolved(password) };
  };
  const protocol = get('security.protocol', 'KAFKA_SECURITY_PROTOCOL') ?? 'PLAINTEXT';
  const [, withLogin, withTls] = /^(SASL_)?(?:(SSL)|PLAINTEXT)$/.exec(protocol) ?? [];
  if (!/^(SASL_)?(SSL|PLAINTEXT)$/.test(protocol)) problems.push(`${by} has the protocol ${protocol}, which Kafka does not know`);
  const login = loginOf();
  const mechanism = get('sasl.mechanism', 'KAFKA_SASL_MECHANISM');
  if ((login !== undefined || mechanism !== undefined) !== (withLogin !== undefined)) problems.push(`${by} has ${login || mechanism ? 'a' : 'no'} login, and the protocol ${protocol}`);
  const kafka: Call = {
    by: `${by} Kafka`,
    ...split(get('bootstrap.servers', 'KAFKA_BOOTSTRAP_SERVERS')),
    protocol: 'kafka',
    tls: withTls !== undefined,
    from: 'elsewhere',
    user: own,
    // A program of its own may have the CA for the registry alone.
    ca: withTls === undefined && !property ? undefined : pem(''),
    login: withLogin === undefined ? undefined : { ...(login ?? { user: undefined, password: undefined }), mechanism },
  };
  const url = get('schema.registry.url', 'KAFKA_SCHEMA_REGISTRY_URL');
  if (url === undefined) return [kafka];
  const info = (): Login | undefined => {
    if (!property) return login;
    if (get('basic.auth.credentials.source', '') !== 'USER_INFO') return undefined;
    const [, user = '', password = ''] = /^(.*?):(.*)$/.exec(get('basic.auth.user.info', '') ?? '') ?? [];
    return { user: textOf(resolved(user)), password: resolved(password) };
  };
  const way = splitUrl(url);
  return [kafka, { by: `${by} registry`, ...way, protocol: 'registry', from: 'elsewhere', user: own, ca: !way.tls && !property ? undefined : pem('schema.registry.'), login: info() }];
}

/** Prometheus verifies the name that it is told. */
function scrapeCalls(scrape: KubeObject): Call[] {
  const { scheme = 'http', tls_config: tls, static_configs: found } = scrape;
  const [, secret = '', key = ''] = /^\/etc\/prometheus\/secrets\/([^/]+)\/([^/]+)$/.exec(tls?.ca_file ?? '') ?? [];
  const ca = tls === undefined ? undefined : { secret, key };
  return found.flatMap(({ targets }: KubeObject) =>
    targets.flatMap((target: string): Call[] => {
      const [host = '', port] = target.split(':');
      const all = { port: Number(port), protocol: 'admin', tls: scheme === 'https', from: 'elsewhere', user: undefined, ca, login: undefined, isOpen: true } as const;
      return [
      { by: 'Prometheus', host, ...all },
      ...(tls ? [{ by: 'Prometheus server_name', host: String(tls.server_name), ...all }] : []),
    ];
    }),
  );
}

function callsTo(brokers: Brokers, { values, objects, scrape, clients }: Secured, problems: string[]): Call[] {
  const others = workloadsIn(objects).filter(({ kind }) => kind !== 'StatefulSet');
  const rpk = others.flatMap((workload) => containersOf(workload).flatMap((container) => [...rpkCalls(brokers, workload, container, ''), ...curlCalls(workload, container, '')]));
  const ofClients = clients.flatMap(({ name, variables }) => {
    const { flavour = 'generic', user = name } = values.clients.find((client) => client.name === name)!;
    const map = ofKind(objects, 'ConfigMap').find(({ metadata }) => metadata.name.endsWith(`-${name}-env`));
    const forms: [string, Map<string, Source>][] = [
      ['ConfigMap', configMapEnv(map)],
      ['env', variablesEnv(variables)],
    ];
    return forms.flatMap(([form, env]) => clientCalls(`client ${name} (${form})`, flavour, user, env, problems));
  });
  return [...brokerCalls(brokers), ...rpk, ...consoleCalls(objects), ...ofClients, ...scrapeCalls(scrape)];
}

function problemsOf(call: Call, brokers: Brokers): string[] {
  const { by, host, port, protocol, tls, from, ca, login, isOpen } = call;
  const to = brokers.reached(call);
  if (to?.protocol !== protocol) return [`${by} calls ${host}:${port}, where ${to ? `${to.name} is` : 'nothing listens'}`];
  const problems: string[] = [];
  if (tls !== (to.secret !== undefined)) problems.push(`${by} speaks ${tls ? 'TLS' : 'plaintext'} to ${host}:${port}, and ${to.name} ${tls ? 'plaintext' : 'TLS'}`);
  if (to.secret !== undefined) {
    const isKnown = ca !== undefined && 'key' in ca && ca.key === 'ca.crt' && (from === 'elsewhere' ? ca.secret !== '' : ca.secret === to.secret);
    if (!isKnown) problems.push(`${by} verifies ${to.name} by ${print(ca)}${from === 'brokers' ? ` instead of ca.crt of Secret ${to.secret}` : ''}`);
    const certificate = brokers.certificate(to.secret);
    if (certificate && !covers(certificate, host)) problems.push(`${by} calls ${host}, which ${nameOf(certificate)} is not for`);
  } else if (ca !== undefined) problems.push(`${by} has a CA for ${to.name}, which speaks plaintext`);
  if (isOpen) return problems;
  if (to.login === 'certificate') problems.push(`${by} has no certificate for ${to.name}`);
  if (to.login && !login) problems.push(`${by} has no login for ${to.name}`);
  if (!to.login && login) problems.push(`${by} has a login that ${to.name} does not ask for`);
  if (to.login && login) problems.push(...wrongLogin(call, login, brokers));
  return problems;
}

function wrongLogin({ by, protocol, from, user: own }: Call, { user, password, mechanism }: Login, { superuser }: Brokers): string[] {
  const isOwn = from === 'brokers';
  const meant = isOwn ? superuser.user : own;
  const hasPassword = isOwn ? isSame(password, superuser.password) : password !== undefined && 'key' in password && password.key === 'password' && password.secret !== '';
  return [
    ...(user !== undefined && user === meant ? [] : [`${by} is the user ${user} instead of ${meant}`]),
    ...(hasPassword ? [] : [`${by} takes its password from ${print(password)}`]),
    ...(protocol === 'kafka' && mechanism !== superuser.mechanism ? [`${by} logs in by ${mechanism}, and users are made for ${superuser.mechanism}`] : []),
  ];
}

/** Names of listeners, as values call them. */
const listenerOf: Readonly<Record<string, Values['tls']['listeners'][number]>> = { internal: 'kafka', external: 'external', schema_registry: 'schema-registry', admin: 'admin', rpc: 'rpc' };
/** Those for clients that have not moved yet. */
const plain = ['plaintext', 'schema_registry plaintext'];

/** All may agree on what nobody has asked for. */
function unmeant({ served, objects }: Brokers, { tls, sasl }: Secured['values']): string[] {
  const own = ofKind(objects, 'Certificate').find(({ metadata }) => metadata.name.endsWith('-broker'))?.spec.secretName ?? tls.secretName;
  // The CA that signs for clients must not be that of brokers, or a client could join as one.
  const madeForClients = tls.externalClientAuth && ofKind(objects, 'Certificate').find(({ spec }) => spec.issuerRef.name.endsWith('-external-ca') && spec.isCA !== true)?.spec.secretName;
  const open = served.filter(({ name }) => plain.includes(name));
  const openMeant = tls.plaintext === 'none' ? [] : plain;
  const others = [
    ...(String(open.map(({ name }) => name)) === String(openMeant) ? [] : [`redpanda.yaml: there are ${open.length} listeners for plaintext instead of ${openMeant.length}`]),
    ...open.filter(({ secret, login }) => secret ?? login).map(({ name }) => `redpanda.yaml: ${name} is not open`),
  ];
  const rest = served.filter((one) => !open.includes(one)).flatMap(({ name, protocol, secret, login }) => {
    const listener = listenerOf[name]!;
    const meant = tls.mode === 'none' || !tls.listeners.includes(listener) ? undefined : (listener === 'external' && (tls.externalSecretName || madeForClients)) || own;
    const byCertificate = listener === 'external' && tls.externalClientAuth;
    const loginMeant = !sasl.enabled || protocol === 'rpc' ? undefined : byCertificate ? 'certificate' : 'password';
    return [
      ...(secret === meant ? [] : [`redpanda.yaml: ${name} has ${secret ? `the certificate of Secret ${secret}` : 'no certificate'} instead of ${meant ? `that of Secret ${meant}` : 'none'}`]),
      ...(login === loginMeant ? [] : [`redpanda.yaml: ${name} asks for ${login ?? 'nothing'} instead of ${loginMeant ?? 'nothing'}`]),
    ];
  });
  return [...others, ...rest];
}

/** The start script refuses to start where one of the files is missing. */
function folderProblems({ set, container, pods, env }: Brokers): string[] {
  const folders = (textIn(env(pods[0]!), 'TLS_FOLDERS') ?? '').split(' ').filter(Boolean);
  return folders.flatMap((folder) =>
    ['tls.crt', 'tls.key', 'ca.crt'].flatMap((key) => {
      const source = secretAt(set, container, `${folder}/${key}`);
      return source && 'key' in source && source.key === key ? [] : [`${nameOf(set)} TLS_FOLDERS names ${folder}, where no Secret has its ${key}`];
    }),
  );
}

/** A port of a Service is called after what it leads to. */
function portProblems(brokers: Brokers): string[] {
  const protocols: Readonly<Record<string, Protocol>> = { kafka: 'kafka', 'schema-registry': 'registry', 'plain-kafka': 'kafka', 'plain-registry': 'registry', admin: 'admin', rpc: 'rpc' };
  return ofKind(brokers.objects, 'Service').flatMap((service) =>
    service.spec.ports.flatMap(({ name, port }: KubeObject) => {
      const to = brokers.served.find((one) => one.port === brokers.containerPort(service, port));
      return protocols[name] === undefined || to?.protocol === protocols[name] ? [] : [`${nameOf(service)} port ${name} leads to ${to?.name ?? 'nothing'}`];
    }),
  );
}

/** The superuser that the first start makes is the one whom the cluster obeys. */
function superuserProblems({ objects, bootstrap, superuser, served }: Brokers): string[] {
  const asked = served.filter(({ login }) => login !== undefined).map(({ name }) => name);
  if (asked.length === 0) return superuser.user === undefined ? [] : [`the first start makes ${superuser.user}, and nothing asks for a user`];
  const { superusers = [], kafka_enable_authorization: authorization } = bootstrap;
  const makers = workloadsIn(objects).filter(({ metadata }) => /-users-[0-9a-f]{8}$/.test(metadata.name));
  return [
    ...makers.flatMap((maker) => containersOf(maker).flatMap((container) => {
      const made = textIn(envOf(container, ''), 'SASL_MECHANISM');
      return made === superuser.mechanism ? [] : [`${nameOf(maker)} makes users for ${made}, and the first start for ${superuser.mechanism}`];
    })),
    ...(authorization === true ? [] : [`${asked.join(', ')} ask for users, and all of them may do everything`]),
    ...(superusers.includes(superuser.user) ? [] : [`the first start makes ${superuser.user}, and superusers are ${superusers.join(', ') || 'none'}`]),
    ...(/^SCRAM-SHA-(256|512)$/.test(superuser.mechanism ?? '') ? [] : [`the first start makes a user for ${superuser.mechanism}`]),
    ...(superuser.password && 'key' in superuser.password && superuser.password.key === 'password' ? [] : [`the first start takes a password from ${print(superuser.password)}`]),
  ];
}

/** Clients outside of the Kubernetes cluster go where brokers advertise themselves. */
function outsideProblems(brokers: Brokers): string[] {
  const { objects, set, pods, served } = brokers;
  const external = served.find(({ name }) => name === 'external');
  if (!external) return ['redpanda.yaml: there is no listener external'];
  const leading = (service: KubeObject) => service.spec.ports.filter(({ port }: KubeObject) => brokers.containerPort(service, port) === external.port);
  const services = ofKind(objects, 'Service').filter((service) => leading(service).length > 0);
  if (services.length === 0) return ['no Service leads to the listener external'];
  const certificate = external.secret === undefined ? undefined : brokers.certificate(external.secret);
  return pods.flatMap((pod, i) => {
    const env = brokers.env(pod);
    const host = textIn(env, 'EXTERNAL_HOST')!;
    const port = Number(textIn(env, 'EXTERNAL_PORT')) + i * Number(textIn(env, 'EXTERNAL_PORT_STEP'));
    // A port-forward takes a Service of all brokers, and any port.
    const open = host === '127.0.0.1' ? services : services.filter((service) => String(selectedBy(service.spec.selector, service.metadata.namespace, podsIn(objects)).map(({ labels }) => labels['statefulset.kubernetes.io/pod-name'])) === pod && leading(service).some((one: KubeObject) => (one.nodePort ?? one.port) === port));
    return [
      ...(open.length > 0 ? [] : [`${nameOf(set)} advertises ${host}:${port} for ${pod}, to which no Service leads`]),
      ...(certificate && !covers(certificate, host) ? [`${nameOf(set)} advertises ${host}, which ${nameOf(certificate)} is not for`] : []),
    ];
  });
}

/** Who signs is there, and what is signed is read. */
function certificateProblems({ objects, served, set, container, config }: Brokers, { tls: { issuerRef } }: Secured['values']): string[] {
  const certificates = ofKind(objects, 'Certificate');
  const issuers = ofKind(objects, 'Issuer');
  const mounted = (podOf(set).spec.volumes ?? []).filter((volume: KubeObject) => container.volumeMounts.some(({ name }: KubeObject) => name === volume.name)).flatMap(({ secret }: KubeObject) => secret?.secretName ?? []);
  const isMutual = config.redpanda.rpc_server_tls?.require_client_auth === true;
  const ofBrokers = served.find(({ protocol }) => protocol === 'rpc')?.secret;
  const isMade = ({ spec }: KubeObject) => issuers.some(({ metadata }) => spec.issuerRef.kind === 'Issuer' && metadata.name === spec.issuerRef.name);
  const isNamed = ({ spec }: KubeObject) => issuerRef.name !== '' && spec.issuerRef.name === issuerRef.name && spec.issuerRef.kind === issuerRef.kind;
  return [
    ...certificates.filter(({ spec }) => spec.isCA !== true && !mounted.includes(spec.secretName)).map((object) => `${nameOf(object)} makes the Secret ${object.spec.secretName}, which brokers do not mount`),
    ...certificates.filter((one) => !isMade(one) && !isNamed(one)).map((object) => `${nameOf(object)} is signed by ${object.spec.issuerRef.name}, which is not made`),
    ...served.filter(({ login, secret }) => login === 'certificate' && secret === ofBrokers).map(({ name }) => `redpanda.yaml: whoever may log in to ${name} by certificate may join as a broker`),
    ...issuers.filter(({ spec }) => spec.ca && !certificates.some((one) => one.spec.isCA === true && one.spec.secretName === spec.ca.secretName)).map((object) => `${nameOf(object)} signs by the Secret ${object.spec.ca.secretName}, which no CA is in`),
    ...certificates
      .filter(({ spec }) => spec.isCA !== true && served.some(({ secret }) => secret === spec.secretName))
      .flatMap((object) => ['server auth', ...(isMutual && object.spec.secretName === ofBrokers ? ['client auth'] : [])].filter((usage) => !object.spec.usages.includes(usage)).map((usage) => `${nameOf(object)} is not for ${usage}`)),
  ];
}

/** All listeners of the brokers. */
export const served = (objects: readonly KubeObject[]): readonly Served[] => new Brokers(objects).served;

/** All calls of all that connects, as far as the objects tell. */
export const calls = (platform: Secured): Call[] => callsTo(new Brokers(platform.objects), platform, []);

/** All that keeps somebody from the listener that is meant, or leaves it open, one sentence each. */
export function insecurities(platform: Secured): string[] {
  const brokers = new Brokers(platform.objects);
  const ofClients: string[] = [];
  const all = callsTo(brokers, platform, ofClients);
  const authorities = new Set(all.filter(({ from, ca }) => from === 'elsewhere' && ca !== undefined).map(({ ca }) => print(ca)));
  return [
    ...brokers.problems,
    ...unmeant(brokers, platform.values),
    ...folderProblems(brokers),
    ...portProblems(brokers),
    ...superuserProblems(brokers),
    ...outsideProblems(brokers),
    ...certificateProblems(brokers, platform.values),
    ...(authorities.size > 1 ? [`clients take the CA from ${[...authorities].join(' or ')}`] : []),
    ...ofClients,
    ...all.flatMap((call) => problemsOf(call, brokers)),
  ];
}
