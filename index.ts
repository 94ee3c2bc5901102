export { ConsoleIngress, type ConsoleIngressProps } from './constructs/console-ingress';
export { KafkaClientEnv, type KafkaClientEnvProps } from './constructs/kafka-client-env';
export { Platform } from './constructs/platform';
export { PlatformNamespace, type PlatformNamespaceProps } from './constructs/platform-namespace';
export { RedpandaCluster, type RedpandaClusterProps } from './constructs/redpanda-cluster';
export { RedpandaConsole, type RedpandaConsoleProps } from './constructs/redpanda-console';
export { RedpandaNetworkPolicies, type RedpandaNetworkPoliciesProps } from './constructs/redpanda-network-policies';
export { TopicJob, type TopicJobProps } from './constructs/topic-job';
export type * from './values/types';
