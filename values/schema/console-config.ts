import type * as z from 'zod';
import { gitUrl } from './git-url';
import { choice, flag, freeText, integer, list, matching, number, optional, refusedKeys, section } from './leaf';

// The keys of Redpanda Console's own file, version 3, as in backend/pkg/config of v3.10.0, whose yaml tags are their names, whose
// SetDefaults are their defaults and whose Validate are their bounds; those of `server` are of github.com/cloudhut/common v0.11.0.
// Console refuses every key that it does not know.

const row = <S extends z.ZodType>(accepted: S, about: string, consoleDefault: string) => optional(accepted, `${about} Console's default: ${consoleDefault}.`);

/** No longer than what Console can add up a thousand times, in nanoseconds of 64 bits. */
const duration = () =>
  matching(
    /^([0-9]{1,3}h([0-9]{1,4}m)?([0-9]{1,5}s)?|[0-9]{1,4}m([0-9]{1,5}s)?|[0-9]{1,5}s|[0-9]{1,6}ms)$/,
    'must be a duration such as 500ms, 30s, 5m or 1h30m, below 1000h: Console takes a bare number for nanoseconds',
    16,
  );
const count = (min: number) => integer(min, 2_147_483_647, 'Console refuses less, or holds no more');
const text = () => freeText(1);
const texts = (what: string) => list(text(), 100, `more ${what} have not been tried`);
const filePath = () => matching(/^(\/[A-Za-z0-9._@%+-]+)+$/, 'must be an absolute path such as /etc/console/key, of letters, digits and . _ @ % + -: a volume is mounted there', 1024);
const url = () =>
  matching(/^https?:\/\/([A-Za-z0-9.-]+|\[[a-fA-F0-9:]+\])(:[0-9]{1,5})?(\/[!-~]*)?$/, 'must be a URL such as http://HOST:PORT, without a user: Console calls it', 2048);

const secret = 'must not be given: a secret does not belong in values; Console takes it from an environment variable, which is named like the key, in capitals and with _ for each dot';
const login = 'must not be given: sasl sets it, with all that connects';
const brokerTls = 'must not be given: tls sets it, with all that connects';
const addresses = 'must not be given: broker.replicas says which brokers there are';

const startup = () =>
  section({
    establishConnectionEagerly: row(flag(), 'Whether the connection is tried at the start.', 'true'),
    retryInterval: row(duration(), 'Time before the second try.', '1s'),
    maxRetryInterval: row(duration(), 'Time between two tries at most.', '60s'),
    backoffMultiplier: row(number(1, 1000, 'Console waits no shorter after each try'), 'Factor of the time after each try.', '2'),
  });

const kafkaStartup = startup().meta({ title: 'KafkaStartup' });
refusedKeys.add(kafkaStartup, { maxRetries: 'must not be given: it is 1000 here, which lasts for hours; Console never starts with 0, and gives up early with its own 5' });

const kafka = section({
  clientId: row(text(), 'Name by which Console introduces itself to brokers.', 'redpanda-console'),
  rackId: row(text(), 'Rack whose replicas it reads from.', 'none'),
  startup: optional(kafkaStartup, 'The first connection.'),
}).meta({ title: 'ConsoleKafka' });
const serdeOfNow = 'must not be given: Console 3 has it in serde';
refusedKeys.add(kafka, { brokers: addresses, sasl: login, tls: brokerTls, protobuf: serdeOfNow, cbor: serdeOfNow, messagePack: serdeOfNow, schemaRegistry: 'must not be given: broker.replicas says where it is' });

const adminApi = section({
  startup: optional(startup().extend({ maxRetries: row(integer(1, 1_000_000, 'Console never starts with 0'), 'Tries.', '5') }).meta({ title: 'AdminApiStartup' }), 'The first connection.'),
}).meta({ title: 'ConsoleAdminApi' });
refusedKeys.add(adminApi, { enabled: 'must not be given: it is true here', urls: addresses, authentication: login, tls: brokerTls });

