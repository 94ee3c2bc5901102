import { eq, inner, Input, not, overlay, when } from '../template';
import type { Values } from '../values/types';
import { ClusterValues } from './cluster';
import { Connection, connections, Ways } from './connection';
import { listeners } from './listener';
import { passwordFrom } from './rpk';
import { caFile } from './security';

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
  const { sasl } = cluster;
  // An `https` URL without it is refused, or verified by the CAs of the system.
  const tls = ({ tls }: Connection) => when(tls, { enabled: true, caFilepath: caFile });
  const basic = ({ login }: Connection) => when(login, { basic: { username: sasl.superuser.name } });
  const [kafkaConfig, redpanda] = [inner(config, 'kafka'), inner(config, 'redpanda')];
  return overlay(config, {
    kafka: overlay(kafkaConfig, {
      brokers: kafka.brokers(cluster.replicas, ({ server }) => server),
      tls: tls(kafka.service),
      sasl: when(kafka.service.login, { enabled: true, mechanism: sasl.mechanism, username: sasl.superuser.name }),
      startup: overlay(inner(kafkaConfig, 'startup'), { maxRetries: connectionRetries }),
    }),
    schemaRegistry: { enabled: true, urls: schemaRegistry.brokers(cluster.replicas, ({ url }) => url), tls: tls(schemaRegistry.service), authentication: basic(schemaRegistry.service) },
    redpanda: overlay(redpanda, { adminApi: overlay(inner(redpanda, 'adminApi'), { enabled: true, urls: admin.brokers(cluster.replicas, ({ url }) => url), tls: tls(admin.service), authentication: basic(admin.service) }) }),
    server: overlay(inner(config, 'server'), { listenPort: listeners.console.port, basePath: when(not(eq(basePath, '/')), basePath) }),
    // Analytics call a host outside of the cluster, which the NetworkPolicies do not admit.
    analytics: { enabled: false },
  });
}

/** The password of its user, for each of what it logs in to: Console reads variables that are named after the keys of its file. */
export function consoleEnv(cluster: Input<ClusterValues>) {
  const { kafka, schemaRegistry, admin } = connections('console', cluster);
  const password = (name: string, { service }: Ways<Connection>) => when(service.login, { name, ...passwordFrom(cluster.sasl.superuser.secretName) });
  return [
    password('KAFKA_SASL_PASSWORD', kafka),
    password('SCHEMAREGISTRY_AUTHENTICATION_BASIC_PASSWORD', schemaRegistry),
    password('REDPANDA_ADMINAPI_AUTHENTICATION_BASIC_PASSWORD', admin),
  ];
}
