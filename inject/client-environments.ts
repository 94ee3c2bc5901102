import { App, Chart } from 'cdk8s';
import { KafkaClientEnv } from '../constructs/kafka-client-env';
import { RedpandaCluster } from '../constructs/redpanda-cluster';
import { Values } from '../values/types';
import { ClientEnvironment } from './client';

/** The environments of the clients that values name, as their ConfigMaps hold them. */
export function clientEnvironments({ name, namespace, clusterDomain, imagePullSecrets, broker, clients }: Values): ClientEnvironment[] {
  const chart = new Chart(new App(), 'clients');
  const cluster = new RedpandaCluster(chart, 'cluster', { name, namespace, clusterDomain, imagePullSecrets, ...broker });
  return clients.map((client, index) => {
    const { name, namespace, flavour, consumerGroup, schemaRegistry } = client;
    const { configMapName, variables } = new KafkaClientEnv(chart, `client-${index}`, { cluster, name, namespace, flavour, consumerGroup, schemaRegistry });
    return { name, namespace, configMap: configMapName as string, variables };
  });
}
