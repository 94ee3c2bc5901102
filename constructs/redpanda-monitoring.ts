import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Component, metadata, selectorLabels } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { brokerJob, consoleJob } from '../monitoring/job';
import { interval, metricsPath } from '../monitoring/metrics-path';
import { clusterHost } from '../redpanda/cluster';
import { connections } from '../redpanda/connection';
import { listeners, schemes } from '../redpanda/listener';
import { caKey, certificateSecret } from '../redpanda/security';
import { clientGroup, ruleGroups } from '../monitoring/rule-groups';
import type { Watched } from '../monitoring/watched';
import { createEach, createWhen, Input, overlay, text, when } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { MonitoringProps, PlatformProps, Values } from '../values/types';
import { checkRules } from './check-rules';
import type { IRedpandaCluster } from './redpanda-cluster-base';

const section = schema.shape.monitoring.extend({ clients: schema.shape.clients });
type MonitoringValues = Values['monitoring'] & Pick<Values, 'clients'>;

export interface RedpandaMonitoringProps extends MonitoringProps, Pick<PlatformProps, 'clients'> {
  /** The cluster to watch. */
  readonly cluster: IRedpandaCluster;

  /**
   * Whether the cluster has a Console, which is watched as well.
   *
   * @default true
   */
  readonly withConsole?: boolean;
}

/** What Prometheus Operator is told: which pods to scrape, and of what to alert. */
export class RedpandaMonitoring extends Construct {
  /** Of the brokers, where `podMonitor.enabled` is true. */
  readonly podMonitor?: ApiObject;
  /** Of Console. */
  readonly consolePodMonitor?: ApiObject;
  /** The alerts of the cluster, and those of each client, where `prometheusRule.enabled` is true. */
  readonly prometheusRules: readonly ApiObject[];
  private readonly cluster: IRedpandaCluster['values'];

  constructor(scope: Construct, id: string, { cluster, withConsole = true, ...props }: RedpandaMonitoringProps) {
    super(scope, id);
    this.cluster = cluster.values;
    const { clients, ...monitoring } = withDefaults<MonitoringValues>(section, props, this.node.path);
    // Which topics there are is not known here.
    checkRules({ monitoring: { ...monitoring, steadyTopics: [] } }, this.node.path);
    const { podMonitor, prometheusRule } = monitoring;
    const job = { name: this.cluster.name, monitoring };
    [this.podMonitor, this.consolePodMonitor] =
      createWhen(this, 'with-pod-monitor', podMonitor.enabled, (asked) => [
        this.addPodMonitor(asked, 'broker', podMonitor.labels, brokerJob(job), this.brokerEndpoint()),
        createWhen(asked, 'with-console', withConsole, (inner) => this.addPodMonitor(inner, 'console', podMonitor.labels, consoleJob(job), { port: listeners.console.name, path: metricsPath.console })),
      ]) ?? [];
    const watched: Watched = { ...this.cluster, clients, monitoring, withConsole };
    this.prometheusRules =
      createWhen(this, 'with-rules', prometheusRule.enabled, (asked) => [
        this.addRules(asked, prometheusRule.labels, this.cluster.name, ruleGroups(watched)),
        // Each in its own, because a thousand clients would not fit into one.
        ...createEach(asked, 'client', clients, (inner, client) => this.addRules(inner, prometheusRule.labels, text`${this.cluster.name}-client-${client.name}`, [clientGroup(client, watched)])),
      ]) ?? [];
  }

  private addRules(scope: Construct, labels: Input<Values['monitoring']['prometheusRule']['labels']>, name: Input<string>, groups: readonly object[]): ApiObject {
    const { labels: own, ...rest } = metadata(this.cluster, 'broker', name);
    return new Manifest(scope, 'rules', 'PrometheusRule', { metadata: { ...rest, labels: overlay(labels, own) }, spec: { groups: groups as never } });
  }

  /** Not of Services, of which two lead to each broker: it would be scraped twice. */
  private addPodMonitor(scope: Construct, component: Component, labels: Input<Values['monitoring']['podMonitor']['labels']>, job: Input<string>, endpoint: object): ApiObject {
    const { labels: own, ...rest } = metadata(this.cluster, component);
    return new Manifest(scope, component, 'PodMonitor', {
      metadata: { ...rest, labels: overlay(labels, own) },
      spec: {
        selector: { matchLabels: selectorLabels(this.cluster, component) },
        podMetricsEndpoints: [
          {
            ...endpoint,
            interval,
            relabelings: [
              { targetLabel: 'job', replacement: job },
              // An address would make a new instance of each pod that is made anew.
              { sourceLabels: ['__meta_kubernetes_pod_name'], targetLabel: 'instance' },
            ],
          },
        ],
      },
    });
  }

  private brokerEndpoint() {
    const { tls } = connections('monitoring', this.cluster).admin.service;
    return {
      port: listeners.admin.name,
      path: metricsPath.broker,
      scheme: when(tls, schemes.tls),
      // Pods are called by their addresses, which no certificate holds.
      tlsConfig: when(tls, { ca: { secret: { name: certificateSecret(this.cluster), key: caKey } }, serverName: clusterHost(this.cluster) }),
    };
  }
}
