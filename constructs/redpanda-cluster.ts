import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { labels, selectorLabels } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { Addresses, addressesOf } from '../redpanda/addresses';
import { bootstrapYaml, Brokers, redpandaYaml } from '../redpanda/broker-config';
import { admin, external, kafka, rpc, schemaRegistry, servicePort } from '../redpanda/listener';
import { headlessService, serviceHost } from '../redpanda/service-host';
import { createEach, createWhen, embed, eq, Input, not, text, upTo } from '../template';
import { Props } from '../values/props';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { Values } from '../values/types';
import { brokerStatefulSet } from './broker-stateful-set';
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

/** What a cluster is made of: `broker` of the values, and the names around it. */
export type ClusterValues = Values['broker'] & Pick<Values, 'name' | 'namespace' | 'clusterDomain' | 'imagePullSecrets'>;

/**
 * Every field is optional, with the default that its description names. They are checked like a values file.
 *
 * `namespace` defaults to the chart's, if that has one.
 */
export type RedpandaClusterProps = Props<ClusterValues>;

const place = section.pick({ name: true, namespace: true, clusterDomain: true });

/** The brokers: a StatefulSet, the Services that reach it, its configuration and its PodDisruptionBudget. */
export class RedpandaCluster extends Construct implements Brokers {
  readonly values: Input<ClusterValues>;

  /**
   * The addresses of a cluster that is not made here, for the environment of its clients.
   *
   * @param props namespace of the cluster and DNS domain of Kubernetes, with the defaults of the values
   */
  static fromClusterName(name: string, props: Pick<RedpandaClusterProps, 'namespace' | 'clusterDomain'> = {}): Addresses {
    return addressesOf(withDefaults<Pick<ClusterValues, 'name' | 'namespace' | 'clusterDomain'>>(place, { ...props, name }));
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
      metadata: this.metadata(),
      spec: { maxUnavailable: 1, selector: { matchLabels: selectorLabels(this.name, 'broker') } },
    });
    new Manifest(this, 'brokers', 'StatefulSet', brokerStatefulSet(this));
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

  /** Name of the Service that gives each broker a host name. */
  get headless(): Input<string> {
    return headlessService(this.name);
  }

  get configName(): Input<string> {
    return text`${this.name}-config`;
  }

  /** Host name of a Service of this namespace. Every pod of the Kubernetes cluster can resolve it. */
  serviceHost(service: Input<string>): Input<string> {
    return serviceHost(service, this.values);
  }

  /** Without a trailing dot, which Java's TLS refuses as a server name. */
  brokerHost(broker: Input<number>): Input<string> {
    return text`${this.name}-${broker}.${this.serviceHost(this.headless)}`;
  }

  /** What a Kafka client starts from: `redpanda.model-registry.svc.cluster.local:9092`. */
  get bootstrapServers(): Input<string> {
    return addressesOf(this.values).bootstrapServers;
  }

  /** What a client of the schema registry is given. */
  get schemaRegistryUrl(): Input<string> {
    return addressesOf(this.values).schemaRegistryUrl;
  }

  metadata(name: Input<string> = this.name) {
    return { name, namespace: this.namespace, labels: labels(this, 'broker') };
  }

  private addServiceAccount(): void {
    new Manifest(this, 'service-account', 'ServiceAccount', { metadata: this.metadata(), automountServiceAccountToken: false });
  }

  private addConfig(): void {
    new Manifest(this, 'config', 'ConfigMap', {
      metadata: this.metadata(this.configName),
      data: {
        'redpanda.yaml': embed(redpandaYaml(this, this.values.config)),
        'bootstrap.yaml': embed(bootstrapYaml(this)),
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
      metadata: this.metadata(),
      spec: { selector, ports: [kafka, schemaRegistry, admin].map(servicePort) },
    });
    new Manifest(this, 'headless-service', 'Service', {
      metadata: this.metadata(this.headless),
      spec: {
        clusterIP: 'None',
        // Brokers look each other up before any of them is ready.
        publishNotReadyAddresses: true,
        selector,
        ports: [kafka, schemaRegistry, admin, rpc].map(servicePort),
      },
    });
  }

  private addExternalServices(): void {
    new Manifest(this, 'external-service', 'Service', {
      metadata: this.metadata(text`${this.name}-external`),
      spec: { selector: selectorLabels(this.name, 'broker'), ports: [{ name: kafka.name, port: kafka.port, targetPort: external.name }] },
    });
    createWhen(this, 'from-outside', not(eq(this.values.external.type, 'ClusterIP')), (scope) => {
      createEach(scope, 'broker', upTo(this.replicas), (each, broker) => void new Manifest(each, 'service', 'Service', externalService(this, broker)), 'broker');
    });
  }
}
