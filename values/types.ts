// Written by `npm run types` from the schema: change values/schema/ instead.

export interface Values {
  /**
   * Namespace of the brokers and Console. The chart uses the release's namespace (helm -n).
   *
   * @default 'redpanda'
   */
  readonly namespace: string;
  /**
   * Whether the plain YAML holds the Namespace. A chart never does.
   *
   * @default true
   */
  readonly createNamespace: boolean;
  /**
   * Name of the cluster. The names of all objects begin with it.
   *
   * @default 'redpanda'
   */
  readonly name: string;
  /**
   * DNS domain of the Kubernetes cluster.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain: string;
  /**
   * Secrets for a private registry: their names, or maps with a name.
   *
   * @default []
   */
  readonly imagePullSecrets: readonly (string | PullSecret)[];
  /**
   * Helm's values for all charts of a release. Other keys are left to other charts.
   */
  readonly global: Global;
  /**
   * The brokers: a StatefulSet, its Services and its PodDisruptionBudget.
   */
  readonly broker: Broker;
  /**
   * Encryption of what reaches the brokers.
   */
  readonly tls: Tls;
  /**
   * Logins, and who may do what.
   */
  readonly sasl: Sasl;
  /**
   * Cluster properties by name. A new cluster starts with them, and a Job brings a running one to them. What is not named here is left alone.
   *
   * @default {}
   */
  readonly cluster: {
    readonly [k: string]: boolean | number | string | readonly string[];
  };
  /**
   * What tiered storage needs beside the properties of cluster that begin with cloud_storage_.
   */
  readonly tieredStorage: TieredStorage;
  /**
   * Whether features are meant that need a license of Redpanda Enterprise, which brokers are given by other means.
   *
   * @default false
   */
  readonly licenseAcknowledged: boolean;
  /**
   * Redpanda Console: its Deployment and Service, and how it is reached.
   */
  readonly console: Console;
  /**
   * Topics. A Job creates them and brings them to what is declared here. A topic that is removed from this list stays in the cluster; prune.topics deletes it.
   *
   * @default []
   */
  readonly topics: readonly Topic[];
  /**
   * Schemas of the schema registry. One that is removed from this list stays in the registry.
   *
   * @default []
   */
  readonly schemas: readonly EventSchema[];
  /**
   * Who can use Kafka and the schema registry. Each client gets a ConfigMap with its variables.
   *
   * @default []
   */
  readonly clients: readonly Client[];
  /**
   * SASL users. A Job makes them and gives them the passwords of their Secrets. A user that is removed from this list stays in the cluster.
   *
   * @default []
   */
  readonly users: readonly User[];
  /**
   * ACLs beside those that follow from what clients consume and produce. A Job gives users who are named here or there exactly these rights, and takes away any other that they have.
   *
   * @default []
   */
  readonly acls: readonly Acl[];
  /**
   * How much clients and users may send, receive and change in a second. A Job gives them exactly these quotas. Whoever is removed from this list keeps theirs; prune.quotas takes them away.
   *
   * @default []
   */
  readonly quotas: readonly Quota[];
  /**
   * What the Jobs remove, each by its own name. What is only no longer declared stays.
   */
  readonly prune: Prune;
  /**
   * Whether the Jobs that converge what is declared only say what they would change, and change nothing.
   *
   * @default false
   */
  readonly dryRun: boolean;
  /**
   * Who may reach the platform, and what it may reach. Clients are admitted by themselves.
   */
  readonly networkPolicy: NetworkPolicy;
  /**
   * How Prometheus finds the metrics, and what it tells people.
   */
  readonly monitoring: Monitoring;
  /**
   * What a cluster that was made by other means keeps for ever, because Kubernetes never changes it. The command adopt writes it: never set it for a new cluster, and never change it.
   */
  readonly adopted: Adopted;
  /**
   * What is merged into objects after everything else, in this order, as kubectl patch merges: lists by their merge key, and null deletes.
   *
   * @default []
   */
  readonly patches: readonly Patch[];
  /**
   * The Argo CD Application that syncs dist/ from git.
   */
  readonly argocd: ArgoCd;
}

export interface PullSecret {
  readonly name: string;
}

/**
 * Helm's values for all charts of a release. Other keys are left to other charts.
 */
export interface Global {
  /**
   * Registry that all images are pulled from instead of their own; '' leaves them as they are.
   *
   * @default ''
   */
  readonly imageRegistry: string;
  /**
   * Secrets for private registries, beside imagePullSecrets.
   *
   * @default []
   */
  readonly imagePullSecrets: readonly (string | PullSecret)[];
}

/**
 * The brokers: a StatefulSet, its Services and its PodDisruptionBudget.
 */
export interface Broker {
  /**
   * Number of brokers. Three survive the loss of one.
   *
   * @default 3
   */
  readonly replicas: number;
  /**
   * Image of Redpanda, for the brokers and the Jobs.
   *
   * @default 'docker.redpanda.com/redpandadata/redpanda:v26.2.1'
   */
  readonly image: string;
  /**
   * Redpanda supports only requests = limits, at least 2 CPUs, and 2.22 GiB of memory or more for each.
   */
  readonly resources: Resources;
  /**
   * Volumes of the brokers. A StatefulSet cannot change them later.
   */
  readonly storage: Storage;
  /**
   * Labels of the nodes that may run brokers.
   *
   * @default {}
   */
  readonly nodeSelector: {
    readonly [k: string]: string;
  };
  /**
   * Taints that brokers tolerate.
   *
   * @default []
   */
  readonly tolerations: readonly Toleration[];
  /**
   * Whether brokers take the zone of their node as their rack, and new replicas of a partition are placed in different racks. Needs nodes with the label topology.kubernetes.io/zone, and Kubernetes 1.35, which tells pods their zone.
   *
   * @default false
   */
  readonly rackAwareness: boolean;
  /**
   * A second Kafka listener, with addresses that can be reached from outside the cluster.
   */
  readonly external: External;
  /**
   * Node properties for redpanda.yaml, by its sections and in its words. A change restarts the brokers.
   *
   * @default {}
   */
  readonly config: BrokerConfig;
  /**
   * Level of the logs.
   *
   * @default 'info'
   */
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug' | 'trace';
  /**
   * Further flags of rpk redpanda start, such as --lock-memory.
   *
   * @default []
   */
  readonly extraArgs: readonly string[];
}

export interface Resources {
  /**
   * What a node must have free for the container.
   */
  readonly requests: {
    /**
     * CPUs reserved.
     */
    readonly cpu: string | number;
    /**
     * Memory reserved.
     */
    readonly memory: string;
  };
  /**
   * What the container may use.
   */
  readonly limits: {
    /**
     * CPUs at most.
     */
    readonly cpu: string | number;
    /**
     * Memory at most.
     */
    readonly memory: string;
  };
}

/**
 * Volumes of the brokers. A StatefulSet cannot change them later.
 */
export interface Storage {
  /**
   * Size of a broker's volume.
   *
   * @default '10Gi'
   */
  readonly size: string;
  /**
   * StorageClass of the volumes; '' is the cluster's default class.
   *
   * @default ''
   */
  readonly storageClassName: string;
}

