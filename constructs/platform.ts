import { Construct } from 'constructs';
import { createEach, createWhen, Input, notFalse } from '../template';
import { Values } from '../values/types';
import { ConsoleIngress } from './console-ingress';
import { KafkaClientEnv } from './kafka-client-env';
import { PlatformNamespace } from './platform-namespace';
import { RedpandaCluster } from './redpanda-cluster';
import { RedpandaConsole } from './redpanda-console';
import { RedpandaNetworkPolicies } from './redpanda-network-policies';
import { TopicJob } from './topic-job';

/** All that the values describe. */
export class Platform extends Construct {
  constructor(scope: Construct, id: string, values: Input<Values>) {
    super(scope, id);
    const { name, namespace, clusterDomain, imagePullSecrets, broker, topics, clients, networkPolicy } = values;
    const { enabled: withConsole, ingress, ...consoleValues } = values.console;
    const { enabled: withIngress, ...ingressValues } = ingress;
    const { enabled: withPolicies, ...policyValues } = networkPolicy;

    createWhen(this, 'own-namespace', values.createNamespace, (when) => void new PlatformNamespace(when, 'namespace', { name: namespace, cluster: name, restricted: true }));
    createEach(this, 'client-namespace', clients, (each, client) => {
      createWhen(each, 'created', notFalse(client.createNamespace), (when) => void new PlatformNamespace(when, 'namespace', { name: client.namespace, cluster: name }));
    });

    const cluster = new RedpandaCluster(this, 'cluster', { name, namespace, clusterDomain, imagePullSecrets, ...broker });
    createWhen(this, 'with-console', withConsole, (when) => {
      const console = new RedpandaConsole(when, 'console', { cluster, ...consoleValues });
      createWhen(when, 'with-ingress', withIngress, (inner) => void new ConsoleIngress(inner, 'ingress', { console, ...ingressValues }));
    });
    createWhen(this, 'with-policies', withPolicies, (when) => void new RedpandaNetworkPolicies(when, 'policies', { cluster, clients, withConsole, ...policyValues }));
    new TopicJob(this, 'topics', { cluster, topics });
    createEach(this, 'client', clients, (each, { name: client, namespace: at }) => void new KafkaClientEnv(each, 'env', { cluster, name: client, namespace: at }));
  }
}