const server = section({
  gracefulShutdownTimeout: row(duration(), 'Time for requests at the end.', '30s'),
  readTimeout: row(duration(), 'Time for reading a request.', '30s'),
  writeTimeout: row(duration(), 'Time for an answer.', '32m'),
  idleTimeout: row(duration(), 'Time that a connection is kept.', '30s'),
  compressionLevel: row(integer(0, 9, 'gzip has no other levels'), 'Level of compression; 0 for none.', '4'),
  setBasePathFromXForwardedPrefix: row(flag(), 'Whether a proxy names the path in X-Forwarded-Prefix.', 'true'),
  stripPrefix: row(flag(), 'Whether Console takes the path off a request. A proxy may have done so.', 'true'),
  allowedOrigins: row(texts('origins'), 'Origins whose pages may call its API.', 'its own'),
  debug: optional(
    section({
      enabled: row(flag(), 'Whether profiles are served under /debug.', 'true'),
      forceLoopback: row(flag(), 'Whether only the pod itself gets them.', 'true'),
    }).meta({ title: 'ConsoleDebug' }),
    'Profiles of the running program.',
  ),
}).meta({ title: 'ConsoleServer' });
const listener = 'must not be given: the Service, the probes and the NetworkPolicies know the port that is set here';
refusedKeys.add(server, { basePath: 'must not be given here: console.basePath sets it, for the Ingress and the route as well', listenAddress: listener, listenPort: listener, httpsListenPort: listener, advertisedHttpsListenPort: listener, tls: listener });

const basicAuth = section({
  enabled: row(flag(), 'Whether there is one.', 'false'),
  username: row(text(), 'User.', 'none'),
}).meta({ title: 'GitBasicAuth' });
refusedKeys.add(basicAuth, { password: secret });

const ssh = section({
  enabled: row(flag(), 'Whether there is one.', 'false'),
  username: row(text(), 'User.', 'none'),
  privateKeyFilepath: row(filePath(), 'File with the private key, which a volume brings.', 'none'),
}).meta({ title: 'GitSsh' });
refusedKeys.add(ssh, { privateKey: secret, passphrase: secret });

const git = () =>
  section({
    enabled: row(flag(), 'Whether files come from a git repository.', 'false'),
    maxFileSize: row(count(1), 'Bytes of a file at most.', '500000'),
    refreshInterval: row(duration(), 'Time between two looks; 0s for one look at the start.', '1m'),
    repository: optional(
      section({
        url: row(gitUrl(), 'Repository.', 'none'),
        branch: row(text(), 'Branch.', "the repository's"),
        baseDirectory: row(text(), 'Folder.', '.'),
        maxDepth: row(count(0), 'Levels of folders.', '15'),
      }).meta({ title: 'GitRepository' }),
      'Where the files are.',
    ),
    basicAuth: optional(basicAuth, 'A login by a password.'),
    ssh: optional(ssh, 'A login by a key.'),
    cloneSubmodules: row(flag(), 'Whether submodules are taken too.', 'false'),
  }).meta({ title: 'GitSource' });

const bufSchemaRegistry = section({
  enabled: row(flag(), 'Whether types come from a Buf Schema Registry.', 'false'),
  url: row(url(), 'Registry.', 'none'),
}).meta({ title: 'BufSchemaRegistry' });
refusedKeys.add(bufSchemaRegistry, { token: secret });

const protobuf = section({
  enabled: row(flag(), 'Whether records are shown by types from elsewhere than the schema registry.', 'false'),
  git: optional(git(), 'Types from a git repository.'),
  fileSystem: optional(
    section({
      enabled: row(flag(), 'Whether types come from files, which a volume brings.', 'false'),
      paths: row(list(filePath(), 100), 'Folders.', 'none'),
      refreshInterval: row(duration(), 'Time between two looks.', '5m'),
      skipHiddenFiles: row(flag(), 'Whether files that begin with a dot are left out.', 'false'),
    }).meta({ title: 'FileSource' }),
    'Types from files.',
  ),
  bufSchemaRegistry: optional(bufSchemaRegistry, 'Types from a Buf Schema Registry.'),
  importPaths: row(texts('paths'), 'Folders from which types import others.', 'the top'),
  mappings: row(
    list(
      section({
        topicName: text().meta({ description: 'Topic, or a regular expression between slashes.' }),
        keyProtoType: optional(text(), 'Type of the keys.'),
        valueProtoType: optional(text(), 'Type of the values.'),
      }).meta({ title: 'ProtobufMapping' }),
      1000,
    ),
    'Types of topics.',
    'none',
  ),
}).meta({ title: 'ConsoleProtobuf' });

const serde = section({
  maxDeserializationPayloadSize: row(count(0), 'Bytes of a record that are shown.', '20480'),
  protobuf: optional(protobuf, 'Protobuf.'),
  messagePack: optional(
    section({ enabled: row(flag(), 'Whether records are tried as MessagePack.', 'false'), topicNames: row(texts('topics'), 'Topics, or regular expressions between slashes.', '/.*/') }).meta({ title: 'ConsoleMessagePack' }),
    'MessagePack.',
  ),
  cbor: optional(section({ enabled: row(flag(), 'Whether records are tried as CBOR.', 'false'), topicName: row(text(), 'Topic, or a regular expression between slashes.', '/.*/') }).meta({ title: 'ConsoleCbor' }), 'CBOR.'),
}).meta({ title: 'ConsoleSerde' });

