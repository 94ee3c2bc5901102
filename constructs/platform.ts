import { Construct } from 'constructs';
import { Manifest } from '../kubernetes/manifest';
import { aimless, isPatchable, Patch, setPatches } from '../kubernetes/patch';
import { concat, createEach, createWhen, Expr, Input, isConcrete } from '../template';
import { ValuesError } from '../values/problem';
import { fromRegistry } from '../values/schema/image';
import { Values } from '../values/types';
import { ConsoleIngress } from './console-ingress';
import { KafkaClientEnv } from './kafka-client-env';
import { PlatformNamespace } from './platform-namespace';
import { RedpandaCluster } from './redpanda-cluster';
import { RedpandaConsole } from './redpanda-console';
import { RedpandaNetworkPolicies } from './redpanda-network-policies';
import { TopicJob } from './topic-job';

/** Everything that the values describe. */
export class Platform extends Construct {
  constructor(scope: Construct, id: string, values: Input<Values>) {
    super(scope, id);
    const { name, namespace, clusterDomain, global, broker, topics, clients, networkPolicy, patches } = values;
    const { enabled: withConsole, ingress, ...consoleValues } = values.console;
    const { enabled: withIngress, ...ingressValues } = ingress;
    const { enabled: withPolicies, ...policyValues } = networkPolicy;

    setPatches(this, patches);
    const imagePullSecrets = concat(values.imagePullSecrets, global.imagePullSecrets);
    const image = fromRegistry(broker.image, global.imageRegistry);
    this.addNamespaces(values);
    const cluster = new RedpandaCluster(this, 'cluster', { name, namespace, clusterDomain, imagePullSecrets, ...broker, image });
    createWhen(this, 'with-console', withConsole, (when) => {
      const console = new RedpandaConsole(when, 'console', { cluster, ...consoleValues, image: fromRegistry(consoleValues.image, global.imageRegistry) });
      createWhen(when, 'with-ingress', withIngress, (inner) => void new ConsoleIngress(inner, 'ingress', { console, ...ingressValues }));
    });
    createWhen(this, 'with-policies', withPolicies, (when) => void new RedpandaNetworkPolicies(when, 'policies', { cluster, clients, withConsole, ...policyValues }));
    new TopicJob(this, 'topics', { cluster, topics });
    createEach(this, 'client', clients, (each, client) => {
      const { flavour, consumerGroup, schemaRegistry } = client;
      new KafkaClientEnv(each, 'env', { cluster, name: client.name, namespace: client.namespace, flavour, consumerGroup, schemaRegistry });
    });
    this.checkPatches(patches);
  }

  private checkPatches(patches: Input<Values['patches']>): void {
    if (patches instanceof Expr || patches.length === 0) return;
    const manifests = this.node.findAll().filter((construct): construct is Manifest => construct instanceof Manifest);
    const objects = manifests.filter(isPatchable).map(({ kind, object }) => ({ kind, name: object.metadata.name as string }));
    const problems = [...manifests.flatMap((manifest) => manifest.problems), ...aimless(patches as readonly Patch[], objects)];
    if (problems.length > 0) throw new ValuesError([...new Set(problems)]);
  }

  /** A chart holds no Namespace, because Helm refuses to adopt one that is there: so expressions need not be looked into. */
  private addNamespaces(values: Input<Values>): void {
    if (!isConcrete(values)) return;
    const { namespace, createNamespace, clients } = values as Values;
    if (createNamespace) new PlatformNamespace(this, 'namespace', { name: namespace, restricted: true });
    const others = clients.filter((client) => client.createNamespace === true && client.namespace !== namespace).map((client) => client.namespace);
    for (const other of new Set(others)) new PlatformNamespace(this, `namespace-${other}`, { name: other });
  }
}
