import { text, when } from '../template';
import { brokerDomain, Cluster, clusterHost } from './cluster';
import { connections } from './connection';
import { schemes } from './listener';
import { caKey, clientCaSecret } from './security';

/**
 * How Prometheus finds and reads the metrics of every broker: an item of its `scrape_configs`.
 *
 * @param job a name that no other of its jobs may have
 */
export function scrapeConfig(cluster: Cluster, job: string) {
  const { admin } = connections('monitoring', cluster);
  return {
    job_name: job,
    scheme: when(admin.service.tls, schemes.tls),
    // Where Prometheus Operator mounts a Secret that `spec.secrets` names. The name that the certificate is verified for: what DNS discovery gives are addresses.
    tls_config: when(admin.service.tls, { ca_file: text`/etc/prometheus/secrets/${clientCaSecret(cluster)}/${caKey}`, server_name: clusterHost(cluster) }),
    // Of the two that Redpanda serves, the one whose names are stable.
    metrics_path: '/public_metrics',
    // The headless Service's name resolves to every broker, where another Service's would reach one of them.
    dns_sd_configs: [{ names: [brokerDomain(cluster)], type: 'A', port: admin.service.port }],
  };
}
