import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { metadata, selectorLabels } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { bootstrapYaml, redpandaYaml } from '../redpanda/broker-config';
import { ClusterValues, headlessService } from '../redpanda/cluster';
import { externalPort, servicePorts } from '../redpanda/ports';
import { createEach, createWhen, embed, eq, Input, not, text, upTo } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { BrokerProps, PlatformProps } from '../values/types';
import { brokerStatefulSet, configName } from './broker-stateful-set';
import { checkRules } from './check-rules';
import { externalService } from './external-service';
import { IRedpandaCluster, RedpandaClusterBase } from './redpanda-cluster-base';
import preStopScript from './scripts/pre-stop.sh';
import probeScript from './scripts/probe.sh';
import startScript from './scripts/start.sh';

const section = schema.shape.broker.extend({
  name: schema.shape.name,
  namespace: schema.shape.namespace,
  clusterDomain: schema.shape.clusterDomain,
  imagePullSecrets: schema.shape.imagePullSecrets,
});

/** Every field is optional, with the default that its description names. They are checked like a values file. */
export interface RedpandaClusterProps extends BrokerProps, Pick<PlatformProps, 'name' | 'clusterDomain' | 'imagePullSecrets'> {
  /**
   * Namespace of the brokers.
   *
   * @default - the chart's, or the default of the values if that has none
   */
  readonly namespace?: string;
}

/** What has to be known of a cluster that is made elsewhere, where it is not the default. */
export interface FromClusterNameOptions extends Pick<BrokerProps, 'replicas' | 'image' | 'external'>, Pick<PlatformProps, 'namespace' | 'clusterDomain' | 'imagePullSecrets'> {}

/** The brokers: a StatefulSet, the Services that reach it, its configuration and its PodDisruptionBudget. */
export class RedpandaCluster extends RedpandaClusterBase {
  /** @internal */
  readonly values: Input<ClusterValues>;

  /**
   * A cluster that another program or values file makes.
   *
   * @param name name of the cluster
   */
  static fromClusterName(scope: Construct, id: string, name: string, options: FromClusterNameOptions = {}): IRedpandaCluster {
    return new ImportedCluster(scope, id, { ...options, name });
  }

  constructor(scope: Construct, id: string, props: RedpandaClusterProps = {}) {
    super(scope, id);
    this.values = withDefaults<ClusterValues>(section, { ...props, namespace: props.namespace ?? Chart.of(this).namespace }, this.node.path);
    checkRules({ broker: this.values, imagePullSecrets: this.values.imagePullSecrets }, this.node.path);
    this.addServiceAccount();
    this.addConfig();
    this.addServices();
    this.addExternalServices();
    new Manifest(this, 'disruption-budget', 'PodDisruptionBudget', {
      metadata: metadata(this.values, 'broker'),
      spec: { maxUnavailable: 1, selector: { matchLabels: selectorLabels(this.values.name, 'broker') } },
    });
    new Manifest(this, 'brokers', 'StatefulSet', brokerStatefulSet(this.values));
  }

  private addServiceAccount(): void {
    new Manifest(this, 'service-account', 'ServiceAccount', { metadata: metadata(this.values, 'broker'), automountServiceAccountToken: false });
  }

  private addConfig(): void {
    new Manifest(this, 'config', 'ConfigMap', {
      metadata: metadata(this.values, 'broker', configName(this.values.name)),
      data: {
        'redpanda.yaml': embed(redpandaYaml(this.values)),
        'bootstrap.yaml': embed(bootstrapYaml(this.values)),
        replicas: text`${this.values.replicas}`,
        'start.sh': startScript,
        'probe.sh': probeScript,
        'pre-stop.sh': preStopScript,
      },
    });
  }

  private addServices(): void {
    const { name } = this.values;
    const selector = selectorLabels(name, 'broker');
    new Manifest(this, 'service', 'Service', {
      metadata: metadata(this.values, 'broker'),
      spec: { selector, ports: servicePorts.broker },
    });
    new Manifest(this, 'headless-service', 'Service', {
      metadata: metadata(this.values, 'broker', headlessService(name)),
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
    const { name, replicas, external } = this.values;
    new Manifest(this, 'external-service', 'Service', {
      metadata: metadata(this.values, 'broker', text`${name}-external`),
      spec: { selector: selectorLabels(name, 'broker'), ports: [externalPort] },
    });
    createWhen(this, 'from-outside', not(eq(external.type, 'ClusterIP')), (scope) => {
      createEach(scope, 'broker', upTo(replicas), (each, broker) => void new Manifest(each, 'service', 'Service', externalService(this.values, broker)), 'broker');
    });
  }
}

/** A cluster that is made elsewhere. */
class ImportedCluster extends RedpandaClusterBase {
  /** @internal */
  readonly values: Input<ClusterValues> & { readonly isElsewhere: true };

  constructor(scope: Construct, id: string, props: FromClusterNameOptions & { readonly name: string }) {
    super(scope, id);
    this.values = { ...withDefaults<ClusterValues>(section, props, this.node.path), isElsewhere: true };
  }
}
