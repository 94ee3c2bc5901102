import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { metadata, selectorLabels } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { bootstrapYaml, redpandaYaml } from '../redpanda/broker-config';
import { Cluster, ClusterElsewhere, ClusterValues, headlessService } from '../redpanda/cluster';
import { connections } from '../redpanda/connection';
import { externalPort, servicePorts } from '../redpanda/ports';
import { createEach, createWhen, embed, eq, Input, not, text, upTo } from '../template';
import { Props } from '../values/props';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { brokerStatefulSet, configName } from './broker-stateful-set';
import { checkRules } from './check-rules';
import { externalService } from './external-service';
import preStopScript from './scripts/pre-stop.sh';
import probeScript from './scripts/probe.sh';
import startScript from './scripts/start.sh';

const section = schema.shape.broker.extend({
  name: schema.shape.name,
  namespace: schema.shape.namespace,
  clusterDomain: schema.shape.clusterDomain,
  imagePullSecrets: schema.shape.imagePullSecrets,
});

/**
 * Every field is optional, with the default that its description names. They are checked like a values file.
 *
 * `namespace` defaults to the chart's, if that has one.
 */
export type RedpandaClusterProps = Props<ClusterValues>;

const place = section.pick({ name: true, namespace: true, clusterDomain: true });

/** The brokers: a StatefulSet, the Services that reach it, its configuration and its PodDisruptionBudget. */
export class RedpandaCluster extends Construct implements Cluster {
  readonly values: Input<ClusterValues>;

  /**
   * A cluster that is not made here, for the environment of its clients.
   *
   * @param props namespace of the cluster and DNS domain of Kubernetes, with the defaults of the values
   */
  static fromClusterName(name: string, props: Pick<RedpandaClusterProps, 'namespace' | 'clusterDomain'> = {}): ClusterElsewhere {
    const cluster = withDefaults<Pick<ClusterValues, 'name' | 'namespace' | 'clusterDomain'>>(place, { ...props, name });
    const { kafka, schemaRegistry } = connections('client', cluster);
    return { ...cluster, isElsewhere: true, bootstrapServers: kafka.service.server, schemaRegistryUrl: schemaRegistry.service.url };
  }

  constructor(scope: Construct, id: string, props: RedpandaClusterProps = {}) {
    super(scope, id);
    this.values = withDefaults<ClusterValues>(section, { ...props, namespace: props.namespace ?? Chart.of(this).namespace });
    checkRules({ broker: this.values, imagePullSecrets: this.values.imagePullSecrets });
    this.addServiceAccount();
    this.addConfig();
    this.addServices();
    this.addExternalServices();
    new Manifest(this, 'disruption-budget', 'PodDisruptionBudget', {
      metadata: metadata(this, 'broker'),
      spec: { maxUnavailable: 1, selector: { matchLabels: selectorLabels(this.name, 'broker') } },
    });
    new Manifest(this, 'brokers', 'StatefulSet', brokerStatefulSet(this.values));
  }

  get name(): Input<string> {
    return this.values.name;
  }

  get namespace(): Input<string> {
    return this.values.namespace;
  }

  get replicas(): Input<number> {
    return this.values.replicas;
  }

  get clusterDomain(): Input<string> {
    return this.values.clusterDomain;
  }

  /** What a Kafka client starts from: `HOST:PORT` of the Service, which leads to any broker that is ready. */
  get bootstrapServers(): Input<string> {
    return connections('client', this).kafka.service.server;
  }

  /** What a client of the schema registry is given. */
  get schemaRegistryUrl(): Input<string> {
    return connections('client', this).schemaRegistry.service.url;
  }

  private addServiceAccount(): void {
    new Manifest(this, 'service-account', 'ServiceAccount', { metadata: metadata(this, 'broker'), automountServiceAccountToken: false });
  }

  private addConfig(): void {
    new Manifest(this, 'config', 'ConfigMap', {
      metadata: metadata(this, 'broker', configName(this.name)),
      data: {
        'redpanda.yaml': embed(redpandaYaml(this.values)),
        'bootstrap.yaml': embed(bootstrapYaml(this.values)),
        replicas: text`${this.replicas}`,
        'start.sh': startScript,
        'probe.sh': probeScript,
        'pre-stop.sh': preStopScript,
      },
    });
  }

  private addServices(): void {
    const selector = selectorLabels(this.name, 'broker');
    new Manifest(this, 'service', 'Service', {
      metadata: metadata(this, 'broker'),
      spec: { selector, ports: servicePorts.broker },
    });
    new Manifest(this, 'headless-service', 'Service', {
      metadata: metadata(this, 'broker', headlessService(this.name)),
      spec: {
        clusterIP: 'None',
        // Brokers look each other up before any of them is ready.
        publishNotReadyAddresses: true,
        selector,
        ports: servicePorts.headless,
      },
    });
  }

  private addExternalServices(): void {
    new Manifest(this, 'external-service', 'Service', {
      metadata: metadata(this, 'broker', text`${this.name}-external`),
      spec: { selector: selectorLabels(this.name, 'broker'), ports: [externalPort] },
    });
    createWhen(this, 'from-outside', not(eq(this.values.external.type, 'ClusterIP')), (scope) => {
      createEach(scope, 'broker', upTo(this.replicas), (each, broker) => void new Manifest(each, 'service', 'Service', externalService(this.values, broker)), 'broker');
    });
  }
}