export interface Toleration {
  /**
   * Taint key; every key if left out, with the operator Exists.
   */
  readonly key?: string;
  /**
   * How key and value are compared; Equal if left out.
   */
  readonly operator?: 'Exists' | 'Equal';
  /**
   * Taint value, which Equal compares.
   */
  readonly value?: string;
  /**
   * Taint effect; every effect if left out.
   */
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/**
 * A second Kafka listener, with addresses that can be reached from outside the cluster.
 */
export interface External {
  /**
   * How clients outside the cluster reach the brokers: ClusterIP by port-forwards, NodePort and LoadBalancer by a Service for each broker.
   *
   * @default 'ClusterIP'
   */
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  /**
   * Advertised port of broker 0; each further broker has the next one. They are the local ports of the port-forwards, or the node ports (30000 to 32767). A LoadBalancer's port is 9092.
   *
   * @default 19092
   */
  readonly port: number;
  /**
   * Domain of the brokers' advertised names (NAME-0.DOMAIN …). Needed for LoadBalancer; without it NodePort advertises the nodes' addresses.
   *
   * @default ''
   */
  readonly domain: string;
  /**
   * Annotations of the external Services, for the cloud that creates the load balancers.
   *
   * @default {}
   */
  readonly annotations: {
    readonly [k: string]: string;
  };
  /**
   * Addresses that NodePort and LoadBalancer admit.
   *
   * @default ['0.0.0.0/0']
   */
  readonly allowedCidrs: readonly string[];
  /**
   * Whether NodePort and LoadBalancer are meant to be without TLS or SASL, in a network that is trusted.
   *
   * @default false
   */
  readonly insecure: boolean;
}

/**
 * Node properties for redpanda.yaml, by its sections and in its words. A change restarts the brokers.
 *
 * @default {}
 */
export interface BrokerConfig {
  /**
   * Properties of the broker.
   */
  readonly redpanda?: RedpandaProperties;
  /**
   * Properties of the schema registry.
   */
  readonly schema_registry?: SchemaRegistryProperties;
  /**
   * Properties of its Kafka client, by which it keeps schemas in a topic.
   */
  readonly schema_registry_client?: KafkaClientProperties;
}

/**
 * Properties of the broker.
 */
export interface RedpandaProperties {
  /**
   * Folder of the description of the admin API. Redpanda's default: /usr/share/redpanda/admin-api-doc.
   */
  readonly admin_api_doc_dir?: string;
  /**
   * Folder of the cache of tiered storage. Redpanda's default: cloud_storage_cache in the data directory.
   */
  readonly cloud_storage_cache_directory?: string;
  /**
   * Folder of hashes from inventory reports of tiered storage. Redpanda's default: cloud_storage_inventory in the data directory.
   */
  readonly cloud_storage_inventory_hash_path_directory?: string;
  /**
   * Crashes within an hour after which a broker no longer starts. Redpanda's default: 5.
   */
  readonly crash_loop_limit?: number;
  /**
   * Seconds that it then waits before it ends. Redpanda's default: none.
   */
  readonly crash_loop_sleep_sec?: number;
  /**
   * Start without checks, and do not wait for the disk: only for tests. Redpanda's default: false.
   */
  readonly developer_mode?: boolean;
  /**
   * Stop data transforms, whatever the cluster property says. Redpanda's default: false.
   */
  readonly emergency_disable_data_transforms?: boolean;
  /**
   * Whether only cryptography that FIPS approves is used (Enterprise). Redpanda's default: disabled.
   */
  readonly fips_mode?: 'disabled' | 'permissive' | 'enabled';
  /**
   * Bytes from which on an allocation is logged. Redpanda's default: 131072.
   */
  readonly memory_allocation_warning_threshold?: number;
  /**
   * Numbers and UUIDs for brokers that a disaster left without, to be removed afterwards. Redpanda's default: none.
   */
  readonly node_id_overrides?: readonly NodeIdOverride[];
  /**
   * OpenSSL's configuration for FIPS. Redpanda's default: none.
   */
  readonly openssl_config_file?: string;
  /**
   * Folder of OpenSSL's module for FIPS. Redpanda's default: none.
   */
  readonly openssl_module_directory?: string;
  /**
   * Start without the topics of users, to repair a cluster. Redpanda's default: false.
   */
  readonly recovery_mode_enabled?: boolean;
  /**
   * Start even with a version that is too new for the cluster. Redpanda's default: false.
   */
  readonly upgrade_override_checks?: boolean;
  /**
   * Seconds that debug and trace logs last at most. Redpanda's default: no limit.
   */
  readonly verbose_logging_timeout_sec_max?: number;
}

export interface NodeIdOverride {
  /**
   * UUID of the broker that is meant.
   */
  readonly current_uuid: string;
  /**
   * UUID that it takes.
   */
  readonly new_uuid: string;
  /**
   * Number that it takes.
   */
  readonly new_id: number;
  /**
   * Whether a broker that has a number already takes this one, false if left out.
   */
  readonly ignore_existing_node_id?: boolean;
}

/**
 * Properties of the schema registry.
 */
export interface SchemaRegistryProperties {
  /**
   * Copies of the topic _schemas, when it is made. Redpanda's default: the cluster's.
   */
  readonly schema_registry_replication_factor?: 1 | 3 | 5 | 7 | 9;
}

/**
 * Properties of its Kafka client, by which it keeps schemas in a topic.
 */
export interface KafkaClientProperties {
  /**
   * Name by which it introduces itself to brokers. Redpanda's default: test_client.
   */
  readonly client_identifier?: string;
  /**
   * Milliseconds between heartbeats. Redpanda's default: 500.
   */
  readonly consumer_heartbeat_interval_ms?: number;
  /**
   * Milliseconds that a rebalance may take. Redpanda's default: 2000.
   */
  readonly consumer_rebalance_timeout_ms?: number;
  /**
   * Bytes of a fetch at most. Redpanda's default: 1048576.
   */
  readonly consumer_request_max_bytes?: number;
  /**
   * Bytes of a fetch at least. Redpanda's default: 1.
   */
  readonly consumer_request_min_bytes?: number;
  /**
   * Milliseconds that a fetch may take. Redpanda's default: 100.
   */
  readonly consumer_request_timeout_ms?: number;
  /**
   * Milliseconds without a heartbeat that end a session. Redpanda's default: 10000.
   */
  readonly consumer_session_timeout_ms?: number;
  /**
   * Acknowledgements that a record needs: -1 all, 1 the leader, 0 none. Redpanda's default: -1.
   */
  readonly produce_ack_level?: number;
  /**
   * Milliseconds that a batch is waited for. Redpanda's default: 100.
   */
  readonly produce_batch_delay_ms?: number;
  /**
   * Records of a batch. Redpanda's default: 1000.
   */
  readonly produce_batch_record_count?: number;
  /**
   * Bytes of a batch. Redpanda's default: 1048576.
   */
  readonly produce_batch_size_bytes?: number;
  /**
   * Compression of batches. Redpanda's default: none.
   */
  readonly produce_compression_type?: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
  /**
   * Milliseconds for the last batches at the end. Redpanda's default: 0.
   */
  readonly produce_shutdown_delay_ms?: number;
  /**
   * Tries of a request. Redpanda's default: 5.
   */
  readonly retries?: number;
  /**
   * Milliseconds before the first try again. Redpanda's default: 100.
   */
  readonly retry_base_backoff_ms?: number;
}

/**
 * Encryption of what reaches the brokers.
 */
export interface Tls {
  /**
   * Where the certificate of the brokers comes from: secret takes a Secret that exists, cert-manager has one made, none serves plaintext.
   *
   * @default 'none'
   */
  readonly mode: 'none' | 'secret' | 'cert-manager';
  /**
   * Listeners that speak TLS, unless mode is none. A running cluster takes or leaves rpc only when all brokers restart at once.
   *
   * @default ['kafka','external','schema-registry','admin','rpc']
   */
  readonly listeners: readonly ('kafka' | 'external' | 'schema-registry' | 'admin' | 'rpc')[];
  /**
   * Secret with tls.crt, tls.key and ca.crt in the brokers' namespace. Needed for the mode secret; with cert-manager, '' is NAME-tls.
   *
   * @default ''
   */
  readonly secretName: string;
  /**
   * Another such Secret for the external listener; '' is the same one, or with externalClientAuth one that cert-manager makes, NAME-external-tls.
   *
   * @default ''
   */
  readonly externalSecretName: string;
  /**
   * Whether clients of the external listener log in with a certificate (mTLS) instead of a password. Its common name is their user. The CA in the Secret of that listener has signed it: with cert-manager the Issuer NAME-external-ca, unless externalSecretName names another Secret.
   *
   * @default false
   */
  readonly externalClientAuth: boolean;
  /**
   * Secret with ca.crt in the namespace of each client; '' is NAME-ca.
   *
   * @default ''
   */
  readonly caSecretName: string;
  /**
   * To turn on TLS and SASL while clients run: open adds listeners without them, for Kafka and the schema registry, and used sends there all that connects within the Kubernetes cluster.
   *
   * @default 'none'
   */
  readonly plaintext: 'none' | 'open' | 'used';
  /**
   * With cert-manager: who signs the certificate.
   */
  readonly issuerRef: IssuerRef;
}

/**
 * With cert-manager: who signs the certificate.
 */
export interface IssuerRef {
  /**
   * Name of the Issuer; '' makes a CA of the cluster's own, which signs for no other cluster.
   *
   * @default ''
   */
  readonly name: string;
  /**
   * Kind of the Issuer.
   *
   * @default 'Issuer'
   */
  readonly kind: 'Issuer' | 'ClusterIssuer';
}

/**
 * Logins, and who may do what.
 */
export interface Sasl {
  /**
   * Whether Kafka, the schema registry and the admin API ask for a user and a password, and Kafka for ACLs.
   *
   * @default false
   */
  readonly enabled: boolean;
  /**
   * SASL mechanism of all users.
   *
   * @default 'SCRAM-SHA-512'
   */
  readonly mechanism: 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  /**
   * The first user, who may do everything.
   */
  readonly superuser: Superuser;
}

/**
 * The first user, who may do everything.
 */
export interface Superuser {
  /**
   * Name of the user that the first start makes. Console and the Jobs are it, too.
   *
   * @default 'admin'
   */
  readonly name: string;
  /**
   * Secret in the brokers' namespace whose key password holds its password. Needed where enabled is true.
   *
   * @default ''
   */
  readonly secretName: string;
}

/**
 * What tiered storage needs beside the properties of cluster that begin with cloud_storage_.
 */
export interface TieredStorage {
  /**
   * Secret in the brokers' namespace with the credentials of the object store, for the source config_file: the keys cloud_storage_access_key and cloud_storage_secret_key, or cloud_storage_azure_shared_key.
   *
   * @default ''
   */
  readonly secretName: string;
  /**
   * Annotations of the ServiceAccount that brokers have with tiered storage, by which a cloud gives them rights: eks.amazonaws.com/role-arn, iam.gke.io/gcp-service-account or azure.workload.identity/client-id.
   *
   * @default {}
   */
  readonly serviceAccountAnnotations: {
    readonly [k: string]: string;
  };
}

/**
 * Redpanda Console: its Deployment and Service, and how it is reached.
 */
export interface Console {
  /**
   * Whether Redpanda Console is deployed.
   *
   * @default true
   */
  readonly enabled: boolean;
  /**
   * Pods of Console.
   *
   * @default 1
   */
  readonly replicas: number;
  /**
   * Image of Redpanda Console.
   *
   * @default 'docker.redpanda.com/redpandadata/console:v3.10.0'
   */
  readonly image: string;
  /**
   * Requests and limits of a pod of Console.
   */
  readonly resources: Resources;
  /**
   * Path under which Console is served, by its Ingress and by its route.
   *
   * @default '/'
   */
  readonly basePath: string;
  /**
   * How Console is reached through an Ingress controller.
   */
  readonly ingress: Ingress;
  /**
   * How Console is reached through the Gateway API.
   */
  readonly route: Route;
  /**
   * Console's own keys (version 3), beside those that are set here. A change restarts it.
   *
   * @default {}
   */
  readonly config: ConsoleConfig;
}

/**
 * How Console is reached through an Ingress controller.
 */
export interface Ingress {
  /**
   * Whether Console has an Ingress.
   *
   * @default false
   */
  readonly enabled: boolean;
  /**
   * Host names of Console, of which an Ingress needs one.
   *
   * @default []
   */
  readonly hosts: readonly string[];
  /**
   * IngressClass; '' is the cluster's default class.
   *
   * @default ''
   */
  readonly className: string;
  /**
   * Secret with tls.crt and tls.key; '' serves plain HTTP.
   *
   * @default ''
   */
  readonly tlsSecretName: string;
  /**
   * Controller that basicAuthSecretName is for: ingress-nginx, or traefik, which takes a Middleware object and so needs Traefik's CRDs.
   *
   * @default ''
   */
  readonly controller: '' | 'ingress-nginx' | 'traefik';
  /**
   * Secret with an htpasswd file under the key auth, and nothing else, for the controller to ask for a login. Console has none of its own: '' leaves it open.
   *
   * @default ''
   */
  readonly basicAuthSecretName: string;
  /**
   * Further annotations of the Ingress.
   *
   * @default {}
   */
  readonly annotations: {
    readonly [k: string]: string;
  };
}

/**
 * How Console is reached through the Gateway API.
 */
export interface Route {
  /**
   * Whether Console has an HTTPRoute, for which the Gateway API must be installed.
   *
   * @default false
   */
  readonly enabled: boolean;
  /**
   * The Gateways that serve it. networkPolicy.ingress must admit their pods.
   *
   * @default []
   */
  readonly parentRefs: readonly ParentRef[];
  /**
   * Host names of Console. An empty list takes those of the Gateways.
   *
   * @default []
   */
  readonly hostnames: readonly string[];
}

export interface ParentRef {
  /**
   * Name of the Gateway.
   */
  readonly name: string;
  /**
   * Its namespace; Console's if left out.
   */
  readonly namespace?: string;
  /**
   * Its listener; all of them if left out.
   */
  readonly sectionName?: string;
}

/**
 * Console's own keys (version 3), beside those that are set here. A change restarts it.
 *
 * @default {}
 */
export interface ConsoleConfig {
  /**
   * How names of metrics begin. Console's default: console.
   */
  readonly metricsNamespace?: string;
  /**
   * Whether its pages are served. Console's default: true.
   */
  readonly serveFrontend?: boolean;
  /**
   * What is shown beside Kafka itself.
   */
  readonly console?: ConsolePages;
  /**
   * Its Kafka client.
   */
  readonly kafka?: ConsoleKafka;
  /**
   * Clusters of Kafka Connect.
   */
  readonly kafkaConnect?: ConsoleKafkaConnect;
  /**
   * Logs.
   */
  readonly logger?: ConsoleLogger;
  /**
   * Redpanda's own APIs.
   */
  readonly redpanda?: ConsoleRedpanda;
  /**
   * How records are shown.
   */
  readonly serde?: ConsoleSerde;
  /**
   * The HTTP server.
   */
  readonly server?: ConsoleServer;
}

/**
 * What is shown beside Kafka itself.
 */
export interface ConsolePages {
  /**
   * Explanations of topics.
   */
  readonly topicDocumentation?: TopicDocumentation;
  /**
   * Console's own API.
   */
  readonly api?: ConsoleApi;
}

/**
 * Explanations of topics.
 */
export interface TopicDocumentation {
  /**
   * Whether topics are explained by Markdown files. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * Where they are.
   */
  readonly git?: GitSource;
}

export interface GitSource {
  /**
   * Whether files come from a git repository. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * Bytes of a file at most. Console's default: 500000.
   */
  readonly maxFileSize?: number;
  /**
   * Time between two looks; 0s for one look at the start. Console's default: 1m.
   */
  readonly refreshInterval?: string;
  /**
   * Where the files are.
   */
  readonly repository?: GitRepository;
  /**
   * A login by a password.
   */
  readonly basicAuth?: GitBasicAuth;
  /**
   * A login by a key.
   */
  readonly ssh?: GitSsh;
  /**
   * Whether submodules are taken too. Console's default: false.
   */
  readonly cloneSubmodules?: boolean;
}

/**
 * Where the files are.
 */
export interface GitRepository {
  /**
   * Repository. Console's default: none.
   */
  readonly url?: string;
  /**
   * Branch. Console's default: the repository's.
   */
  readonly branch?: string;
  /**
   * Folder. Console's default: ..
   */
  readonly baseDirectory?: string;
  /**
   * Levels of folders. Console's default: 15.
   */
  readonly maxDepth?: number;
}

/**
 * A login by a password.
 */
export interface GitBasicAuth {
  /**
   * Whether there is one. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * User. Console's default: none.
   */
  readonly username?: string;
}

/**
 * A login by a key.
 */
export interface GitSsh {
  /**
   * Whether there is one. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * User. Console's default: none.
   */
  readonly username?: string;
  /**
   * File with the private key, which a volume brings. Console's default: none.
   */
  readonly privateKeyFilepath?: string;
}

/**
 * Console's own API.
 */
export interface ConsoleApi {
  /**
   * Whether Console's own API is served, which its pages need. Console's default: true.
   */
  readonly enabled?: boolean;
  /**
   * Procedures that may be called; * for all. Console's default: *.
   */
  readonly enabledProcedures?: readonly string[];
}

/**
 * Its Kafka client.
 */
export interface ConsoleKafka {
  /**
   * Name by which Console introduces itself to brokers. Console's default: redpanda-console.
   */
  readonly clientId?: string;
  /**
   * Rack whose replicas it reads from. Console's default: none.
   */
  readonly rackId?: string;
  /**
   * The first connection.
   */
  readonly startup?: KafkaStartup;
}

/**
 * The first connection.
 */
export interface KafkaStartup {
  /**
   * Whether the connection is tried at the start. Console's default: true.
   */
  readonly establishConnectionEagerly?: boolean;
  /**
   * Time before the second try. Console's default: 1s.
   */
  readonly retryInterval?: string;
  /**
   * Time between two tries at most. Console's default: 60s.
   */
  readonly maxRetryInterval?: string;
  /**
   * Factor of the time after each try. Console's default: 2.
   */
  readonly backoffMultiplier?: number;
}

/**
 * Clusters of Kafka Connect.
 */
export interface ConsoleKafkaConnect {
  /**
   * Whether clusters of Kafka Connect are shown. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * Clusters of Kafka Connect. Console's default: none.
   */
  readonly clusters?: readonly ConnectCluster[];
  /**
   * Time for a test of the connection. Console's default: 15s.
   */
  readonly connectTimeout?: string;
  /**
   * Time for an answer. Console's default: 6s.
   */
  readonly readTimeout?: string;
  /**
   * Time for a request. Console's default: 6s.
   */
  readonly requestTimeout?: string;
}

export interface ConnectCluster {
  /**
   * Name that is shown.
   */
  readonly name: string;
  /**
   * Address of its REST API.
   */
  readonly url: string;
  /**
   * TLS.
   */
  readonly tls?: ConsoleTls;
  /**
   * User.
   */
  readonly username?: string;
}

/**
 * TLS.
 */
export interface ConsoleTls {
  /**
   * Whether TLS is spoken. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * File with the CA, which a volume brings. Console's default: the system's.
   */
  readonly caFilepath?: string;
  /**
   * File with the certificate of the client. Console's default: none.
   */
  readonly certFilepath?: string;
  /**
   * File with its key. Console's default: none.
   */
  readonly keyFilepath?: string;
  /**
   * Whether any certificate is taken. Console's default: false.
   */
  readonly insecureSkipTlsVerify?: boolean;
  /**
   * Time between two looks at the files. Console's default: 5m.
   */
  readonly refreshInterval?: string;
}

/**
 * Logs.
 */
export interface ConsoleLogger {
  /**
   * Level of the logs. Console's default: info.
   */
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
}

/**
 * Redpanda's own APIs.
 */
export interface ConsoleRedpanda {
  /**
   * The admin API.
   */
  readonly adminApi?: ConsoleAdminApi;
}

/**
 * The admin API.
 */
export interface ConsoleAdminApi {
  /**
   * The first connection.
   */
  readonly startup?: AdminApiStartup;
}

/**
 * The first connection.
 */
export interface AdminApiStartup {
  /**
   * Whether the connection is tried at the start. Console's default: true.
   */
  readonly establishConnectionEagerly?: boolean;
  /**
   * Time before the second try. Console's default: 1s.
   */
  readonly retryInterval?: string;
  /**
   * Time between two tries at most. Console's default: 60s.
   */
  readonly maxRetryInterval?: string;
  /**
   * Factor of the time after each try. Console's default: 2.
   */
  readonly backoffMultiplier?: number;
  /**
   * Tries. Console's default: 5.
   */
  readonly maxRetries?: number;
}

/**
 * How records are shown.
 */
export interface ConsoleSerde {
  /**
   * Bytes of a record that are shown. Console's default: 20480.
   */
  readonly maxDeserializationPayloadSize?: number;
  /**
   * Protobuf.
   */
  readonly protobuf?: ConsoleProtobuf;
  /**
   * MessagePack.
   */
  readonly messagePack?: ConsoleMessagePack;
  /**
   * CBOR.
   */
  readonly cbor?: ConsoleCbor;
}

/**
 * Protobuf.
 */
export interface ConsoleProtobuf {
  /**
   * Whether records are shown by types from elsewhere than the schema registry. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * Types from a git repository.
   */
  readonly git?: GitSource;
  /**
   * Types from files.
   */
  readonly fileSystem?: FileSource;
  /**
   * Types from a Buf Schema Registry.
   */
  readonly bufSchemaRegistry?: BufSchemaRegistry;
  /**
   * Folders from which types import others. Console's default: the top.
   */
  readonly importPaths?: readonly string[];
  /**
   * Types of topics. Console's default: none.
   */
  readonly mappings?: readonly ProtobufMapping[];
}

/**
 * Types from files.
 */
export interface FileSource {
  /**
   * Whether types come from files, which a volume brings. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * Folders. Console's default: none.
   */
  readonly paths?: readonly string[];
  /**
   * Time between two looks. Console's default: 5m.
   */
  readonly refreshInterval?: string;
  /**
   * Whether files that begin with a dot are left out. Console's default: false.
   */
  readonly skipHiddenFiles?: boolean;
}

/**
 * Types from a Buf Schema Registry.
 */
export interface BufSchemaRegistry {
  /**
   * Whether types come from a Buf Schema Registry. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * Registry. Console's default: none.
   */
  readonly url?: string;
}

export interface ProtobufMapping {
  /**
   * Topic, or a regular expression between slashes.
   */
  readonly topicName: string;
  /**
   * Type of the keys.
   */
  readonly keyProtoType?: string;
  /**
   * Type of the values.
   */
  readonly valueProtoType?: string;
}

/**
 * MessagePack.
 */
export interface ConsoleMessagePack {
  /**
   * Whether records are tried as MessagePack. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * Topics, or regular expressions between slashes. Console's default: /.* /.
   */
  readonly topicNames?: readonly string[];
}

/**
 * CBOR.
 */
export interface ConsoleCbor {
  /**
   * Whether records are tried as CBOR. Console's default: false.
   */
  readonly enabled?: boolean;
  /**
   * Topic, or a regular expression between slashes. Console's default: /.* /.
   */
  readonly topicName?: string;
}

/**
 * The HTTP server.
 */
export interface ConsoleServer {
  /**
   * Time for requests at the end. Console's default: 30s.
   */
  readonly gracefulShutdownTimeout?: string;
  /**
   * Time for reading a request. Console's default: 30s.
   */
  readonly readTimeout?: string;
  /**
   * Time for an answer. Console's default: 32m.
   */
  readonly writeTimeout?: string;
  /**
   * Time that a connection is kept. Console's default: 30s.
   */
  readonly idleTimeout?: string;
  /**
   * Level of compression; 0 for none. Console's default: 4.
   */
  readonly compressionLevel?: number;
  /**
   * Whether a proxy names the path in X-Forwarded-Prefix. Console's default: true.
   */
  readonly setBasePathFromXForwardedPrefix?: boolean;
  /**
   * Whether Console takes the path off a request. A proxy may have done so. Console's default: true.
   */
  readonly stripPrefix?: boolean;
  /**
   * Origins whose pages may call its API. Console's default: its own.
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Profiles of the running program.
   */
  readonly debug?: ConsoleDebug;
}

/**
 * Profiles of the running program.
 */
export interface ConsoleDebug {
  /**
   * Whether profiles are served under /debug. Console's default: true.
   */
  readonly enabled?: boolean;
  /**
   * Whether only the pod itself gets them. Console's default: true.
   */
  readonly forceLoopback?: boolean;
}

export interface Topic {
  /**
   * Name of the topic.
   */
  readonly name: string;
  /**
   * What the topic holds, for people who read the values. Brokers never hear of it, and a change of it changes no object.
   */
  readonly description?: string;
  /**
   * Partitions, 3 if left out. They can be added but never removed.
   */
  readonly partitions?: number;
  /**
   * Replicas of each partition, each on another broker. A new topic has 3 if left out, 1 with fewer than 3 brokers, or what cluster.default_topic_replications says; an existing topic then keeps what it has.
   */
  readonly replicationFactor?: 1 | 3 | 5 | 7 | 9;
  /**
   * Configs in Kafka's words. null resets one to the broker's default; one that is removed here stays as it is.
   */
  readonly config?: TopicConfig;
}

/**
 * Configs in Kafka's words. null resets one to the broker's default; one that is removed here stays as it is.
 */
export interface TopicConfig {
  /**
   * What happens to old segments. Broker default: delete.
   */
  readonly 'cleanup.policy'?: ('delete' | 'compact' | 'compact,delete' | 'delete,compact') | null;
  /**
   * Milliseconds that records are kept; -1 for ever, 0 until their segment is closed. Broker default: 604800000.
   */
  readonly 'retention.ms'?: number | null;
  /**
   * Bytes that a partition keeps; -1 without limit. Broker default: no limit.
   */
  readonly 'retention.bytes'?: number | null;
  /**
   * Bytes of a segment. Broker default: 134217728.
   */
  readonly 'segment.bytes'?: number | null;
  /**
   * Milliseconds after which a segment is closed, of which the cluster makes at least 600000 and at most 31536000000; -1 never. Broker default: 1209600000.
   */
  readonly 'segment.ms'?: number | null;
  /**
   * Bytes of the largest batch. Broker default: 1048576.
   */
  readonly 'max.message.bytes'?: number | null;
  /**
   * Without effect: brokers keep what a producer sends. Broker default: producer.
   */
  readonly 'compression.type'?: ('producer' | 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd') | null;
  /**
   * What the timestamp of a record means. Broker default: CreateTime.
   */
  readonly 'message.timestamp.type'?: ('CreateTime' | 'LogAppendTime') | null;
  /**
   * Milliseconds that a timestamp may lie in the past. Broker default: 9223372036854.
   */
  readonly 'message.timestamp.before.max.ms'?: number | null;
  /**
   * Milliseconds that a timestamp may lie in the future. Broker default: 3600000.
   */
  readonly 'message.timestamp.after.max.ms'?: number | null;
  /**
   * Milliseconds that tombstones are kept; -1 for ever. Broker default: for ever.
   */
  readonly 'delete.retention.ms'?: number | null;
  /**
   * Share of a log that must be dirty before it is compacted. Broker default: 0.5.
   */
  readonly 'min.cleanable.dirty.ratio'?: number | null;
  /**
   * Milliseconds before a record can be compacted. Broker default: 0.
   */
  readonly 'min.compaction.lag.ms'?: number | null;
  /**
   * Milliseconds after which a record is compacted at the latest. Broker default: 9223372036854.
   */
  readonly 'max.compaction.lag.ms'?: number | null;
  /**
   * Milliseconds after which data is written to the disk. Broker default: 100.
   */
  readonly 'flush.ms'?: number | null;
  /**
   * Bytes after which data is written to the disk. Broker default: 262144.
   */
  readonly 'flush.bytes'?: number | null;
  /**
   * Acknowledge before data is on the disk: faster, and records can be lost. Broker default: false.
   */
  readonly 'write.caching'?: boolean | null;
  /**
   * With tiered storage (Enterprise): milliseconds kept on the brokers. Broker default: 86400000.
   */
  readonly 'retention.local.target.ms'?: number | null;
  /**
   * With tiered storage (Enterprise): bytes of a partition kept on the brokers. Broker default: no limit.
   */
  readonly 'retention.local.target.bytes'?: number | null;
  /**
   * With tiered storage (Enterprise): milliseconds that a new replica fetches. Broker default: all.
   */
  readonly 'initial.retention.local.target.ms'?: number | null;
  /**
   * With tiered storage (Enterprise): bytes that a new replica fetches. Broker default: all.
   */
  readonly 'initial.retention.local.target.bytes'?: number | null;
  /**
   * With tiered storage (Enterprise): read from object storage. Broker default: false.
   */
  readonly 'redpanda.remote.read'?: boolean | null;
  /**
   * With tiered storage (Enterprise): write to object storage. Broker default: false.
   */
  readonly 'redpanda.remote.write'?: boolean | null;
  /**
   * With tiered storage (Enterprise): delete from object storage with the topic. Broker default: true.
   */
  readonly 'redpanda.remote.delete'?: boolean | null;
  /**
   * Where data is. tiered needs cloud_storage_enabled, cloud needs Cloud Topics (Enterprise). Broker default: unset.
   */
  readonly 'redpanda.storage.mode'?: ('local' | 'tiered' | 'cloud' | 'unset') | null;
  /**
   * Racks for leaders: none, racks:RACK[,RACK …] or ordered_racks:RACK[,RACK …] (Enterprise). Broker default: none.
   */
  readonly 'redpanda.leaders.preference'?: string | null;
  /**
   * Context of its schemas, which begins with a dot. Broker default: ..
   */
  readonly 'redpanda.schema.registry.context'?: string | null;
  /**
   * With the cluster property iceberg_enabled (Enterprise): disabled, key_value, value_schema_id_prefix or value_schema_latest. Broker default: disabled.
   */
  readonly 'redpanda.iceberg.mode'?: string | null;
  /**
   * With the cluster property iceberg_enabled (Enterprise): delete the table with the topic. Broker default: true.
   */
  readonly 'redpanda.iceberg.delete'?: boolean | null;
  /**
   * With the cluster property iceberg_enabled (Enterprise): what happens to a record that fits no schema. Broker default: dlq_table.
   */
  readonly 'redpanda.iceberg.invalid.record.action'?: ('drop' | 'dlq_table') | null;
  /**
   * With the cluster property iceberg_enabled (Enterprise): columns that partition the table. Broker default: (hour(redpanda.timestamp)).
   */
  readonly 'redpanda.iceberg.partition.spec'?: string | null;
  /**
   * With the cluster property iceberg_enabled (Enterprise): milliseconds until the table holds a record. Broker default: iceberg_target_lag_ms.
   */
  readonly 'redpanda.iceberg.target.lag.ms'?: number | null;
}

export interface EventSchema {
  /**
   * Subject that it is a version of, such as orders-value: TOPIC-value or TOPIC-key is where clients look by default.
   */
  readonly subject: string;
  /**
   * Its language, AVRO if left out.
   */
  readonly type?: 'AVRO' | 'JSON' | 'PROTOBUF';
  /**
   * The schema as a text.
   */
  readonly schema?: string;
  /**
   * The file that holds the schema, seen from the values file. In the plain YAML only: helm takes it by --set-file.
   */
  readonly file?: string;
  /**
   * Which versions must be able to read each other's records. What is left out stays as the registry has it: BACKWARD, unless somebody has changed that.
   */
  readonly compatibility?: 'NONE' | 'BACKWARD' | 'BACKWARD_TRANSITIVE' | 'FORWARD' | 'FORWARD_TRANSITIVE' | 'FULL' | 'FULL_TRANSITIVE';
  /**
   * Schemas that it uses.
   */
  readonly references?: readonly SchemaReference[];
}

export interface SchemaReference {
  /**
   * What the schema calls it: a full name in Avro, a $ref's URI in JSON Schema, the path of an import in Protobuf.
   */
  readonly name: string;
  /**
   * Subject of the schema that is meant.
   */
  readonly subject: string;
  /**
   * Version of it, as the registry counts.
   */
  readonly version: number;
}

export interface Client {
  /**
   * Name of the client.
   */
  readonly name: string;
  /**
   * Namespace of its pods.
   */
  readonly namespace: string;
  /**
   * Whether the plain YAML holds the Namespace, false if left out: a namespace usually has another owner. A chart never does.
   */
  readonly createNamespace?: boolean;
  /**
   * Labels of its pods; all pods of the namespace if left out.
   */
  readonly podSelector?: {
    readonly [k: string]: string;
  };
  /**
   * Which variables its containers get: spring, quarkus, librdkafka or generic, which is the default.
   */
  readonly flavour?: 'generic' | 'spring' | 'quarkus' | 'librdkafka';
  /**
   * Consumer group, passed on by every flavour except generic; the client's name if left out.
   */
  readonly consumerGroup?: string;
  /**
   * Topics that it consumes: names, or prefixes such as orders-*. Where sasl.enabled is true, its user may read them with its consumer group.
   */
  readonly consumes?: readonly string[];
  /**
   * Topics that it produces: names, or prefixes. Where sasl.enabled is true, its user may write to them.
   */
  readonly produces?: readonly string[];
  /**
   * Ids of its transactions: names, or prefixes. Where sasl.enabled is true, its user may use them.
   */
  readonly transactionalIds?: readonly string[];
  /**
   * Whether it uses the schema registry, true if left out.
   */
  readonly schemaRegistry?: boolean;
  /**
   * Its SASL user; the client's name if left out.
   */
  readonly user?: string;
  /**
   * Secret in its namespace whose key password holds the password of its user. Needed where sasl.enabled is true.
   */
  readonly secretName?: string;
  /**
   * Whether a NetworkPolicy in its namespace restricts its pods to DNS, the brokers and what other policies allow; false if left out.
   */
  readonly egressPolicy?: boolean;
}

export interface User {
  /**
   * Name of the user.
   */
  readonly name: string;
  /**
   * Secret in the brokers' namespace that holds the password.
   */
  readonly secretName: string;
  /**
   * Key of the password in it, password if left out.
   */
  readonly secretKey?: string;
  /**
   * Whether the user may do everything, false if left out.
   */
  readonly superuser?: boolean;
  /**
   * Another number than before makes the Job run again, after a change of the Secret.
   */
  readonly revision?: number;
}

export interface Acl {
  /**
   * The user who has the right; * is everybody.
   */
  readonly user: string;
  /**
   * Topics that it is about: names, or prefixes such as orders-*.
   */
  readonly topics?: readonly string[];
  /**
   * Consumer groups that it is about: names or prefixes.
   */
  readonly groups?: readonly string[];
  /**
   * Transactional ids that it is about: names or prefixes.
   */
  readonly transactionalIds?: readonly string[];
  /**
   * Whether it is about the cluster as a whole.
   */
  readonly cluster?: boolean;
  /**
   * What may be done, such as [read, describe].
   */
  readonly operations: readonly (
    | 'read'
    | 'write'
    | 'create'
    | 'delete'
    | 'alter'
    | 'describe'
    | 'describe_configs'
    | 'alter_configs'
    | 'idempotent_write'
    | 'cluster_action'
    | 'all'
  )[];
  /**
   * allow, which is the default, or deny, which wins over any allow.
   */
  readonly permission?: 'allow' | 'deny';
  /**
   * IP address from which it is so; '*', which is the default, is any.
   */
  readonly host?: string;
}

export interface Quota {
  /**
   * Client id of those whose quotas these are.
   */
  readonly clientId?: string;
  /**
   * Beginning of the client ids of those who share these quotas.
   */
  readonly clientIdPrefix?: string;
  /**
   * User whose quotas these are. Brokers know them from Redpanda 26.1 on.
   */
  readonly user?: string;
  /**
   * Whether these are the quotas of every client id, or of every user, that has none of its own.
   */
  readonly default?: 'clientId' | 'user';
  /**
   * Bytes of producers that a broker lets pass in a second; unlimited if left out.
   */
  readonly producerByteRate?: number;
  /**
   * Bytes to consumers that a broker lets pass in a second; unlimited if left out.
   */
  readonly consumerByteRate?: number;
  /**
   * Partitions created and deleted that a broker lets pass in a second; unlimited if left out.
   */
  readonly controllerMutationRate?: number;
}

/**
 * What the Jobs remove, each by its own name. What is only no longer declared stays.
 */
export interface Prune {
  /**
   * Topics to delete, with all their records, if they are there.
   *
   * @default []
   */
  readonly topics: readonly string[];
  /**
   * Users to remove, together with their ACLs, if they are there.
   *
   * @default []
   */
  readonly users: readonly string[];
  /**
   * Those who lose all their quotas, by the names that the Job's log gives them, such as client-id=importer.
   *
   * @default []
   */
  readonly quotas: readonly string[];
  /**
   * Subjects of the registry to delete, softly: what was written with their schemas can still be read, and declaring one again brings it back.
   *
   * @default []
   */
  readonly subjects: readonly string[];
}

/**
 * Who may reach the platform, and what it may reach. Clients are admitted by themselves.
 */
export interface NetworkPolicy {
  /**
   * Whether there are NetworkPolicies, which allow only what is declared here.
   *
   * @default true
   */
  readonly enabled: boolean;
  /**
   * Who may reach Console: the Ingress controller or the Gateway, by default ingress-nginx, and Traefik where k3s runs it. An empty list admits nobody.
   *
   * @default [{ namespace: 'ingress-nginx' }, { namespace: 'kube-system', podSelector: {'app.kubernetes.io/name':'traefik' }}]
   */
  readonly ingress: readonly Peer[];
  /**
   * Who may read the metrics of the brokers and of Console: Prometheus. An empty list admits nobody.
   *
   * @default [{ namespace: 'monitoring' }]
   */
  readonly monitoring: readonly Peer[];
  /**
   * Which resolvers pods may ask, on ports 53 and 5353. An empty list leaves the address open, because it differs from cluster to cluster.
   *
   * @default []
   */
  readonly dns: readonly Peer[];
  /**
   * Where brokers find the object store of tiered storage and the metrics reporter, if the values switch one of them on. They may reach its port there. An empty list lets them reach neither.
   *
   * @default ['0.0.0.0/0','::/0']
   */
  readonly egressCidrs: readonly string[];
}

export interface Peer {
  /**
   * Namespace of the pods.
   */
  readonly namespace?: string;
  /**
   * Labels of the pods; all pods of the namespace if left out.
   */
  readonly podSelector?: {
    readonly [k: string]: string;
  };
  /**
   * Range of addresses, in place of a namespace: of nodes (pods in the network of their host), or of load balancers.
   */
  readonly cidr?: string;
}

/**
 * How Prometheus finds the metrics, and what it tells people.
 */
export interface Monitoring {
  /**
   * Name of the job by which Prometheus knows the brokers; Console's has -console after it. '' is the cluster's name, and in the files of an environment the cluster's and the environment's.
   *
   * @default ''
   */
  readonly job: string;
  /**
   * How Prometheus Operator finds the pods.
   */
  readonly podMonitor: {
    /**
     * Whether there is a PodMonitor for the brokers and one for Console, which needs the CRDs of Prometheus Operator.
     *
     * @default false
     */
    readonly enabled: boolean;
    /**
     * Labels by which the operator finds it, such as release: kube-prometheus-stack.
     *
     * @default {}
     */
    readonly labels: {
      readonly [k: string]: string;
    };
  };
  /**
   * How Prometheus Operator finds the alerts.
   */
  readonly prometheusRule: {
    /**
     * Whether there is a PrometheusRule with the alerts of the platform, and one for each client, which needs the CRDs of Prometheus Operator.
     *
     * @default false
     */
    readonly enabled: boolean;
    /**
     * Labels by which the operator finds it, such as release: kube-prometheus-stack.
     *
     * @default {}
     */
    readonly labels: {
      readonly [k: string]: string;
    };
  };
  /**
   * Topics that are produced to around the clock: names, or prefixes such as orders-*. An alert tells of one that has had no records for three quarters of an hour, and had some a day before.
   *
   * @default []
   */
  readonly steadyTopics: readonly string[];
  /**
   * When an alert fires. The others fire at ratios, or at limits of Redpanda itself.
   */
  readonly thresholds: {
    /**
     * How much of a disk must be free, in percent, or there is a warning; half of it is critical. At 20 Redpanda begins to move partitions away.
     *
     * @default 20
     */
    readonly diskFreePercent: number;
    /**
     * How many milliseconds 99 % of the produce requests and reads of a broker may take. Near the bounds of the histograms (65, 131, 262, 524, 1048, 2097) it is exact. 262 fits local disks; those of a network may need more.
     *
     * @default 262
     */
    readonly latencyMs: number;
    /**
     * How many seconds a consumer may be behind its producers. 600 leaves room for a deployment.
     *
     * @default 600
     */
    readonly lagSeconds: number;
    /**
     * How many days before its end a certificate or a CA is told of. cert-manager has renewed one of 90 days by then, and there is time to make another by hand.
     *
     * @default 14
     */
    readonly certificateDays: number;
  };
  /**
   * URL at which people find the page runbook.md of this package: alerts link to their sections.
   *
   * @default 'runbook.md'
   */
  readonly runbookUrl: string;
}

/**
 * What a cluster that was made by other means keeps for ever, because Kubernetes never changes it. The command adopt writes it: never set it for a new cluster, and never change it.
 */
export interface Adopted {
  /**
   * Headless Service that names the brokers; '' is NAME-headless. If it is NAME itself, the Service for clients is NAME-clients.
   *
   * @default ''
   */
  readonly serviceName: string;
  /**
   * Whether brokers start at once, or one after the other.
   *
   * @default 'Parallel'
   */
  readonly podManagementPolicy: 'Parallel' | 'OrderedReady';
  /**
   * Labels that select the brokers; {} is the label app with the cluster's name.
   *
   * @default {}
   */
  readonly brokerSelector: {
    readonly [k: string]: string;
  };
  /**
   * Labels that select the pods of Console; {} is the label app with NAME-console.
   *
   * @default {}
   */
  readonly consoleSelector: {
    readonly [k: string]: string;
  };
  /**
   * Name of the claim template, with which the names of the brokers' claims begin.
   *
   * @default 'redpanda-data'
   */
  readonly claimName: string;
  /**
   * Labels of the claim template.
   *
   * @default {}
   */
  readonly claimLabels: {
    readonly [k: string]: string;
  };
  /**
   * Who may mount a volume.
   *
   * @default 'ReadWriteOnce'
   */
  readonly accessMode: 'ReadWriteOnce' | 'ReadWriteOncePod' | 'ReadWriteMany';
}

export interface Patch {
  /**
   * Which objects it is merged into.
   */
  readonly target: PatchTarget;
  /**
   * Fields as the object has them.
   */
  readonly patch: {
    readonly [k: string]: unknown;
  };
}

/**
 * Which objects it is merged into.
 */
export interface PatchTarget {
  /**
   * Kind of the objects; every kind if left out.
   */
  readonly kind?: string;
  /**
   * Name of the object, a Job's without the hash; every name if left out.
   */
  readonly name?: string;
}

/**
 * The Argo CD Application that syncs dist/ from git.
 */
export interface ArgoCd {
  /**
   * Namespace of Argo CD.
   *
   * @default 'argocd'
   */
  readonly namespace: string;
  /**
   * AppProject of the Application.
   *
   * @default 'default'
   */
  readonly project: string;
  /**
   * Git repository that holds dist/; '' makes no Application.
   *
   * @default ''
   */
  readonly repoUrl: string;
  /**
   * Branch, tag or commit to sync.
   *
   * @default 'HEAD'
   */
  readonly targetRevision: string;
  /**
   * Folder of the output in the repository. '' is the folder that synth writes, seen from the current folder.
   *
   * @default ''
   */
  readonly path: string;
}

export interface PlatformProps {
  /**
   * Namespace of the brokers and Console. The chart uses the release's namespace (helm -n).
   *
   * @default 'redpanda'
   */
  readonly namespace?: string;
  /**
   * Whether the plain YAML holds the Namespace. A chart never does.
   *
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * Name of the cluster. The names of all objects begin with it.
   *
   * @default 'redpanda'
   */
  readonly name?: string;
  /**
   * DNS domain of the Kubernetes cluster.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * Secrets for a private registry: their names, or maps with a name.
   *
   * @default []
   */
  readonly imagePullSecrets?: readonly (string | PullSecret)[];
  /**
   * Helm's values for all charts of a release. Other keys are left to other charts.
   */
  readonly global?: GlobalProps;
  /**
   * The brokers: a StatefulSet, its Services and its PodDisruptionBudget.
   */
  readonly broker?: BrokerProps;
  /**
   * Encryption of what reaches the brokers.
   */
  readonly tls?: TlsProps;
  /**
   * Logins, and who may do what.
   */
  readonly sasl?: SaslProps;
  /**
   * Cluster properties by name. A new cluster starts with them, and a Job brings a running one to them. What is not named here is left alone.
   *
   * @default {}
   */
  readonly cluster?: {
    readonly [k: string]: boolean | number | string | readonly string[];
  };
  /**
   * What tiered storage needs beside the properties of cluster that begin with cloud_storage_.
   */
  readonly tieredStorage?: TieredStorageProps;
  /**
   * Whether features are meant that need a license of Redpanda Enterprise, which brokers are given by other means.
   *
   * @default false
   */
  readonly licenseAcknowledged?: boolean;
  /**
   * Redpanda Console: its Deployment and Service, and how it is reached.
   */
  readonly console?: ConsoleProps;
  /**
   * Topics. A Job creates them and brings them to what is declared here. A topic that is removed from this list stays in the cluster; prune.topics deletes it.
   *
   * @default []
   */
  readonly topics?: readonly Topic[];
  /**
   * Schemas of the schema registry. One that is removed from this list stays in the registry.
   *
   * @default []
   */
  readonly schemas?: readonly EventSchema[];
  /**
   * Who can use Kafka and the schema registry. Each client gets a ConfigMap with its variables.
   *
   * @default []
   */
  readonly clients?: readonly Client[];
  /**
   * SASL users. A Job makes them and gives them the passwords of their Secrets. A user that is removed from this list stays in the cluster.
   *
   * @default []
   */
  readonly users?: readonly User[];
  /**
   * ACLs beside those that follow from what clients consume and produce. A Job gives users who are named here or there exactly these rights, and takes away any other that they have.
   *
   * @default []
   */
  readonly acls?: readonly Acl[];
  /**
   * How much clients and users may send, receive and change in a second. A Job gives them exactly these quotas. Whoever is removed from this list keeps theirs; prune.quotas takes them away.
   *
   * @default []
   */
  readonly quotas?: readonly Quota[];
  /**
   * What the Jobs remove, each by its own name. What is only no longer declared stays.
   */
  readonly prune?: PruneProps;
  /**
   * Whether the Jobs that converge what is declared only say what they would change, and change nothing.
   *
   * @default false
   */
  readonly dryRun?: boolean;
  /**
   * Who may reach the platform, and what it may reach. Clients are admitted by themselves.
   */
  readonly networkPolicy?: NetworkPolicyProps;
  /**
   * How Prometheus finds the metrics, and what it tells people.
   */
  readonly monitoring?: MonitoringProps;
  /**
   * What a cluster that was made by other means keeps for ever, because Kubernetes never changes it. The command adopt writes it: never set it for a new cluster, and never change it.
   */
  readonly adopted?: AdoptedProps;
  /**
   * What is merged into objects after everything else, in this order, as kubectl patch merges: lists by their merge key, and null deletes.
   *
   * @default []
   */
  readonly patches?: readonly Patch[];
  /**
   * The Argo CD Application that syncs dist/ from git.
   */
  readonly argocd?: ArgoCdProps;
}

/**
 * Helm's values for all charts of a release. Other keys are left to other charts.
 */
export interface GlobalProps {
  /**
   * Registry that all images are pulled from instead of their own; '' leaves them as they are.
   *
   * @default ''
   */
  readonly imageRegistry?: string;
  /**
   * Secrets for private registries, beside imagePullSecrets.
   *
   * @default []
   */
  readonly imagePullSecrets?: readonly (string | PullSecret)[];
}

/**
 * The brokers: a StatefulSet, its Services and its PodDisruptionBudget.
 */
export interface BrokerProps {
  /**
   * Number of brokers. Three survive the loss of one.
   *
   * @default 3
   */
  readonly replicas?: number;
  /**
   * Image of Redpanda, for the brokers and the Jobs.
   *
   * @default 'docker.redpanda.com/redpandadata/redpanda:v26.2.1'
   */
  readonly image?: string;
  /**
   * Redpanda supports only requests = limits, at least 2 CPUs, and 2.22 GiB of memory or more for each.
   */
  readonly resources?: ResourcesProps;
  /**
   * Volumes of the brokers. A StatefulSet cannot change them later.
   */
  readonly storage?: StorageProps;
  /**
   * Labels of the nodes that may run brokers.
   *
   * @default {}
   */
  readonly nodeSelector?: {
    readonly [k: string]: string;
  };
  /**
   * Taints that brokers tolerate.
   *
   * @default []
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * Whether brokers take the zone of their node as their rack, and new replicas of a partition are placed in different racks. Needs nodes with the label topology.kubernetes.io/zone, and Kubernetes 1.35, which tells pods their zone.
   *
   * @default false
   */
  readonly rackAwareness?: boolean;
  /**
   * A second Kafka listener, with addresses that can be reached from outside the cluster.
   */
  readonly external?: ExternalProps;
  /**
   * Node properties for redpanda.yaml, by its sections and in its words. A change restarts the brokers.
   *
   * @default {}
   */
  readonly config?: BrokerConfig;
  /**
   * Level of the logs.
   *
   * @default 'info'
   */
  readonly logLevel?: 'error' | 'warn' | 'info' | 'debug' | 'trace';
  /**
   * Further flags of rpk redpanda start, such as --lock-memory.
   *
   * @default []
   */
  readonly extraArgs?: readonly string[];
}

export interface ResourcesProps {
  /**
   * What a node must have free for the container.
   */
  readonly requests?: {
    /**
     * CPUs reserved.
     */
    readonly cpu?: string | number;
    /**
     * Memory reserved.
     */
    readonly memory?: string;
  };
  /**
   * What the container may use.
   */
  readonly limits?: {
    /**
     * CPUs at most.
     */
    readonly cpu?: string | number;
    /**
     * Memory at most.
     */
    readonly memory?: string;
  };
}

/**
 * Volumes of the brokers. A StatefulSet cannot change them later.
 */
export interface StorageProps {
  /**
   * Size of a broker's volume.
   *
   * @default '10Gi'
   */
  readonly size?: string;
  /**
   * StorageClass of the volumes; '' is the cluster's default class.
   *
   * @default ''
   */
  readonly storageClassName?: string;
}

/**
 * A second Kafka listener, with addresses that can be reached from outside the cluster.
 */
export interface ExternalProps {
  /**
   * How clients outside the cluster reach the brokers: ClusterIP by port-forwards, NodePort and LoadBalancer by a Service for each broker.
   *
   * @default 'ClusterIP'
   */
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  /**
   * Advertised port of broker 0; each further broker has the next one. They are the local ports of the port-forwards, or the node ports (30000 to 32767). A LoadBalancer's port is 9092.
   *
   * @default 19092
   */
  readonly port?: number;
  /**
   * Domain of the brokers' advertised names (NAME-0.DOMAIN …). Needed for LoadBalancer; without it NodePort advertises the nodes' addresses.
   *
   * @default ''
   */
  readonly domain?: string;
  /**
   * Annotations of the external Services, for the cloud that creates the load balancers.
   *
   * @default {}
   */
  readonly annotations?: {
    readonly [k: string]: string;
  };
  /**
   * Addresses that NodePort and LoadBalancer admit.
   *
   * @default ['0.0.0.0/0']
   */
  readonly allowedCidrs?: readonly string[];
  /**
   * Whether NodePort and LoadBalancer are meant to be without TLS or SASL, in a network that is trusted.
   *
   * @default false
   */
  readonly insecure?: boolean;
}

/**
 * Encryption of what reaches the brokers.
 */
export interface TlsProps {
  /**
   * Where the certificate of the brokers comes from: secret takes a Secret that exists, cert-manager has one made, none serves plaintext.
   *
   * @default 'none'
   */
  readonly mode?: 'none' | 'secret' | 'cert-manager';
  /**
   * Listeners that speak TLS, unless mode is none. A running cluster takes or leaves rpc only when all brokers restart at once.
   *
   * @default ['kafka','external','schema-registry','admin','rpc']
   */
  readonly listeners?: readonly ('kafka' | 'external' | 'schema-registry' | 'admin' | 'rpc')[];
  /**
   * Secret with tls.crt, tls.key and ca.crt in the brokers' namespace. Needed for the mode secret; with cert-manager, '' is NAME-tls.
   *
   * @default ''
   */
  readonly secretName?: string;
  /**
   * Another such Secret for the external listener; '' is the same one, or with externalClientAuth one that cert-manager makes, NAME-external-tls.
   *
   * @default ''
   */
  readonly externalSecretName?: string;
  /**
   * Whether clients of the external listener log in with a certificate (mTLS) instead of a password. Its common name is their user. The CA in the Secret of that listener has signed it: with cert-manager the Issuer NAME-external-ca, unless externalSecretName names another Secret.
   *
   * @default false
   */
  readonly externalClientAuth?: boolean;
  /**
   * Secret with ca.crt in the namespace of each client; '' is NAME-ca.
   *
   * @default ''
   */
  readonly caSecretName?: string;
  /**
   * To turn on TLS and SASL while clients run: open adds listeners without them, for Kafka and the schema registry, and used sends there all that connects within the Kubernetes cluster.
   *
   * @default 'none'
   */
  readonly plaintext?: 'none' | 'open' | 'used';
  /**
   * With cert-manager: who signs the certificate.
   */
  readonly issuerRef?: IssuerRefProps;
}

/**
 * With cert-manager: who signs the certificate.
 */
export interface IssuerRefProps {
  /**
   * Name of the Issuer; '' makes a CA of the cluster's own, which signs for no other cluster.
   *
   * @default ''
   */
  readonly name?: string;
  /**
   * Kind of the Issuer.
   *
   * @default 'Issuer'
   */
  readonly kind?: 'Issuer' | 'ClusterIssuer';
}

/**
 * Logins, and who may do what.
 */
export interface SaslProps {
  /**
   * Whether Kafka, the schema registry and the admin API ask for a user and a password, and Kafka for ACLs.
   *
   * @default false
   */
  readonly enabled?: boolean;
  /**
   * SASL mechanism of all users.
   *
   * @default 'SCRAM-SHA-512'
   */
  readonly mechanism?: 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  /**
   * The first user, who may do everything.
   */
  readonly superuser?: SuperuserProps;
}

/**
 * The first user, who may do everything.
 */
export interface SuperuserProps {
  /**
   * Name of the user that the first start makes. Console and the Jobs are it, too.
   *
   * @default 'admin'
   */
  readonly name?: string;
  /**
   * Secret in the brokers' namespace whose key password holds its password. Needed where enabled is true.
   *
   * @default ''
   */
  readonly secretName?: string;
}

/**
 * What tiered storage needs beside the properties of cluster that begin with cloud_storage_.
 */
export interface TieredStorageProps {
  /**
   * Secret in the brokers' namespace with the credentials of the object store, for the source config_file: the keys cloud_storage_access_key and cloud_storage_secret_key, or cloud_storage_azure_shared_key.
   *
   * @default ''
   */
  readonly secretName?: string;
  /**
   * Annotations of the ServiceAccount that brokers have with tiered storage, by which a cloud gives them rights: eks.amazonaws.com/role-arn, iam.gke.io/gcp-service-account or azure.workload.identity/client-id.
   *
   * @default {}
   */
  readonly serviceAccountAnnotations?: {
    readonly [k: string]: string;
  };
}

/**
 * Redpanda Console: its Deployment and Service, and how it is reached.
 */
export interface ConsoleProps {
  /**
   * Whether Redpanda Console is deployed.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Pods of Console.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Image of Redpanda Console.
   *
   * @default 'docker.redpanda.com/redpandadata/console:v3.10.0'
   */
  readonly image?: string;
  /**
   * Requests and limits of a pod of Console.
   */
  readonly resources?: ResourcesProps;
  /**
   * Path under which Console is served, by its Ingress and by its route.
   *
   * @default '/'
   */
  readonly basePath?: string;
  /**
   * How Console is reached through an Ingress controller.
   */
  readonly ingress?: IngressProps;
  /**
   * How Console is reached through the Gateway API.
   */
  readonly route?: RouteProps;
  /**
   * Console's own keys (version 3), beside those that are set here. A change restarts it.
   *
   * @default {}
   */
  readonly config?: ConsoleConfig;
}

/**
 * How Console is reached through an Ingress controller.
 */
export interface IngressProps {
  /**
   * Whether Console has an Ingress.
   *
   * @default false
   */
  readonly enabled?: boolean;
  /**
   * Host names of Console, of which an Ingress needs one.
   *
   * @default []
   */
  readonly hosts?: readonly string[];
  /**
   * IngressClass; '' is the cluster's default class.
   *
   * @default ''
   */
  readonly className?: string;
  /**
   * Secret with tls.crt and tls.key; '' serves plain HTTP.
   *
   * @default ''
   */
  readonly tlsSecretName?: string;
  /**
   * Controller that basicAuthSecretName is for: ingress-nginx, or traefik, which takes a Middleware object and so needs Traefik's CRDs.
   *
   * @default ''
   */
  readonly controller?: '' | 'ingress-nginx' | 'traefik';
  /**
   * Secret with an htpasswd file under the key auth, and nothing else, for the controller to ask for a login. Console has none of its own: '' leaves it open.
   *
   * @default ''
   */
  readonly basicAuthSecretName?: string;
  /**
   * Further annotations of the Ingress.
   *
   * @default {}
   */
  readonly annotations?: {
    readonly [k: string]: string;
  };
}

/**
 * How Console is reached through the Gateway API.
 */
export interface RouteProps {
  /**
   * Whether Console has an HTTPRoute, for which the Gateway API must be installed.
   *
   * @default false
   */
  readonly enabled?: boolean;
  /**
   * The Gateways that serve it. networkPolicy.ingress must admit their pods.
   *
   * @default []
   */
  readonly parentRefs?: readonly ParentRef[];
  /**
   * Host names of Console. An empty list takes those of the Gateways.
   *
   * @default []
   */
  readonly hostnames?: readonly string[];
}

/**
 * What the Jobs remove, each by its own name. What is only no longer declared stays.
 */
export interface PruneProps {
  /**
   * Topics to delete, with all their records, if they are there.
   *
   * @default []
   */
  readonly topics?: readonly string[];
  /**
   * Users to remove, together with their ACLs, if they are there.
   *
   * @default []
   */
  readonly users?: readonly string[];
  /**
   * Those who lose all their quotas, by the names that the Job's log gives them, such as client-id=importer.
   *
   * @default []
   */
  readonly quotas?: readonly string[];
  /**
   * Subjects of the registry to delete, softly: what was written with their schemas can still be read, and declaring one again brings it back.
   *
   * @default []
   */
  readonly subjects?: readonly string[];
}

/**
 * Who may reach the platform, and what it may reach. Clients are admitted by themselves.
 */
export interface NetworkPolicyProps {
  /**
   * Whether there are NetworkPolicies, which allow only what is declared here.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Who may reach Console: the Ingress controller or the Gateway, by default ingress-nginx, and Traefik where k3s runs it. An empty list admits nobody.
   *
   * @default [{ namespace: 'ingress-nginx' }, { namespace: 'kube-system', podSelector: {'app.kubernetes.io/name':'traefik' }}]
   */
  readonly ingress?: readonly Peer[];
  /**
   * Who may read the metrics of the brokers and of Console: Prometheus. An empty list admits nobody.
   *
   * @default [{ namespace: 'monitoring' }]
   */
  readonly monitoring?: readonly Peer[];
  /**
   * Which resolvers pods may ask, on ports 53 and 5353. An empty list leaves the address open, because it differs from cluster to cluster.
   *
   * @default []
   */
  readonly dns?: readonly Peer[];
  /**
   * Where brokers find the object store of tiered storage and the metrics reporter, if the values switch one of them on. They may reach its port there. An empty list lets them reach neither.
   *
   * @default ['0.0.0.0/0','::/0']
   */
  readonly egressCidrs?: readonly string[];
}

/**
 * How Prometheus finds the metrics, and what it tells people.
 */
export interface MonitoringProps {
  /**
   * Name of the job by which Prometheus knows the brokers; Console's has -console after it. '' is the cluster's name, and in the files of an environment the cluster's and the environment's.
   *
   * @default ''
   */
  readonly job?: string;
  /**
   * How Prometheus Operator finds the pods.
   */
  readonly podMonitor?: {
    /**
     * Whether there is a PodMonitor for the brokers and one for Console, which needs the CRDs of Prometheus Operator.
     *
     * @default false
     */
    readonly enabled?: boolean;
    /**
     * Labels by which the operator finds it, such as release: kube-prometheus-stack.
     *
     * @default {}
     */
    readonly labels?: {
      readonly [k: string]: string;
    };
  };
  /**
   * How Prometheus Operator finds the alerts.
   */
  readonly prometheusRule?: {
    /**
     * Whether there is a PrometheusRule with the alerts of the platform, and one for each client, which needs the CRDs of Prometheus Operator.
     *
     * @default false
     */
    readonly enabled?: boolean;
    /**
     * Labels by which the operator finds it, such as release: kube-prometheus-stack.
     *
     * @default {}
     */
    readonly labels?: {
      readonly [k: string]: string;
    };
  };
  /**
   * Topics that are produced to around the clock: names, or prefixes such as orders-*. An alert tells of one that has had no records for three quarters of an hour, and had some a day before.
   *
   * @default []
   */
  readonly steadyTopics?: readonly string[];
  /**
   * When an alert fires. The others fire at ratios, or at limits of Redpanda itself.
   */
  readonly thresholds?: {
    /**
     * How much of a disk must be free, in percent, or there is a warning; half of it is critical. At 20 Redpanda begins to move partitions away.
     *
     * @default 20
     */
    readonly diskFreePercent?: number;
    /**
     * How many milliseconds 99 % of the produce requests and reads of a broker may take. Near the bounds of the histograms (65, 131, 262, 524, 1048, 2097) it is exact. 262 fits local disks; those of a network may need more.
     *
     * @default 262
     */
    readonly latencyMs?: number;
    /**
     * How many seconds a consumer may be behind its producers. 600 leaves room for a deployment.
     *
     * @default 600
     */
    readonly lagSeconds?: number;
    /**
     * How many days before its end a certificate or a CA is told of. cert-manager has renewed one of 90 days by then, and there is time to make another by hand.
     *
     * @default 14
     */
    readonly certificateDays?: number;
  };
  /**
   * URL at which people find the page runbook.md of this package: alerts link to their sections.
   *
   * @default 'runbook.md'
   */
  readonly runbookUrl?: string;
}

/**
 * What a cluster that was made by other means keeps for ever, because Kubernetes never changes it. The command adopt writes it: never set it for a new cluster, and never change it.
 */
export interface AdoptedProps {
  /**
   * Headless Service that names the brokers; '' is NAME-headless. If it is NAME itself, the Service for clients is NAME-clients.
   *
   * @default ''
   */
  readonly serviceName?: string;
  /**
   * Whether brokers start at once, or one after the other.
   *
   * @default 'Parallel'
   */
  readonly podManagementPolicy?: 'Parallel' | 'OrderedReady';
  /**
   * Labels that select the brokers; {} is the label app with the cluster's name.
   *
   * @default {}
   */
  readonly brokerSelector?: {
    readonly [k: string]: string;
  };
  /**
   * Labels that select the pods of Console; {} is the label app with NAME-console.
   *
   * @default {}
   */
  readonly consoleSelector?: {
    readonly [k: string]: string;
  };
  /**
   * Name of the claim template, with which the names of the brokers' claims begin.
   *
   * @default 'redpanda-data'
   */
  readonly claimName?: string;
  /**
   * Labels of the claim template.
   *
   * @default {}
   */
  readonly claimLabels?: {
    readonly [k: string]: string;
  };
  /**
   * Who may mount a volume.
   *
   * @default 'ReadWriteOnce'
   */
  readonly accessMode?: 'ReadWriteOnce' | 'ReadWriteOncePod' | 'ReadWriteMany';
}

/**
 * The Argo CD Application that syncs dist/ from git.
 */
export interface ArgoCdProps {
  /**
   * Namespace of Argo CD.
   *
   * @default 'argocd'
   */
  readonly namespace?: string;
  /**
   * AppProject of the Application.
   *
   * @default 'default'
   */
  readonly project?: string;
  /**
   * Git repository that holds dist/; '' makes no Application.
   *
   * @default ''
   */
  readonly repoUrl?: string;
  /**
   * Branch, tag or commit to sync.
   *
   * @default 'HEAD'
   */
  readonly targetRevision?: string;
  /**
   * Folder of the output in the repository. '' is the folder that synth writes, seen from the current folder.
   *
   * @default ''
   */
  readonly path?: string;
}