const tls = section({
  enabled: row(flag(), 'Whether TLS is spoken.', 'false'),
  caFilepath: row(filePath(), 'File with the CA, which a volume brings.', "the system's"),
  certFilepath: row(filePath(), 'File with the certificate of the client.', 'none'),
  keyFilepath: row(filePath(), 'File with its key.', 'none'),
  insecureSkipTlsVerify: row(flag(), 'Whether any certificate is taken.', 'false'),
  refreshInterval: row(duration(), 'Time between two looks at the files.', '5m'),
}).meta({ title: 'ConsoleTls' });

const connectCluster = section({
  name: text().meta({ description: 'Name that is shown.' }),
  url: url().meta({ description: 'Address of its REST API.' }),
  tls: optional(tls, 'TLS.'),
  username: optional(text(), 'User.'),
}).meta({ title: 'ConnectCluster' });
const unnamedSecret = 'must not be given: a secret does not belong in values';
refusedKeys.add(connectCluster, { password: unnamedSecret, token: unnamedSecret });

const kafkaConnect = section({
  enabled: row(flag(), 'Whether clusters of Kafka Connect are shown.', 'false'),
  clusters: row(list(connectCluster, 100), 'Clusters of Kafka Connect.', 'none'),
  connectTimeout: row(duration(), 'Time for a test of the connection.', '15s'),
  readTimeout: row(duration(), 'Time for an answer.', '6s'),
  requestTimeout: row(duration(), 'Time for a request.', '6s'),
}).meta({ title: 'ConsoleKafkaConnect' });

const api = section({
  enabled: row(flag(), "Whether Console's own API is served, which its pages need.", 'true'),
  enabledProcedures: row(
    list(matching(/^(\*|\/[!-~]+)$/, 'must be * or a procedure such as /redpanda.api.dataplane.v1alpha2.TopicService/ListTopics: Console refuses others', 500), 500),
    'Procedures that may be called; * for all.',
    '*',
  ),
}).meta({ title: 'ConsoleApi' });

const pages = section({
  topicDocumentation: optional(section({ enabled: row(flag(), 'Whether topics are explained by Markdown files.', 'false'), git: optional(git(), 'Where they are.') }).meta({ title: 'TopicDocumentation' }), 'Explanations of topics.'),
  api: optional(api, "Console's own API."),
}).meta({ title: 'ConsolePages' });

/** Console's own keys, but for those that are set here. */
export const consoleConfig = section(
  {
    metricsNamespace: row(matching(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be letters, digits and underscores, no digit first: names of metrics begin with it', 63), 'How names of metrics begin.', 'console'),
    serveFrontend: row(flag(), 'Whether its pages are served.', 'true'),
    console: optional(pages, 'What is shown beside Kafka itself.'),
    kafka: optional(kafka, 'Its Kafka client.'),
    kafkaConnect: optional(kafkaConnect, 'Clusters of Kafka Connect.'),
    logger: optional(section({ level: row(choice(['debug', 'info', 'warn', 'error'], 'Console knows no other level'), 'Level of the logs.', 'info') }).meta({ title: 'ConsoleLogger' }), 'Logs.'),
    redpanda: optional(section({ adminApi: optional(adminApi, 'The admin API.') }).meta({ title: 'ConsoleRedpanda' }), "Redpanda's own APIs."),
    serde: optional(serde, 'How records are shown.'),
    server: optional(server, 'The HTTP server.'),
  },
  'is not a key that can be given here: Console would refuse to start with one that it does not know',
).meta({ title: 'ConsoleConfig', whole: true });

const licence = 'must not be given: a login of Console needs a licence, and secrets, which do not belong in values';
refusedKeys.add(consoleConfig, {
  analytics: 'must not be given: analytics are off here, because they call a host that no NetworkPolicy admits',
  authentication: licence,
  authorization: licence,
  connect: 'must not be given: Console 3 calls it kafkaConnect',
  enterprise: licence,
  license: unnamedSecret,
  login: licence,
  licenseFilepath: 'must not be given: it is needed by what needs a licence, which is not configured here',
  schemaRegistry: 'must not be given: broker.replicas, tls and sasl say where it is and how it is reached',
  sql: 'must not be given: Redpanda SQL does not run here',
});
