import { Construct } from 'constructs';
import { componentName, labels, podLabels, selectorLabels } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { containerSecurity, isolation, podSecurity, pullSecrets, resources } from '../kubernetes/pod';
import { version } from '../package.json';
import { address, admin, containerPort, kafka, Listener, schemaRegistry, servicePort, url } from '../redpanda/listener';
import { contentHash, each, embed, inner, Input, overlay, upTo } from '../template';
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

/**
 * How often Console tries to reach Kafka before it ends: for about 18 hours, where its default of 5 is over while brokers start.
 *
 * Never 0, which is documented as «unlimited»: Console 3.0 to 3.10 adds up the waiting times of all tries before it listens, and would
 * count to the largest integer. From 140 million on, the sum overflows.
 *
 * @see https://github.com/redpanda-data/console/blob/v3.10.0/backend/pkg/config/startup.go
 */
const connectionRetries = 1000;

/** Where Console serves its pages. */
export const http: Listener = { name: 'http', port: 8080 };

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
    new Manifest(this, 'config', 'ConfigMap', { metadata: this.metadata(), data: { 'config.yaml': embed(consoleYaml(cluster, this.values.config)) } });
    new Manifest(this, 'service', 'Service', {
      metadata: this.metadata(),
      spec: { selector: selectorLabels(cluster.name, 'console'), ports: [servicePort(http)] },
    });
    this.addDeployment();
  }

  metadata() {
    return { name: this.name, namespace: this.cluster.namespace, labels: labels(this.cluster, 'console') };
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
            annotations: { 'checksum/config': contentHash(version, name, namespace, values.clusterDomain, replicas, this.values.config) },
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
    const health = { httpGet: { path: '/admin/health', port: http.name } };
    return {
      name: 'console',
      image: this.values.image,
      args: [`--config.filepath=${configFile}`],
      ports: [containerPort(http)],
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

/** Console's own configuration (v3), with every broker, so that it shows a cluster that has lost one, and with what the values add to it. */
function consoleYaml(cluster: RedpandaCluster, config: Input<ConsoleValues['config']>) {
  const [kafkaConfig, redpanda, server] = ['kafka', 'redpanda', 'server'].map((key) => inner(config, key)) as [object, object, object];
  const all = (one: (host: Input<string>) => Input<string>) => [...each(upTo(cluster.replicas), (broker) => one(cluster.brokerHost(broker)), 'broker')];
  return overlay(config, {
    kafka: overlay(kafkaConfig, {
      brokers: all((host) => address(host, kafka)),
      startup: overlay(inner(kafkaConfig, 'startup'), { maxRetries: connectionRetries }),
    }),
    schemaRegistry: { enabled: true, urls: all((host) => url(host, schemaRegistry)) },
    redpanda: overlay(redpanda, { adminApi: overlay(inner(redpanda, 'adminApi'), { enabled: true, urls: all((host) => url(host, admin)) }) }),
    server: overlay(server, { listenPort: http.port }),
    // Analytics call a host outside of the cluster, which the NetworkPolicies do not admit.
    analytics: { enabled: false },
  });
}
