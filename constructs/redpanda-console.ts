import { Construct } from 'constructs';
import { componentName, metadata, podLabels, selectorLabels } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { containerSecurity, isolation, podSecurity, pullSecrets, resources } from '../kubernetes/pod';
import { version } from '../package.json';
import { consoleYaml } from '../redpanda/console-config';
import { listeners } from '../redpanda/listener';
import { containerPorts, servicePorts } from '../redpanda/ports';
import { contentHash, embed, Input } from '../template';
import { Props } from '../values/props';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { Values } from '../values/types';
import { checkRules } from './check-rules';
import type { RedpandaCluster } from './redpanda-cluster';

const section = schema.shape.console.omit({ enabled: true, ingress: true });
type ConsoleValues = Omit<Values['console'], 'enabled' | 'ingress'>;

/** The user of Console's image. */
const consoleUser = 99;
const configFile = '/etc/console/config.yaml';

export type RedpandaConsoleProps = Props<ConsoleValues> & {
  /** The cluster that Console shows. */
  readonly cluster: RedpandaCluster;
};

/** Redpanda Console for a cluster, with every broker in its configuration. */
export class RedpandaConsole extends Construct {
  readonly cluster: RedpandaCluster;
  readonly name: Input<string>;
  private readonly values: Input<ConsoleValues>;

  constructor(scope: Construct, id: string, { cluster, ...props }: RedpandaConsoleProps) {
    super(scope, id);
    this.cluster = cluster;
    this.name = componentName(cluster.name, 'console');
    this.values = withDefaults<ConsoleValues>(section, props);
    checkRules({ console: this.values });
    new Manifest(this, 'config', 'ConfigMap', { metadata: this.metadata(), data: { 'config.yaml': embed(consoleYaml(cluster.values)) } });
    new Manifest(this, 'service', 'Service', {
      metadata: this.metadata(),
      spec: { selector: selectorLabels(cluster.name, 'console'), ports: servicePorts.console },
    });
    this.addDeployment();
  }

  metadata() {
    return metadata(this.cluster, 'console');
  }

  private addDeployment(): void {
    const { name, namespace, replicas, values } = this.cluster;
    new Manifest(this, 'deployment', 'Deployment', {
      metadata: this.metadata(),
      spec: {
        replicas: this.values.replicas,
        selector: { matchLabels: selectorLabels(name, 'console') },
        template: {
          metadata: {
            labels: podLabels(name, 'console'),
            // Console reads its file once, so another list of brokers must restart it, as must another version's file.
            annotations: { 'checksum/config': contentHash(version, name, namespace, values.clusterDomain, replicas) },
          },
          spec: {
            serviceAccountName: name,
            ...isolation,
            securityContext: podSecurity(consoleUser),
            imagePullSecrets: pullSecrets(values.imagePullSecrets),
            containers: [this.container()],
            volumes: [
              { name: 'config', configMap: { name: this.name } },
              { name: 'tmp', emptyDir: {} },
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
      ports: containerPorts.console,
      resources: resources(this.values.resources),
      securityContext: containerSecurity,
      // Console may serve its pages only when it has found the brokers.
      startupProbe: { ...health, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 240 },
      livenessProbe: { ...health, periodSeconds: 10, timeoutSeconds: 3 },
      readinessProbe: { ...health, periodSeconds: 5, timeoutSeconds: 3 },
      volumeMounts: [
        { name: 'config', mountPath: '/etc/console', readOnly: true },
        { name: 'tmp', mountPath: '/tmp' },
      ],
    };
  }
}
