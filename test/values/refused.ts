/** Values that are refused, and the sentence that says why. */
export const refused: [text: string, sentence: string][] = [
  ['broker: {replicas: "three"}', 'v.yaml:1:10: broker.replicas ("three") must be an integer from 1 to 99: it is the number of brokers'],
  ['broker: {replicas: 0}', 'v.yaml:1:10: broker.replicas (0) must be an integer from 1 to 99: it is the number of brokers'],
  ['broker: {replicas: 1.5}', 'v.yaml:1:10: broker.replicas (1.5) must be an integer from 1 to 99: it is the number of brokers'],
  ['broker: {replica: 1}', 'v.yaml:1:10: broker.replica is not a value: did you mean broker.replicas?'],
  ['brokers: {}', 'v.yaml:1:1: brokers is not a value: did you mean broker?'],
  ['storageClassName: x', 'v.yaml:1:1: storageClassName is not a value: did you mean broker.storage.storageClassName?'],
  ['replicas: 1', 'v.yaml:1:1: replicas is not a value: did you mean broker.replicas or console.replicas?'],
  ['broker: {storage: {foo: 1}}', 'v.yaml:1:20: broker.storage.foo is not a value: broker.storage knows size, storageClassName'],
  ['broker: {image: ~}', 'v.yaml:1:10: broker.image is required: null would remove its default'],
  [
    'broker: {image: redpanda}',
    'v.yaml:1:10: broker.image ("redpanda") must be REGISTRY/REPOSITORY:TAG or REGISTRY/REPOSITORY@sha256:DIGEST: an image that is not pinned changes on its own',
  ],
  ['broker: {image: a.b/c:latest}', 'v.yaml:1:10: broker.image (a.b/c:latest) must not have the tag latest: an image that is not pinned changes on its own'],
  ['broker: []', 'v.yaml:1:1: broker ([]) must be a map of keys and their values'],
  ['broker: {storage: {size: 10}}', 'v.yaml:1:20: broker.storage.size (10) must be a storage quantity such as 10Gi, at most 999Ti: volumes are sized in Mi, Gi and Ti'],
  ['broker: {storage: {size: 1000Ti}}', 'v.yaml:1:20: broker.storage.size ("1000Ti") must be a storage quantity such as 10Gi, at most 999Ti: volumes are sized in Mi, Gi and Ti'],
  [
    'broker: {resources: {limits: {cpu: [1]}}}',
    'v.yaml:1:31: broker.resources.limits.cpu ([1]) must be a CPU quantity such as 500m or 2, from 1m to 9999: Kubernetes refuses anything else',
  ],
  [
    'broker: {resources: {requests: {cpu: 3, memory: 4Gi}}}',
    'v.yaml:1:33: broker.resources.requests.cpu (3) must not exceed broker.resources.limits.cpu (2): Kubernetes refuses a request above the limit',
  ],
  [
    'console: {resources: {limits: {memory: 511Mi}}}',
    'v.yaml:1:11: console.resources.requests.memory (512Mi) must not exceed console.resources.limits.memory (511Mi): Kubernetes refuses a request above the limit',
  ],
  [
    'broker: {nodeSelector: {a b: c}}',
    'v.yaml:1:25: broker.nodeSelector["a b"] has a key that must be a key such as team or example.com/team (up to 63 letters, digits, dashes, dots and underscores, after a DNS subdomain and a slash if need be): Kubernetes refuses anything else',
  ],
  [
    'broker: {nodeSelector: {a: 1}}',
    'v.yaml:1:25: broker.nodeSelector.a (1) must be a label value (letters, digits, dashes, dots and underscores), in quotes if it looks like a number: Kubernetes refuses anything else',
  ],
  [
    'broker: {nodeSelector: {a: ~}}',
    'v.yaml:1:25: broker.nodeSelector.a (null) must be a label value (letters, digits, dashes, dots and underscores), in quotes if it looks like a number: Kubernetes refuses anything else',
  ],
  [
    'broker: {external: {type: NodePort, insecure: true}}',
    'v.yaml:1:10: broker.external.port (19092) must keep the ports of all brokers (3) within 30000 to 32767: Kubernetes has no other node ports',
  ],
  [
    'broker: {external: {type: NodePort, port: 32766, insecure: true}}',
    'v.yaml:1:37: broker.external.port (32766) must keep the ports of all brokers (3) within 30000 to 32767: Kubernetes has no other node ports',
  ],
  [
    'broker: {external: {type: LoadBalancer, insecure: true}}',
    'v.yaml:1:10: broker.external.domain is required for the type LoadBalancer: brokers advertise names, because their addresses are not known in advance',
  ],
  [
    'broker: {external: {type: NodePort, port: 30092}}',
    'v.yaml:1:21: broker.external.type (NodePort) must not be without tls.mode and sasl.enabled unless broker.external.insecure is true: whoever reaches it could read and change everything',
  ],
  [
    'tls: {mode: secret}',
    'v.yaml:1:1: tls.secretName is required for the mode secret: brokers take their certificate from it, and none is made',
  ],
  [
    'tls: {mode: off}',
    'v.yaml:1:7: tls.mode (false) must be none, secret or cert-manager: certificates come from nowhere else',
  ],
  [
    'tls: {mode: cert-manager, issuerRef: {kind: ClusterIssuer}}',
    "v.yaml:1:27: tls.issuerRef.name is required for tls.issuerRef.kind (ClusterIssuer): the CA of the cluster's own is an Issuer",
  ],
  [
    'sasl: {enabled: true}',
    'v.yaml:1:1: sasl.superuser.secretName is required where sasl.enabled is true: the first start makes this user, and without it nobody could make others',
  ],
  [
    'sasl: {enabled: true, superuser: {name: orders, secretName: a}}\nclients: [{name: orders, namespace: shop, secretName: b}]',
    'v.yaml:2:11: clients[0].user (orders) must not be sasl.superuser.name: a client that may do everything is held by no ACL',
  ],
  [
    'sasl: {enabled: true, superuser: {secretName: a}}\nclients: [{name: orders, namespace: shop}]',
    'v.yaml:2:11: clients[0].secretName is required where sasl.enabled is true: orders could not log in without a password',
  ],
  [
    'tls: {mode: cert-manager}\nsasl: {enabled: true, superuser: {secretName: a}}\nbroker: {external: {type: NodePort, port: 30092}}',
    'v.yaml:3:10: broker.external.domain is required for the type NodePort with TLS: clients compare the name that they call with the certificate, which cannot hold the addresses of nodes',
  ],
  [
    'tls: {externalClientAuth: true}',
    'v.yaml:1:7: tls.externalClientAuth must be false unless sasl.enabled is true and tls.listeners hold external: without TLS there is no certificate, and without authorization no user to be',
  ],
  [
    'tls: {mode: secret, secretName: a, externalClientAuth: true}\nsasl: {enabled: true, superuser: {secretName: b}}',
    "v.yaml:1:1: tls.externalSecretName is required for the mode secret where tls.externalClientAuth is true: a client with a certificate of the brokers' own CA could join them as a broker",
  ],
  [
    'tls: {mode: secret, secretName: a, externalSecretName: a, externalClientAuth: true}\nsasl: {enabled: true, superuser: {secretName: b}}',
    "v.yaml:1:36: tls.externalSecretName (a) must not be tls.secretName where tls.externalClientAuth is true: a client with a certificate of the brokers' own CA could join them as a broker",
  ],
  [
    'sasl: {superuser: {password: hunter2}}',
    'v.yaml:1:20: sasl.superuser.password must not be given: a secret does not belong in values, secretName names the Secret that holds it',
  ],
  [
    'broker: {external: {type: Nodeport}}',
    'v.yaml:1:21: broker.external.type ("Nodeport") must be ClusterIP, NodePort or LoadBalancer: no other type of Service leads to the brokers',
  ],
  [
    'broker: {external: {allowedCidrs: [10.0.0.300/8]}}',
    'v.yaml:1:36: broker.external.allowedCidrs[0] ("10.0.0.300/8") must be a range of IPv4 addresses such as 10.0.0.0/8: Services and NetworkPolicies take only ranges',
  ],
  [
    'broker: {config: {redpanda: {log_retention_ms: 1}}}',
    "v.yaml:1:30: broker.config.redpanda.log_retention_ms is not a node property of Redpanda: a cluster property doesn't belong here, and stands in cluster",
  ],
  [
    'broker: {config: {redpanda: {crash_loop_limits: 1}}}',
    "v.yaml:1:30: broker.config.redpanda.crash_loop_limits is not a node property of Redpanda: a cluster property doesn't belong here, and stands in cluster; did you mean crash_loop_limit?",
  ],
  ['broker: {config: {redpanda: {crash_loop_limit: -1}}}', 'v.yaml:1:30: broker.config.redpanda.crash_loop_limit (-1) must be an integer from 0 to 4294967295: brokers hold no other number'],
  ['broker: {config: {redpanda: {crash_loop_limit: ~}}}', 'v.yaml:1:30: broker.config.redpanda.crash_loop_limit (null) must be an integer from 0 to 4294967295: brokers hold no other number'],
  ['broker: {config: {redpanda: ~}}', 'v.yaml:1:19: broker.config.redpanda (null) must be a map of keys and their values'],
  ['broker: {config: ~}', 'v.yaml:1:10: broker.config is required: null would remove its default'],
  ['broker: {config: {redpanda: {data_directory: /data}}}', 'v.yaml:1:30: broker.config.redpanda.data_directory must not be given: the volume is mounted at the one that is set here'],
  ['broker: {config: {redpanda: {node_id: 1}}}', 'v.yaml:1:30: broker.config.redpanda.node_id must not be given: the file is the same for all brokers, and the cluster gives each its number'],
  [
    'broker: {config: {redpanda: {kafka_api: []}}}',
    'v.yaml:1:30: broker.config.redpanda.kafka_api must not be given: Services, probes, NetworkPolicies and clients know the port that is set here',
  ],
  [
    'broker: {config: {schema_registry_client: {scram_password: hunter2}}}',
    'v.yaml:1:44: broker.config.schema_registry_client.scram_password must not be given: a secret does not belong in values, and brokers make a login of their own for it',
  ],
  [
    'broker: {config: {pandaproxy: {}}}',
    'v.yaml:1:19: broker.config.pandaproxy must not be given: the HTTP proxy is not started here, and no Service or NetworkPolicy leads to it',
  ],
  [
    'broker: {config: {kafka: {}}}',
    'v.yaml:1:19: broker.config.kafka is not a section of redpanda.yaml that can be given here: redpanda, schema_registry and schema_registry_client can',
  ],
  [
    'broker: {config: {schema_registry: {schema_registry_replication_factor: 5}}}',
    'v.yaml:1:37: broker.config.schema_registry.schema_registry_replication_factor (5) must not exceed broker.replicas (3): each replica needs its own broker',
  ],
  [
    'broker: {config: {schema_registry: {mode_mutability: false}}}',
    'v.yaml:1:37: broker.config.schema_registry.mode_mutability must not be given: rpk, which starts brokers, leaves it out when it writes the file that they read',
  ],
  [
    'broker: {config: {redpanda: {rack: a}}}',
    'v.yaml:1:30: broker.config.redpanda.rack must not be given: the file is the same for all brokers, and so all would stand in one rack. broker.rackAwareness gives each its own',
  ],
  ['broker: {logLevel: verbose}', 'v.yaml:1:10: broker.logLevel ("verbose") must be error, warn, info, debug or trace: Redpanda knows no other level'],
  ['broker: {extraArgs: [--smp=2]}', 'v.yaml:1:22: broker.extraArgs[0] ("--smp=2") must not be given: broker.resources says how much a broker has'],
  ['broker: {extraArgs: [--default-log-level=debug]}', 'v.yaml:1:22: broker.extraArgs[0] ("--default-log-level=debug") must not be given: broker.logLevel sets it'],
  [
    'broker: {extraArgs: ["--memory 4G"]}',
    'v.yaml:1:22: broker.extraArgs[0] ("--memory 4G") must be a flag such as --lock-memory or --blocked-reactor-notify-ms=200, with = before a value without blanks and $: rpk and Kubernetes would read another one otherwise',
  ],
  [
    'broker: {extraArgs: [--a=$(POD_NAME)]}',
    'v.yaml:1:22: broker.extraArgs[0] ("--a=$(POD_NAME)") must be a flag such as --lock-memory or --blocked-reactor-notify-ms=200, with = before a value without blanks and $: rpk and Kubernetes would read another one otherwise',
  ],
  ['broker: {extraArgs: [--lock-memory, --mbind=0, --lock-memory=false]}', 'v.yaml:1:48: broker.extraArgs[2] (--lock-memory=false) must not be given twice: rpk takes the last of them'],
  [
    'console: {config: {kafka: {clientID: a}}}',
    'v.yaml:1:28: console.config.kafka.clientID is not a value: did you mean console.config.kafka.clientId?',
  ],
  [
    'console: {config: {connect: {enabled: true}}}',
    'v.yaml:1:20: console.config.connect must not be given: Console 3 calls it kafkaConnect',
  ],
  [
    'console: {config: {kafkaConect: {}}}',
    'v.yaml:1:20: console.config.kafkaConect is not a key that can be given here: Console would refuse to start with one that it does not know; did you mean kafkaConnect?',
  ],
  [
    'patches: [{target: {kind: Service}, patch: {metadata: {annotations: {a: 1}}}}]',
    'v.yaml:1:37: patches[0].patch ({"metadata":{"annotations":{"a":1}}}) must have strings as annotations and labels of its metadata: Kubernetes takes no others',
  ],
  ['console: {config: {kafka: {brokers: [a]}}}', 'v.yaml:1:28: console.config.kafka.brokers must not be given: broker.replicas says which brokers there are'],
  [
    'console: {config: {kafka: {startup: {maxRetries: 0}}}}',
    'v.yaml:1:38: console.config.kafka.startup.maxRetries must not be given: it is 1000 here, which lasts for hours; Console never starts with 0, and gives up early with its own 5',
  ],
  [
    'console: {config: {server: {listenPort: 80}}}',
    'v.yaml:1:29: console.config.server.listenPort must not be given: the Service, the probes and the NetworkPolicies know the port that is set here',
  ],
  ['console: {config: {authentication: {basic: {enabled: true}}}}', 'v.yaml:1:20: console.config.authentication must not be given: a login of Console needs a licence, and secrets, which do not belong in values'],
  [
    'console: {config: {serde: {protobuf: {git: {basicAuth: {password: hunter2}}}}}}',
    'v.yaml:1:57: console.config.serde.protobuf.git.basicAuth.password must not be given: a secret does not belong in values; Console takes it from an environment variable, which is named like the key, in capitals and with _ for each dot',
  ],
  [
    'console: {config: {kafkaConnect: {readTimeout: 6}}}',
    'v.yaml:1:35: console.config.kafkaConnect.readTimeout (6) must be a duration such as 500ms, 30s, 5m or 1h30m, below 1000h: Console takes a bare number for nanoseconds',
  ],
  ['console: {config: {kafkaConnect: {clusters: [{name: a}]}}}', 'v.yaml:1:46: console.config.kafkaConnect.clusters[0].url is required: list items have no defaults'],
  ['console: {config: {logger: {level: ~}}}', 'v.yaml:1:29: console.config.logger.level (null) must be debug, info, warn or error: Console knows no other level'],
  [
    'console: {config: {console: {topicDocumentation: {enabled: true}}}}',
    'v.yaml:1:30: console.config.console.topicDocumentation.git.enabled must be true where console.config.console.topicDocumentation.enabled is true: Console ends at its start otherwise',
  ],
  [
    'console: {config: {serde: {protobuf: {fileSystem: {enabled: true}}}}}',
    'v.yaml:1:28: console.config.serde.protobuf.mappings is required where console.config.serde.protobuf.fileSystem.enabled is true: Console ends at its start otherwise',
  ],
  ['console: {ingress: {host: kafka.example.org}}', 'v.yaml:1:21: console.ingress.host must not be given: hosts takes a list of them'],
  ['console: {basePath: kafka}', 'v.yaml:1:11: console.basePath ("kafka") must be a path such as / or /kafka, without a slash at the end or a part that begins with a dot: Ingress, route and Console compare it part by part'],
  ['console: {basePath: /kafka/..}', 'v.yaml:1:11: console.basePath ("/kafka/..") must be a path such as / or /kafka, without a slash at the end or a part that begins with a dot: Ingress, route and Console compare it part by part'],
  ['console: {config: {server: {basePath: /kafka}}}', 'v.yaml:1:29: console.config.server.basePath must not be given here: console.basePath sets it, for the Ingress and the route as well'],
  ['console: {route: {enabled: true}}', 'v.yaml:1:11: console.route.parentRefs must name a Gateway where console.route.enabled is true: nobody serves the route otherwise'],
  ['console: {route: {parentRefs: [{name: a}, {name: a}]}}', 'v.yaml:1:44: console.route.parentRefs[1].name (a) must not be there twice: the Gateway API refuses it'],
  [
    'console: {route: {parentRefs: [{name: a}, {name: a, sectionName: https}]}}',
    'v.yaml:1:53: console.route.parentRefs[1].sectionName (https) must not stand beside the same Gateway without one: the Gateway API refuses it',
  ],
  ['console: {enabled: "yes"}', 'v.yaml:1:11: console.enabled ("yes") must be true or false'],
  ['topics: a', 'v.yaml:1:1: topics ("a") must be a list: each item is written after a dash'],
  ['topics: [{name: a}]\nprune: {topics: [b, a]}', 'v.yaml:2:21: prune.topics[1] (a) must not be one of the topics: what is declared is not deleted'],
  ...['_schemas', '__consumer_offsets', '_redpanda.audit_log'].map(
    (name): [string, string] => [`prune: {topics: [${name}]}`, `v.yaml:1:18: prune.topics[0] ("${name}") must not be a topic of Redpanda itself (__…, _redpanda.… or _schemas): it loses offsets or schemas without them`],
  ),
  ['clients: [{name: a, namespace: a, consumes: [old]}]\nprune: {topics: [old]}', 'v.yaml:1:46: clients[0].consumes[0] (old) must be one of the topics, or a prefix such as orders-*: nobody creates this topic'],
  [`schemas: [{subject: a, schema: '"string"'}]\nprune: {subjects: [b, a]}`, 'v.yaml:2:23: prune.subjects[1] (a) must not be the subject of one of the schemas: what is declared is not deleted'],
  ['prune: {topics: [a*]}', 'v.yaml:1:18: prune.topics[0] ("a*") must be letters, digits, dots, dashes and underscores: Kafka allows no others in a topic name'],
  ['quotas: [{clientId: a}]', 'v.yaml:1:10: quotas[0] must have a producerByteRate, a consumerByteRate or a controllerMutationRate: it limits nothing otherwise'],
  ['quotas: [{producerByteRate: 1}]', 'v.yaml:1:10: quotas[0] must have a clientId, a clientIdPrefix, a user or a default: it is for nobody otherwise'],
  ['quotas: [{clientId: a, default: clientId, producerByteRate: 1}]', 'v.yaml:1:24: quotas[0].default must not stand beside clientId: quotas are for one of them'],
  ['quotas: [{user: a, producerByteRate: 1}]', 'v.yaml:1:10: quotas[0] must not be for users unless sasl.enabled is true: nobody logs in as one'],
  ['quotas: [{default: user, producerByteRate: 1}]', 'v.yaml:1:10: quotas[0] must not be for users unless sasl.enabled is true: nobody logs in as one'],
  ['quotas: [{clientId: a, producerByteRate: 0}]', 'v.yaml:1:24: quotas[0].producerByteRate (0) must be an integer from 1 to 9007199254740991: a quota of nothing would lock everybody out'],
  ['quotas: [{clientId: "a,b", producerByteRate: 1}]', 'v.yaml:1:11: quotas[0].clientId ("a,b") must be letters, digits, dots, dashes and underscores: other characters have a meaning in the commands that set quotas'],
  ['quotas: [{default: group, producerByteRate: 1}]', 'v.yaml:1:11: quotas[0].default ("group") must be clientId or user: there are no other defaults'],
  ['quotas: [{clientId: a, producerByteRate: 1}, {clientId: a, consumerByteRate: 1}]', 'v.yaml:1:46: quotas[1] must not be declared twice: it is not clear which one should win'],
  ['quotas: [{clientId: a, producerByteRate: 1}]\nprune: {quotas: [client-id=b, client-id=a]}', 'v.yaml:2:31: prune.quotas[1] (client-id=a) must not be one of the quotas: what is declared is not removed'],
  ['quotas: [{default: clientId, producerByteRate: 1}]\nprune: {quotas: [client-id=<default>]}', 'v.yaml:2:18: prune.quotas[0] (client-id=<default>) must not be one of the quotas: what is declared is not removed'],
  [
    'prune: {quotas: [importer]}',
    "v.yaml:1:18: prune.quotas[0] (\"importer\") must be client-id=NAME, client-id-prefix=NAME, user=NAME, client-id=<default> or user=<default>, as the Job's log names it: rpk takes no others",
  ],
  ['topics: [a]', 'v.yaml:1:10: topics[0] ("a") must be a map of keys and their values'],
  ['topics: [{partitions: 1}]', 'v.yaml:1:10: topics[0].name is required: list items have no defaults'],
  ['topics: [{name: a, description: ""}]', 'v.yaml:1:20: topics[0].description ("") must be a non-empty string of one line without control characters: a values file of Helm cannot hold them'],
  [`topics: [{name: a, description: ${'a'.repeat(201)}}]`, `v.yaml:1:20: topics[0].description ("${'a'.repeat(55)} …) must have at most 200 characters: there is no room for more`],
  ['topics: [{name: ..}]', 'v.yaml:1:11: topics[0].name ("..") must be letters, digits, dots, dashes and underscores: Kafka allows no others in a topic name'],
  [
    'topics: [{name: a, replicationFactor: 5}]',
    'v.yaml:1:20: topics[0].replicationFactor (5) must not exceed broker.replicas (3): each replica needs its own broker',
  ],
  ['topics: [{name: a, replicationFactor: 2}]', 'v.yaml:1:20: topics[0].replicationFactor (2) must be 1, 3, 5, 7 or 9: Raft needs a majority'],
  ['topics: [{name: a}, {name: b}, {name: a}]', 'v.yaml:1:33: topics[2].name (a) must not be declared twice: it is not clear which one should win'],
  [
    'topics: [{name: a, config: {retention.sm: 1}}]',
    'v.yaml:1:29: topics[0].config.retention.sm is not a topic config that Redpanda knows: the broker would silently ignore it; did you mean retention.ms?',
  ],
  [
    'topics: [{name: a, config: {min.insync.replicas: 2}}]',
    'v.yaml:1:29: topics[0].config.min.insync.replicas must not be given: Redpanda takes it as Kafka does, and silently ignores it; acks=all waits for a majority of the replicas anyway',
  ],
  [
    'topics: [{name: a, config: {retention.ms: 7d}}]',
    'v.yaml:1:29: topics[0].config.retention.ms ("7d") must be an integer from -1 to 9223372036854: brokers hold no other duration',
  ],
  [
    'topics: [{name: a, config: {cleanup.policy: compact; delete}}]',
    'v.yaml:1:29: topics[0].config.cleanup.policy ("compact; delete") must be delete, compact, compact,delete or delete,compact: brokers refuse others',
  ],
  [
    'clients: [{name: a, namespace: a}, {name: a, namespace: b}]',
    'v.yaml:1:37: clients[1].name (a) must not be declared twice: the objects of a client are named after it',
  ],
  [
    'topics: [{name: orders}]\nmonitoring: {steadyTopics: [orders, order]}',
    'v.yaml:2:37: monitoring.steadyTopics[1] (order) must be one of the topics, or a prefix such as orders-*: nobody creates this topic',
  ],
  [
    'clients: [{name: a, namespace: a, consumes: [prediction-event]}]',
    'v.yaml:1:46: clients[0].consumes[0] (prediction-event) must be one of the topics, or a prefix such as orders-*: nobody creates this topic',
  ],
  [
    'topics: []\nclients: [{name: a, namespace: a, produces: [prediction-*, prediction-events]}]',
    'v.yaml:2:60: clients[0].produces[1] (prediction-events) must be one of the topics, or a prefix such as orders-*: nobody creates this topic',
  ],
  [
    'clients: [{name: a, namespace: a, produces: [prediction*events]}]',
    'v.yaml:1:46: clients[0].produces[0] ("prediction*events") must be the name of a topic, or the beginning of names followed by an asterisk, such as orders-*: Kafka allows no other characters in a topic name',
  ],
  [
    'acls: [{user: a, topics: [t], operations: [read]}]',
    'v.yaml:1:1: acls must be empty unless sasl.enabled is true: without logins there are no users, and whoever connects may do everything',
  ],
  ...(
    [
      ['{user: a, operations: [read]}', '8: acls[0].topics or acls[0].groups or acls[0].transactionalIds or acls[0].cluster is required: an ACL is about something'],
      ['{user: a, topics: [t], operations: []}', '31: acls[0].operations must not be empty: an ACL allows or denies something'],
      ['{user: a, topics: [t], operations: [sing]}', '44: acls[0].operations[0] ("sing") must be read, write, create, delete, alter, describe, describe_configs, alter_configs, idempotent_write, cluster_action or all: Kafka has no other operations'],
      ['{user: a, groups: [g], operations: [read, write]}', '50: acls[0].operations[1] (write) must be one of read, delete, describe, all for acls[0].groups: brokers ask for no other there'],
      ['{user: a, cluster: true, operations: [read]}', '46: acls[0].operations[0] (read) must be one of create, alter, describe, describe_configs, alter_configs, idempotent_write, cluster_action, all for acls[0].cluster: brokers ask for no other there'],
      ['{user: admin, topics: [t], operations: [read]}', '9: acls[0].user (admin) must not be sasl.superuser.name: who may do everything is held by no ACL'],
      ['{user: a, topics: [t, t], operations: [read]}', '30: acls[0].topics[1] (t) must not stand a second time with read of a: to remove one of the two would change nothing'],
      ['{user: a, cluster: true, operations: [alter]}, {user: a, cluster: true, operations: [alter]}', '65: acls[1].cluster (true) must not stand a second time with alter of a: to remove one of the two would change nothing'],
      ['{user: a, topics: [t], operations: [read], permission: deny}, {user: a, topics: [t], operations: [read]}', '27: acls[0].topics[0] (t) must not be denied to a for read, which is allowed elsewhere: what is denied wins, and the other would mean nothing'],
      ['{user: a, topics: [t], operations: [read], host: example.org}', '51: acls[0].host ("example.org") must be an IP address, or an asterisk for any: brokers compare it with the address of who connects, and know neither names of hosts nor ranges'],
      ['{user: a, topics: [t], operations: [read], host: 10.0.0.0/8}', '51: acls[0].host ("10.0.0.0/8") must be an IP address, or an asterisk for any: brokers compare it with the address of who connects, and know neither names of hosts nor ranges'],
      ['{user: a b, topics: [t], operations: [read]}', '9: acls[0].user ("a b") must be the name of a user, or an asterisk for everybody: letters, digits, dots, dashes and underscores'],
      ['{user: a, topics: [..], operations: [read]}', '27: acls[0].topics[0] ("..") must be the name of a topic, or the beginning of names followed by an asterisk, such as orders-*: Kafka allows no other characters in a topic name'],
      ['{user: a, groups: [a b], operations: [read]}', '27: acls[0].groups[0] ("a b") must be the name of a consumer group, or the beginning of names followed by an asterisk, such as orders-*: letters, digits, dots, dashes and underscores'],
    ] as const
  ).map(([acl, sentence]): [string, string] => [`sasl: {enabled: true, superuser: {secretName: a}}\nacls: [${acl}]`, `v.yaml:2:${sentence}`]),
  [
    'sasl: {enabled: true, superuser: {secretName: a}}\ntopics: [{name: t}]\nclients: [{name: a, namespace: a, secretName: a, consumes: [t]}]\nacls: [{user: a, topics: [t], operations: [read], permission: deny}]',
    'v.yaml:4:27: acls[0].topics[0] (t) must not be denied to a for read, which is allowed elsewhere: what is denied wins, and the other would mean nothing',
  ],
  [
    'clients: [{name: a, namespace: a, flavour: micronaut}]',
    'v.yaml:1:35: clients[0].flavour ("micronaut") must be generic, spring, quarkus or librdkafka: these are all the flavours',
  ],
  [
    'clients: [{name: a, namespace: a, consumerGroup: $(HOME)}]',
    'v.yaml:1:35: clients[0].consumerGroup ("$(HOME)") must be letters, digits, dots, dashes and underscores: other characters have a meaning in some of the files it is written to',
  ],
  [
    'clients: [{name: a, namespace: a, podSelector: {app: 12}}]',
    'v.yaml:1:49: clients[0].podSelector.app (12) must be a label value (letters, digits, dashes, dots and underscores), in quotes if it looks like a number: Kubernetes refuses anything else',
  ],
  [
    'console: {ingress: {enabled: true}}',
    'v.yaml:1:11: console.ingress.hosts is required for an Ingress: without one it would answer for the names of others',
  ],
  [
    'console: {ingress: {controller: ingress-nginx, basicAuthSecretName: users, annotations: {nginx.ingress.kubernetes.io/auth-realm: x}}}',
    'v.yaml:1:76: console.ingress.annotations must not hold nginx.ingress.kubernetes.io/auth-realm: basicAuthSecretName sets it',
  ],
  [
    'console: {ingress: {controller: traefik, basicAuthSecretName: users, annotations: {traefik.ingress.kubernetes.io/router.middlewares: x}}}',
    'v.yaml:1:70: console.ingress.annotations must not hold traefik.ingress.kubernetes.io/router.middlewares: basicAuthSecretName sets it',
  ],
  [
    'console: {ingress: {className: nginx, basicAuthSecretName: users}}',
    'v.yaml:1:39: console.ingress.basicAuthSecretName (users) must be empty unless console.ingress.controller is ingress-nginx or traefik: others would ignore it, and ask nobody for a password',
  ],
  ['console: {ingress: {controller: nginx}}', `v.yaml:1:21: console.ingress.controller ("nginx") must be '', ingress-nginx or traefik: no other controller is told here to ask for a login`],
  ['networkPolicy: {ingressNamespace: traefik}', 'v.yaml:1:17: networkPolicy.ingressNamespace is not a value: did you mean networkPolicy.ingress?'],
  ['networkPolicy: {monitoringNamespace: prometheus}', 'v.yaml:1:17: networkPolicy.monitoringNamespace is not a value: did you mean networkPolicy.monitoring?'],
  ['networkPolicy: {ingress: traefik}', 'v.yaml:1:17: networkPolicy.ingress ("traefik") must be a list: each item is written after a dash'],
  ['networkPolicy: {ingress: [traefik]}', 'v.yaml:1:27: networkPolicy.ingress[0] ("traefik") must be a map of keys and their values'],
  ['networkPolicy: {ingress: [{}]}', 'v.yaml:1:27: networkPolicy.ingress[0] must have a namespace or a cidr: it names nobody otherwise'],
  ['networkPolicy: {monitoring: [{podSelector: {app: prometheus}}]}', 'v.yaml:1:30: networkPolicy.monitoring[0] must have a namespace or a cidr: it names nobody otherwise'],
  [
    'networkPolicy: {ingress: [{namespace: a}, {namespace: a, cidr: 10.0.0.0/8}]}',
    'v.yaml:1:58: networkPolicy.ingress[1].cidr must not stand beside a namespace: pods and addresses are separate items',
  ],
  [
    'networkPolicy: {dns: [{cidr: 10.0.0.10/32, podSelector: {k8s-app: kube-dns}}]}',
    'v.yaml:1:44: networkPolicy.dns[0].podSelector must not stand beside a cidr: labels choose among the pods of a namespace',
  ],
  [
    'networkPolicy: {ingress: [{cidr: 10.0.0.1}]}',
    'v.yaml:1:28: networkPolicy.ingress[0].cidr ("10.0.0.1") must be a range of addresses such as 10.0.0.0/8 or fd00::/8: a policy admits ranges only',
  ],
  ['networkPolicy: {ingress: [{namespace: a, labels: {app: b}}]}', 'v.yaml:1:42: networkPolicy.ingress[0].labels is not a value: networkPolicy.ingress[0] knows namespace, podSelector, cidr'],
  [
    'broker: {external: {domain: example.org, annotations: {external-dns.alpha.kubernetes.io/hostname: x}}}',
    'v.yaml:1:42: broker.external.annotations must not hold external-dns.alpha.kubernetes.io/hostname: domain sets it for each broker',
  ],
  [
    'console: {ingress: {annotations: {note: "\\uffff"}}}',
    'v.yaml:1:35: console.ingress.annotations.note ("\\uffff") must be a string of one line without control characters: a values file of Helm cannot hold them',
  ],
  [
    'topics: [{name: a, config: {redpanda.iceberg.mode: on-ice}}]',
    'v.yaml:1:29: topics[0].config.redpanda.iceberg.mode ("on-ice") must be disabled, key_value, value_schema_id_prefix or value_schema_latest[:protobuf_name=NAME,subject=SUBJECT]: brokers refuse others',
  ],
  [
    'topics: [{name: a, config: {redpanda.leaders.preference: "racks:"}}]',
    'v.yaml:1:29: topics[0].config.redpanda.leaders.preference ("racks:") must be none, racks:RACK[,RACK …] or ordered_racks:RACK[,RACK …]: brokers refuse others',
  ],
  [
    'argocd: {repoUrl: github.com/a/b}',
    `v.yaml:1:10: argocd.repoUrl ("github.com/a/b") must be the URL of a git repository without a password, such as https://HOST/PATH, ssh://USER@HOST/PATH or USER@HOST:PATH, or '' for none: Argo CD clones it`,
  ],
  [
    'argocd: {path: "a\\nb"}',
    'v.yaml:1:10: argocd.path ("a\\nb") must be a string of one line without control characters: a values file of Helm cannot hold them',
  ],
  [`namespace: ${'n'.repeat(90)}`, `v.yaml:1:1: namespace ("${'n'.repeat(55)} …) must have at most 63 characters: there is no room for more`],
  ['global: ~', 'v.yaml:1:1: global is required: null would remove its default'],
  [
    'global: {imageRegistry: mirror}',
    "v.yaml:1:10: global.imageRegistry (\"mirror\") must be the host of a registry with a dot or a port, such as registry.example.org:5000, and the path of a mirror if need be, or '' for each image's own: a container runtime takes another first part for a repository of Docker Hub",
  ],
  [
    `global: {imageRegistry: a.b/${'c'.repeat(251)}}\nbroker: {image: d.e/f/gg:v1}\nconsole: {image: d.e/f:v1}`,
    `v.yaml:1:10: global.imageRegistry (a.b/${'c'.repeat(251)}) must leave room for broker.image (d.e/f/gg:v1): no registry holds a REPOSITORY of more than 255 characters`,
  ],
  [
    'global: {imagePullSecrets: [{nam: a}]}',
    'v.yaml:1:29: global.imagePullSecrets[0] ({\"nam\":\"…\"}) must be the name of a Secret, or a map with its name: the kubelet reads the credentials of registries from it',
  ],
  [
    'imagePullSecrets: [a, {name: a}]',
    "v.yaml:1:1: imagePullSecrets must not name a twice, here or in global.imagePullSecrets: a pod's list with a name twice is refused by a server-side apply",
  ],
  [
    'imagePullSecrets: [a, b]\nglobal: {imagePullSecrets: [{name: b}]}',
    "v.yaml:1:1: imagePullSecrets must not name b twice, here or in global.imagePullSecrets: a pod's list with a name twice is refused by a server-side apply",
  ],
  [
    'broker: {tolerations: [{value: a}]}',
    'v.yaml:1:24: broker.tolerations[0].operator must be Exists where no key is given: Kubernetes refuses to compare without one',
  ],
  [
    'broker: {tolerations: [{key: a, operator: Exists, value: b}]}',
    'v.yaml:1:51: broker.tolerations[0].value (b) must not be given with the operator Exists: Kubernetes compares no value then',
  ],
  [
    'topics: [{name: a, config: {min.compaction.lag.ms: 5, max.compaction.lag.ms: 4}}]',
    'v.yaml:1:29: topics[0].config.min.compaction.lag.ms (5) must not exceed max.compaction.lag.ms (4): brokers refuse to create such a topic',
  ],
  [
    'topics: [{name: a, config: {redpanda.storage.mode: local, redpanda.remote.read: true}}]',
    "v.yaml:1:59: topics[0].config.redpanda.remote.read (true) must not be given with redpanda.storage.mode local: topics of that mode don't have it",
  ],
  ['adopted: {serviceName: redpanda-console}', 'v.yaml:1:11: adopted.serviceName (redpanda-console) must not be the name of another Service of the cluster: these are NAME-external, NAME-console and NAME-clients'],
  [
    'adopted: {brokerSelector: {app.kubernetes.io/instance: a}}',
    'v.yaml:1:11: adopted.brokerSelector ({"app.kubernetes.io/instance":"…"}) must have a label other than app.kubernetes.io/instance and app.kubernetes.io/part-of: these are on all pods of the platform',
  ],
  ['adopted: {claimName: config}', "v.yaml:1:11: adopted.claimName (\"config\") must not be source, config, tmp, tls, external-tls, superuser: these are other volumes of a broker's pod"],
  ['global: 1', 'v.yaml:1:1: global (1) must be a map: Helm passes it to every chart of a release'],
  ['users: [{name: a, secretName: b}]', 'v.yaml:1:1: users must be empty unless sasl.enabled is true: nobody is asked for a login, so they would protect nothing'],
  ['prune: {users: [a]}', 'v.yaml:1:9: prune.users must be empty unless sasl.enabled is true: without logins no Job looks after users'],
  ...(
    [
      ['users: [{name: a, secretName: b}, {name: a, secretName: c}]', '2:36: users[1].name (a) must not be declared twice: a user has one password'],
      ['users: [{name: admin, secretName: b}]', '2:10: users[0].name (admin) must not be sasl.superuser.name: the Jobs log in as that user, and could not go on once they have changed its password'],
      ['users: [{name: a=b, secretName: b}]', '2:10: users[0].name ("a=b") must be letters, digits, dots, dashes and underscores: other characters have a meaning where clients log in'],
      ['users: [{name: a}]', '2:9: users[0].secretName is required: list items have no defaults'],
      ['users: [{name: a, secretName: b, password: hunter2}]', '2:34: users[0].password must not be given: a secret does not belong in values, secretName names the Secret that holds it'],
      ['users: [{name: a, secretName: b, secretKey: a/b}]', '2:34: users[0].secretKey ("a/b") must be the key of a Secret (letters, digits, dots, dashes and underscores): Kubernetes refuses anything else'],
      ['users: [{name: a, secretName: b, revision: 0}]', '2:34: users[0].revision (0) must be an integer from 1 to 999999999: it only has to be another number than before'],
      ['users: [{name: a, secretName: b, mechanism: PLAIN}]', '2:34: users[0].mechanism is not a value: users[0] knows name, secretName, secretKey, superuser, revision'],
      ['prune: {users: [admin]}', '2:9: prune.users must not name admin, which is sasl.superuser.name: nobody could change anything any more'],
      ['prune: {users: ["a,b"]}', '2:17: prune.users[0] ("a,b") must be the name of a user (ASCII without commas, equals signs, quotes, backslashes and control characters, no blank at an end): Redpanda or rpk takes no others'],
      ['users: [{name: a, secretName: b}]\nprune: {users: [a]}', '3:9: prune.users must not name a, which is users[0].name: it would be made and removed again'],
      ['clients: [{name: a, namespace: b, secretName: c}]\nprune: {users: [a]}', '3:9: prune.users must not name a, which is the user of clients[0]: a could not log in any more'],
    ] as const
  ).map(([text, problem]): [string, string] => [`sasl: {enabled: true, superuser: {secretName: s}}\n${text}`, `v.yaml:${problem}`]),
  ['schemas: [{schema: x}]', 'v.yaml:1:11: schemas[0].subject is required: list items have no defaults'],
  [
    'schemas: [{subject: "a:b", schema: x}]',
    'v.yaml:1:12: schemas[0].subject ("a:b") must be letters, digits, dots, dashes, underscores and slashes: other characters have a meaning in the URLs of the registry',
  ],
  ['schemas: [{subject: a, type: avro, schema: x}]', 'v.yaml:1:24: schemas[0].type ("avro") must be AVRO, JSON or PROTOBUF: the registry knows no other'],
  [
    'schemas: [{subject: a, compatibility: backward, schema: x}]',
    'v.yaml:1:24: schemas[0].compatibility ("backward") must be NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL or FULL_TRANSITIVE: the registry knows no other',
  ],
  [
    'schemas: [{subject: a, schema: "a\\rb"}]',
    'v.yaml:1:24: schemas[0].schema ("a\\rb") must be a text that is not empty, without control characters but newlines and tabs: a values file of Helm cannot hold them',
  ],
  ['schemas: [{subject: a}]', 'v.yaml:1:11: schemas[0] must have a schema, or in the plain YAML a file with one: there is nothing to register otherwise'],
  [
    `schemas: [{subject: a, schema: '"string"'}, {subject: a, schema: '"string"'}]`,
    'v.yaml:1:46: schemas[1].subject (a) must not be declared twice: it is not clear which one should win',
  ],
  [
    `schemas: [{subject: a, schema: '"string"', references: [{name: b, subject: b, version: 1}]}, {subject: b, schema: '"string"'}]`,
    'v.yaml:1:67: schemas[0].references[0].subject (b) must be declared before a: schemas are registered in the order of this list',
  ],
  [
    `schemas: [{subject: a, schema: '"string"', references: [{name: a, subject: a, version: 1}]}]`,
    'v.yaml:1:67: schemas[0].references[0].subject (a) must be declared before a: schemas are registered in the order of this list',
  ],
  [
    `schemas: [{subject: a, schema: '"string"', references: [{name: b, subject: b, version: 0}]}]`,
    'v.yaml:1:79: schemas[0].references[0].version (0) must be an integer from 1 to 2147483647: the registry counts from 1',
  ],
];
