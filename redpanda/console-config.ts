import { eq, inner, Input, not, overlay, when } from '../template';
import type { Values } from '../values/types';
import { ClusterValues } from './cluster';
import { connections } from './connection';
import { listeners } from './listener';

/**
 * How often Console tries to reach Kafka before it ends: for about 18 hours, where its default of 5 is over while brokers start.
 *
 * Never 0, which is documented as «unlimited»: Console 3.0 to 3.10 adds up the waiting times of all tries before it listens, and would
 * count to the largest integer. From 140 million on, the sum overflows.
 *
 * @see https://github.com/redpanda-data/console/blob/v3.10.0/backend/pkg/config/startup.go
 */
const connectionRetries = 1000;

/** Console's own configuration (v3), with every broker, so that it shows a cluster that has lost one, and with what the values add to it. */
export function consoleYaml(cluster: Input<ClusterValues>, { config, basePath }: Input<Pick<Values['console'], 'config' | 'basePath'>>) {
  const { kafka, schemaRegistry, admin } = connections('console', cluster);
  const [kafkaConfig, redpanda] = [inner(config, 'kafka'), inner(config, 'redpanda')];
  return overlay(config, {
    kafka: overlay(kafkaConfig, {
      brokers: kafka.brokers(cluster.replicas, ({ server }) => server),
      startup: overlay(inner(kafkaConfig, 'startup'), { maxRetries: connectionRetries }),
    }),
    schemaRegistry: { enabled: true, urls: schemaRegistry.brokers(cluster.replicas, ({ url }) => url) },
    redpanda: overlay(redpanda, { adminApi: overlay(inner(redpanda, 'adminApi'), { enabled: true, urls: admin.brokers(cluster.replicas, ({ url }) => url) }) }),
    server: overlay(inner(config, 'server'), { listenPort: listeners.console.port, basePath: when(not(eq(basePath, '/')), basePath) }),
    // Analytics call a host outside of the cluster, which the NetworkPolicies do not admit.
    analytics: { enabled: false },
  });
}
