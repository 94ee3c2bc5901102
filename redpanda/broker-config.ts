import { and, dig, either, gt, hasKey, inner, Input, named, not, or, overlay, text, when } from '../template';
import { valuesAround } from '../values/section';
import { ClusterValues } from './cluster';
import { connections, wanted } from './connection';
import { Listener, listeners } from './listener';
import { caFile, certificateKeys, externalTlsFolder, hasExternalCertificate, hasExternalClientAuth, isPlaintextOpen, speaksTls, tlsFolder } from './security';

const { kafka, external, plainKafka, schemaRegistry, plainRegistry, admin, rpc } = listeners;

/** Where a broker keeps its log segments. */
export const dataDirectory = '/var/lib/redpanda/data';

/** Names of listeners, by which Redpanda finds the TLS of each: one that it does not find is silently plaintext. */
const [internalName, externalName, plainName] = ['internal', 'external', 'plaintext'];

const listen = ({ port }: Listener) => ({ address: '0.0.0.0', port });

const certificate = (folder: Input<string>) => ({
  enabled: true,
  cert_file: text`${folder}/${certificateKeys.cert}`,
  key_file: text`${folder}/${certificateKeys.key}`,
  truststore_file: text`${folder}/${certificateKeys.ca}`,
});

/** What `redpanda.yaml` says of every broker alone: a change of it restarts the brokers. */
export function ownConfig(cluster: Input<Pick<ClusterValues, 'tls' | 'sasl'>>) {
  const { tls, sasl } = cluster;
  const byCertificate = hasExternalClientAuth(cluster);
  const has = (listener: Parameters<typeof speaksTls>[0]) => speaksTls(listener, cluster);
  // A method that Redpanda does not know, such as `SASL`, is silently none.
  const login = (method: Input<string>) => ({ authentication_method: when(sasl.enabled, method) });
  const plain = (listener: Listener) => when(isPlaintextOpen(tls), { name: plainName, ...listen(listener), authentication_method: 'none' });
  return {
    redpanda: {
      data_directory: dataDirectory,
      // A broker that lost its data must never found a cluster of its own.
      empty_seed_starts_cluster: false,
      rpc_server: listen(rpc),
      // Brokers are clients of each other: nobody else may join their talk. Those with and without it cannot talk, so it cannot be rolled out.
      rpc_server_tls: when(has('rpc'), { ...certificate(tlsFolder), require_client_auth: true }),
      admin: [listen(admin)],
      admin_api_tls: when(has('admin'), [certificate(tlsFolder)]),
      kafka_api: [
        { name: internalName, ...listen(kafka), ...login('sasl') },
        { name: externalName, ...listen(external), ...login(either(byCertificate, 'mtls_identity', 'sasl')) },
        plain(plainKafka),
      ],
      kafka_api_tls: when(or(has('kafka'), has('external')), [
        when(has('kafka'), { name: internalName, ...certificate(tlsFolder) }),
        when(has('external'), { name: externalName, ...certificate(externalFolder(cluster)), require_client_auth: when(byCertificate, true) }),
      ]),
    },
    schema_registry: {
      schema_registry_api: [{ ...listen(schemaRegistry), ...login('http_basic') }, plain(plainRegistry)],
      schema_registry_api_tls: when(has('schemaRegistry'), [certificate(tlsFolder)]),
    },
    // With a section of its own the registry's client inherits nothing. It makes itself a login where the cluster has authorization.
    schema_registry_client: { broker_tls: when(wanted('kafka', cluster).tls, { enabled: true, truststore_file: caFile }) },
  };
}

const externalFolder = (cluster: Input<Pick<ClusterValues, 'tls'>>) =>
  named('redpanda.externalTlsFolder', "Folder of the external listener's certificate", either(hasExternalCertificate(cluster), externalTlsFolder, tlsFolder));

/** All that it can say, for a hash: with TLS and a login wherever there can be one. */
export const wholeConfig = ownConfig({
  tls: { ...valuesAround({}).tls, mode: 'secret', externalSecretName: 'external', externalClientAuth: true, plaintext: 'open' },
  sasl: { ...valuesAround({}).sasl, enabled: true },
});

/**
 * A broker's `redpanda.yaml`: the same for all, with every broker as a seed and no `node_id`, and with what the values add to it.
 *
 * Advertised addresses come as flags at start, because each broker has its own. Without a section `pandaproxy`
 * the HTTP proxy, which nobody here asks for, is not started.
 */
export function redpandaYaml(cluster: Input<ClusterValues>) {
  const { rpc, kafka } = connections('broker', cluster);
  const own = ownConfig(cluster);
  const add = (section: keyof ClusterValues['config'], fields: object) => overlay(inner(cluster.config, section), fields);
  return {
    redpanda: add('redpanda', { ...own.redpanda, seed_servers: rpc.brokers(cluster.replicas, ({ host, port }) => ({ host: { address: host, port } })) }),
    schema_registry: add('schema_registry', own.schema_registry),
    schema_registry_client: add('schema_registry_client', { brokers: kafka.brokers(cluster.replicas, ({ host, port }) => ({ address: host, port })), ...own.schema_registry_client }),
  };
}

/**
 * Cluster properties at the first start of a new cluster: Redpanda reads them once. They are those that are declared, and others that
 * fit the platform where none is; of these none needs a licence.
 *
 * Nothing is pinned here that fewer than three brokers would keep for ever. `internal_topic_replication_factor` is left at its 3, with which
 * Redpanda makes its own topics with one replica while there are fewer brokers, and raises them later; the topic Job raises
 * `default_topic_replications`.
 */
export function bootstrapYaml({ replicas, rackAwareness, tls, sasl, cluster }: Pick<Input<ClusterValues>, 'replicas' | 'rackAwareness' | 'tls' | 'sasl' | 'cluster'>) {
  const free = (name: string) => not(hasKey(cluster, name));
  return overlay(cluster, {
    admin_api_require_auth: when(sasl.enabled, true),
    auto_create_topics_enabled: when(free('auto_create_topics_enabled'), false),
    core_balancing_continuous: when(free('core_balancing_continuous'), false),
    default_topic_replications: when(and(free(replicationsProperty), canLoseOne(replicas)), replicationFactor),
    // The reporter calls a host outside of the cluster, which the NetworkPolicies admit only where it is declared.
    enable_metrics_reporter: when(free('enable_metrics_reporter'), false),
    enable_rack_awareness: when(rackAwareness, true),
    kafka_enable_authorization: when(sasl.enabled, true),
    // Without it the whole subject is the user.
    kafka_mtls_principal_mapping_rules: when(and(free('kafka_mtls_principal_mapping_rules'), hasExternalClientAuth({ tls, sasl })), ['RULE:.*CN=([^,]+).*/$1/', 'DEFAULT']),
    partition_autobalancing_mode: when(free('partition_autobalancing_mode'), 'node_add'),
    superusers: when(sasl.enabled, [sasl.superuser.name]),
  });
}

/** Replicas of topics that declare none: what is declared for the cluster, or three where there are brokers for them. Two would be lost with one of two brokers, as one is. */
export const defaultReplicationFactor = ({ replicas, cluster }: Pick<Input<ClusterValues>, 'replicas' | 'cluster'>) =>
  either(hasKey(cluster, replicationsProperty), dig(cluster, [replicationsProperty], 1), either(canLoseOne(replicas), replicationFactor, 1));

const replicationsProperty = 'default_topic_replications';

const replicationFactor = 3;
const canLoseOne = (brokers: Input<number>) => gt(brokers, replicationFactor - 1);
