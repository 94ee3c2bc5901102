import { Files } from '../files/files';
import { admin } from '../redpanda/listener';
import { headlessService, serviceHost } from '../redpanda/service-host';
import { writeYaml } from '../template';
import { Values } from '../values/types';

/**
 * What Prometheus needs to scrape every broker: its configuration's `scrape_configs`.
 *
 * @param job a name that no other of its jobs may have
 */
export function prometheusFiles(values: Values, job: string): Files {
  const scrape = {
    job_name: job,
    // Of the two that Redpanda serves, the one whose names are stable.
    metrics_path: '/public_metrics',
    // The headless Service's name resolves to every broker, where another Service's would reach one of them.
    dns_sd_configs: [{ names: [serviceHost(headlessService(values.name), values)], type: 'A', port: admin.port }],
  };
  return new Map([['prometheus-scrape.yaml', writeYaml({ scrape_configs: [scrape] })]]);
}
