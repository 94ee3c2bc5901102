import { componentName } from '../kubernetes/labels';
import { brokerHost, Cluster, clusterHost, serviceHost } from '../redpanda/cluster';
import { connections } from '../redpanda/connection';
import { listeners, schemes } from '../redpanda/listener';
import { caKey, clientCaSecret } from '../redpanda/security';
import { text, upTo, when } from '../template';
import { Values } from '../values/types';
import { brokerJob, consoleJob } from './job';
import { interval, metricsPath } from './metrics-path';

/** Items of Prometheus' `scrape_configs`. Like those of a PodMonitor, the targets know their namespace, and an instance is a pod. */
export function scrapeConfigs(values: Values) {
  return [brokers(values), ...(values.console.enabled ? [console(values)] : [])];
}

function brokers(values: Values) {
  const cluster = values as Cluster;
  const { admin } = connections('monitoring', cluster);
  const { namespace, broker } = values;
  return {
    job_name: brokerJob(values),
    scrape_interval: interval,
    metrics_path: metricsPath.broker,
    scheme: when(admin.service.tls, schemes.tls),
    // Where Prometheus Operator mounts a Secret that `spec.secrets` names, and a name that every certificate holds.
    tls_config: when(admin.service.tls, { ca_file: text`/etc/prometheus/secrets/${clientCaSecret(cluster)}/${caKey}`, server_name: clusterHost(cluster) }),
    // By name and not by DNS discovery, which would forget a broker whose pod is gone: then nothing says that it is down.
    static_configs: [{ targets: (upTo(broker.replicas) as number[]).map((number) => text`${brokerHost(cluster, number)}:${admin.service.port}`), labels: { namespace } }],
    relabel_configs: [{ source_labels: ['__address__'], regex: '([^.]+)[.].*', target_label: 'instance' }],
  };
}

function console(values: Values) {
  const { namespace, name } = values;
  return {
    job_name: consoleJob(values),
    scrape_interval: interval,
    metrics_path: metricsPath.console,
    static_configs: [{ targets: [text`${serviceHost(componentName(name, 'console'), values)}:${listeners.console.port}`], labels: { namespace } }],
  };
}
