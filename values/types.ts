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
   * Redpanda Console: its Deployment, Service and Ingress.
   */
  readonly console: Console;
  /**
   * Topics. A Job creates them and brings them to what is declared here. A topic that is removed from this list stays in the cluster.
   *
   * @default []
   */
  readonly topics: readonly Topic[];
  /**
   * Who can use Kafka and the schema registry. Each client gets a ConfigMap with its variables.
   *
   * @default []
   */
  readonly clients: readonly Client[];
  readonly networkPolicy: NetworkPolicy;
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
   * Image of Redpanda, for the brokers and the topic Job.
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
   * A second Kafka listener, with addresses that can be reached from outside the cluster.
   */
  readonly external: External;
}

export interface Resources {
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
}

/**
 * Redpanda Console: its Deployment, Service and Ingress.
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
  readonly resources: Resources;
  readonly ingress: Ingress;
}

export interface Ingress {
  /**
   * Whether Console has an Ingress.
   *
   * @default false
   */
  readonly enabled: boolean;
  /**
   * Host name of Console, which an Ingress needs.
   *
   * @default ''
   */
  readonly host: string;
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

export interface Topic {
  /**
   * Name of the topic.
   */
  readonly name: string;
  /**
   * Partitions, 3 if left out. They can be added but never removed.
   */
  readonly partitions?: number;
  /**
   * Copies of each record, each on another broker. A new topic has 3 if left out, 1 with fewer than 3 brokers; an existing topic then keeps what it has.
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
   * Topics that it consumes: names, or prefixes such as orders-*.
   */
  readonly consumes?: readonly string[];
  /**
   * Topics that it produces: names, or prefixes such as orders-*.
   */
  readonly produces?: readonly string[];
  /**
   * Whether it uses the schema registry, true if left out.
   */
  readonly schemaRegistry?: boolean;
  /**
   * Whether a NetworkPolicy in its namespace restricts its pods to DNS, the brokers and what other policies allow; false if left out.
   */
  readonly egressPolicy?: boolean;
}

export interface NetworkPolicy {
  /**
   * Whether there are NetworkPolicies, which allow only what is declared here.
   *
   * @default true
   */
  readonly enabled: boolean;
  /**
   * Who may reach Console: the Ingress controller, by default ingress-nginx, and Traefik where k3s runs it. An empty list admits nobody.
   *
   * @default [{ namespace: 'ingress-nginx' }, { namespace: 'kube-system', podSelector: {'app.kubernetes.io/name':'traefik' }}]
   */
  readonly ingress: readonly Peer[];
  /**
   * Who may read the metrics of the brokers: Prometheus. An empty list admits nobody.
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
   * Redpanda Console: its Deployment, Service and Ingress.
   */
  readonly console?: ConsoleProps;
  /**
   * Topics. A Job creates them and brings them to what is declared here. A topic that is removed from this list stays in the cluster.
   *
   * @default []
   */
  readonly topics?: readonly Topic[];
  /**
   * Who can use Kafka and the schema registry. Each client gets a ConfigMap with its variables.
   *
   * @default []
   */
  readonly clients?: readonly Client[];
  readonly networkPolicy?: NetworkPolicyProps;
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
   * Image of Redpanda, for the brokers and the topic Job.
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
   * A second Kafka listener, with addresses that can be reached from outside the cluster.
   */
  readonly external?: ExternalProps;
}

export interface ResourcesProps {
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
}

/**
 * Redpanda Console: its Deployment, Service and Ingress.
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
  readonly resources?: ResourcesProps;
  readonly ingress?: IngressProps;
}

export interface IngressProps {
  /**
   * Whether Console has an Ingress.
   *
   * @default false
   */
  readonly enabled?: boolean;
  /**
   * Host name of Console, which an Ingress needs.
   *
   * @default ''
   */
  readonly host?: string;
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

export interface NetworkPolicyProps {
  /**
   * Whether there are NetworkPolicies, which allow only what is declared here.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Who may reach Console: the Ingress controller, by default ingress-nginx, and Traefik where k3s runs it. An empty list admits nobody.
   *
   * @default [{ namespace: 'ingress-nginx' }, { namespace: 'kube-system', podSelector: {'app.kubernetes.io/name':'traefik' }}]
   */
  readonly ingress?: readonly Peer[];
  /**
   * Who may read the metrics of the brokers: Prometheus. An empty list admits nobody.
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
