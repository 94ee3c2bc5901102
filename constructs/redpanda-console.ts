import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { metadata, podLabels, selectorLabels, workloadMetadata } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { containerSecurity, isolation, podSecurity, pullSecrets, resources, scratch, scratchSize, smallDisk, zoneSpread } from '../kubernetes/pod';
import { version } from '../package.json';
import { consoleEnv, consoleYaml } from '../redpanda/console-config';
import { listeners } from '../redpanda/listener';
import { containerPorts, servicePorts } from '../redpanda/ports';
import { isPlaintextUsed } from '../redpanda/security';
import { contentHash, embed, Input, known } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { ConsoleProps, Values } from '../values/types';
import { checkRules } from './check-rules';
import { caMount, caVolume } from './ca-volume';
import type { IRedpandaCluster } from './redpanda-cluster-base';

const section = schema.shape.console.omit({ enabled: true, ingress: true, route: true });
type ConsoleValues = Omit<Values['console'], 'enabled' | 'ingress' | 'route'>;

/** The user of Console's image. */
const consoleUser = 99;
const configFile = '/etc/console/config.yaml';

export interface RedpandaConsoleProps extends Omit<ConsoleProps, 'enabled' | 'ingress' | 'route'> {
  /** The cluster that Console shows. */
  readonly cluster: IRedpandaCluster;
}

/** Redpanda Console for a cluster, with every broker in its configuration. */
export class RedpandaConsole extends Construct {
  /** The cluster that it shows. */
  readonly cluster: IRedpandaCluster;
  /** Console's configuration. */
  readonly configMap: ApiObject;
  readonly service: ApiObject;
  readonly deployment: ApiObject;
  readonly podDisruptionBudget: ApiObject;
  private readonly values: Input<ConsoleValues>;

  constructor(scope: Construct, id: string, { cluster, ...props }: RedpandaConsoleProps) {
    super(scope, id);
    this.cluster = cluster;
    this.values = withDefaults<ConsoleValues>(section, props, this.node.path);
    checkRules({ console: this.values, tls: cluster.values.tls, sasl: cluster.values.sasl }, this.node.path);
    this.configMap = new Manifest(this, 'config', 'ConfigMap', { metadata: this.metadata(), data: { 'config.yaml': embed(consoleYaml(cluster.values, this.values)) } });
    this.service = new Manifest(this, 'service', 'Service', {
      metadata: this.metadata(),
      spec: { selector: this.selector, ports: servicePorts.console },
    });
    this.podDisruptionBudget = new Manifest(this, 'disruption-budget', 'PodDisruptionBudget', {
      metadata: this.metadata(),
      // Of a single pod it keeps none, and so holds up no drain. A pod that does not serve may go in any case.
      spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: this.selector } },
    });
    this.deployment = this.addDeployment();
    this.node.defaultChild = this.deployment;
  }

  /** Name of the Deployment and of the Service, which listens on port 8080. */
  get name(): string {
    return known(this.metadata().name);
  }

  /** @internal */
  get basePath(): Input<string> {
    return this.values.basePath;
  }

  /** @internal */
  metadata() {
    return metadata(this.cluster.values, 'console');
  }

  private get selector() {
    return selectorLabels(this.cluster.values, 'console');
  }

  private addDeployment(): ApiObject {
    const { name, namespace, clusterDomain, replicas, imagePullSecrets, tls, sasl } = this.cluster.values;
    return new Manifest(this, 'deployment', 'Deployment', {
      metadata: workloadMetadata(this.cluster.values, 'console', this.values.image),
      spec: {
        replicas: this.values.replicas,
        selector: { matchLabels: this.selector },
        template: {
          metadata: {
            labels: podLabels(this.cluster.values, 'console'),
            // Console reads its file once, so another list of brokers must restart it, as must another version's file.
            annotations: {
              'checksum/config': contentHash(version, name, namespace, clusterDomain, replicas, tls.mode, tls.listeners, isPlaintextUsed(tls), sasl.enabled, sasl.mechanism, sasl.superuser.name, this.values.basePath, this.values.config),
            },
          },
          spec: {
            serviceAccountName: name,
            ...isolation,
            securityContext: podSecurity(consoleUser),
            imagePullSecrets: pullSecrets(imagePullSecrets),
            affinity: {
              podAntiAffinity: {
                preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: this.selector } } }],
              },
            },
            topologySpreadConstraints: [zoneSpread(this.selector)],
            containers: [this.container()],
            volumes: [
              { name: 'config', configMap: { name: this.metadata().name } },
              scratch('tmp', scratchSize),
              caVolume('console', this.cluster.values),
            ],
          },
        },
      },
    });
  }

  private container() {
    const health = { httpGet: { path: '/admin/health', port: listeners.console.name } };
    return {
      name: 'console',
      image: this.values.image,
      args: [`--config.filepath=${configFile}`],
      env: consoleEnv(this.cluster.values),
      ports: containerPorts.console,
      resources: resources(this.values.resources, smallDisk),
      securityContext: containerSecurity,
      // Console may serve its pages only when it has found the brokers.
      startupProbe: { ...health, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 240 },
      livenessProbe: { ...health, periodSeconds: 10, timeoutSeconds: 3 },
      readinessProbe: { ...health, periodSeconds: 5, timeoutSeconds: 3 },
      volumeMounts: [
        { name: 'config', mountPath: '/etc/console', readOnly: true },
        { name: 'tmp', mountPath: '/tmp' },
        caMount('console', this.cluster.values),
      ],
    };
  }
}
