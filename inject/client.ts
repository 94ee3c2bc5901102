import type { Variable } from '../constructs/kafka-client-env';

/** What a client's containers are given. */
export interface ClientEnvironment {
  readonly name: string;
  readonly namespace: string;
  /** The ConfigMap that holds the variables. */
  readonly configMap: string;
  readonly variables: readonly Variable[];
}
