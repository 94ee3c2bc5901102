import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { metadata, selectorLabels } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { given } from '../kubernetes/pod';
import { bootstrapYaml, redpandaYaml } from '../redpanda/broker-config';
import { clientService, ClusterValues, headlessService } from '../redpanda/cluster';
import { externalPort, servicePorts } from '../redpanda/ports';
import { hasTieredStorage, storageAccount } from '../redpanda/tiered-storage';
import { createEach, createWhen, embed, eq, Input, not, text, upTo } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { BrokerProps, PlatformProps } from '../values/types';
import { brokerStatefulSet, configName } from './broker-stateful-set';
import { Certificates } from './certificates';
import { checkRules } from './check-rules';
import { externalService } from './external-service';
import { IRedpandaCluster, RedpandaClusterBase } from './redpanda-cluster-base';
import adminApiScript from './scripts/admin-api.sh';
import preStopScript from './scripts/pre-stop.sh';
import probeScript from './scripts/probe.sh';
import startScript from './scripts/start.sh';
import { warnAbout } from './warn';

const section = schema.shape.broker.extend({
  name: schema.shape.name,
  namespace: schema.shape.namespace,
  clusterDomain: schema.shape.clusterDomain,
  imagePullSecrets: schema.shape.imagePullSecrets,
  adopted: schema.shape.adopted,
  tls: schema.shape.tls,
  sasl: schema.shape.sasl,
  cluster: schema.shape.cluster,
  tieredStorage: schema.shape.tieredStorage,
  licenseAcknowledged: schema.shape.licenseAcknowledged,
});

/** Every field is optional, with the default that its description names. They are checked like a values file. */
export interface RedpandaClusterProps extends BrokerProps, Pick<PlatformProps, 'name' | 'clusterDomain' | 'imagePullSecrets' | 'adopted' | 'tls' | 'sasl' | 'cluster' | 'tieredStorage' | 'licenseAcknowledged'> {
  /**
   * Namespace of the brokers.
   *
   * @default - the chart's, or the default of the values if that has none
   */
  readonly namespace?: string;
}

/** What has to be known of a cluster that is made elsewhere, where it is not the default. */
export interface FromClusterNameOptions extends Pick<BrokerProps, 'replicas' | 'image' | 'external'>, Pick<PlatformProps, 'namespace' | 'clusterDomain' | 'imagePullSecrets' | 'adopted' | 'tls' | 'sasl' | 'cluster' | 'tieredStorage' | 'licenseAcknowledged'> {}

/** The brokers: a StatefulSet, the Services that reach it, its configuration and its PodDisruptionBudget. */
export class RedpandaCluster extends RedpandaClusterBase {
  /** @internal */
  readonly values: Input<ClusterValues>;
  /** Of the brokers, Console and the Jobs. */
  readonly serviceAccount: ApiObject;
  /** Of the brokers in its place, where they have tiered storage. */
  readonly storageServiceAccount?: ApiObject;
  /** The brokers' configuration and scripts. */
  readonly configMap: ApiObject;
  /** For clients: it leads to brokers that are ready. */
  readonly service: ApiObject;
  /** Names each broker, even before it is ready. */
  readonly headlessService: ApiObject;
  /** For port-forwards from outside the Kubernetes cluster. */
  readonly externalService: ApiObject;
  /** One for each broker, with `external.type` NodePort or LoadBalancer. */
  readonly brokerServices: readonly ApiObject[];
  readonly podDisruptionBudget: ApiObject;
  readonly statefulSet: ApiObject;
  /** The brokers' certificate, with `tls.mode` cert-manager. */
  readonly certificate?: ApiObject;

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
    const { imagePullSecrets, tls, sasl, cluster, tieredStorage, licenseAcknowledged } = this.values;
    checkRules({ broker: this.values, imagePullSecrets, tls, sasl, cluster, tieredStorage, licenseAcknowledged }, this.node.path);
    warnAbout({ broker: this.values, tls, sasl, cluster }, this);
    this.serviceAccount = this.addServiceAccount();
    this.storageServiceAccount = this.addStorageServiceAccount();
    this.configMap = this.addConfig();
    this.service = this.addService();
    this.headlessService = this.addHeadlessService();
    this.externalService = this.addExternalService();
    this.brokerServices = this.addBrokerServices();
    this.podDisruptionBudget = this.addDisruptionBudget();
    this.certificate = createWhen(this, 'with-cert-manager', eq(this.values.tls.mode, 'cert-manager'), (when) => new Certificates(when, 'certificates', this.values).certificate);
    this.statefulSet = new Manifest(this, 'brokers', 'StatefulSet', brokerStatefulSet(this.values));
    this.node.defaultChild = this.statefulSet;
  }

  private get selector() {
    return selectorLabels(this.values, 'broker');
  }

  private addServiceAccount(): ApiObject {
    return new Manifest(this, 'service-account', 'ServiceAccount', { metadata: metadata(this.values, 'broker'), automountServiceAccountToken: false });
  }

  private addStorageServiceAccount(): ApiObject | undefined {
    const { name, tieredStorage } = this.values;
    const { labels, ...rest } = metadata(this.values, 'broker', storageAccount(name));
    return createWhen(
      this,
      'with-storage',
      hasTieredStorage(this.values),
      (when) => new Manifest(when, 'service-account', 'ServiceAccount', { metadata: { ...rest, labels, annotations: given(tieredStorage.serviceAccountAnnotations) }, automountServiceAccountToken: false }),
    );
  }

  private addConfig(): ApiObject {
    return new Manifest(this, 'config', 'ConfigMap', {
      metadata: metadata(this.values, 'broker', configName(this.values.name)),
      data: {
        'redpanda.yaml': embed(redpandaYaml(this.values)),
        'bootstrap.yaml': embed(bootstrapYaml(this.values)),
        replicas: text`${this.values.replicas}`,
        'start.sh': startScript,
        'admin-api.sh': adminApiScript,
        'probe.sh': probeScript,
        'pre-stop.sh': preStopScript,
      },
    });
  }

  private addService(): ApiObject {
    return new Manifest(this, 'service', 'Service', {
      metadata: metadata(this.values, 'broker', clientService(this.values)),
      spec: { selector: this.selector, ports: servicePorts.broker(this.values.tls) },
    });
  }

  private addHeadlessService(): ApiObject {
    return new Manifest(this, 'headless-service', 'Service', {
      metadata: metadata(this.values, 'broker', headlessService(this.values)),
      spec: {
        clusterIP: 'None',
        // Brokers look each other up before any of them is ready.
        publishNotReadyAddresses: true,
        selector: this.selector,
        ports: servicePorts.headless(this.values.tls),
      },
    });
  }

  private addExternalService(): ApiObject {
    return new Manifest(this, 'external-service', 'Service', {
      metadata: metadata(this.values, 'broker', text`${this.values.name}-external`),
      spec: { selector: this.selector, ports: [externalPort] },
    });
  }

  private addBrokerServices(): readonly ApiObject[] {
    const { replicas, external } = this.values;
    const services = createWhen(this, 'from-outside', not(eq(external.type, 'ClusterIP')), (scope) =>
      createEach(scope, 'broker', upTo(replicas), (each, broker) => new Manifest(each, 'service', 'Service', externalService(this.values, broker)), 'broker'),
    );
    return services ?? [];
  }

  private addDisruptionBudget(): ApiObject {
    return new Manifest(this, 'disruption-budget', 'PodDisruptionBudget', {
      metadata: metadata(this.values, 'broker'),
      spec: { maxUnavailable: 1, selector: { matchLabels: this.selector } },
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
