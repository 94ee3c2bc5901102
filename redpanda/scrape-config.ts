import { brokerDomain, Cluster } from './cluster';
import { connections } from './connection';

/**
 * How Prometheus finds and reads the metrics of every broker: an item of its `scrape_configs`.
 *
 * @param job a name that no other of its jobs may have
 */
export function scrapeConfig(cluster: Cluster, job: string) {
  const { admin } = connections('monitoring', cluster);
  return {
    job_name: job,
    // Of the two that Redpanda serves, the one whose names are stable.
    metrics_path: '/public_metrics',
    // The headless Service's name resolves to every broker, where another Service's would reach one of them.
    dns_sd_configs: [{ names: [brokerDomain(cluster)], type: 'A', port: admin.service.port }],
  };
}
