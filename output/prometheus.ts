import { Files } from '../files/files';
import { scrapeConfigs } from '../monitoring/scrape-config';
import { tidy, writeYaml } from '../template';
import { Values } from '../values/types';

/**
 * Files for a Prometheus that no operator configures.
 *
 * @param job the name by which it knows the brokers, unless the values say so
 */
export function prometheusFiles(values: Values, job: string): Files {
  const named = { ...values, monitoring: { ...values.monitoring, job: values.monitoring.job || job } };
  return new Map([['scrape-config.yaml', writeYaml(tidy({ scrape_configs: scrapeConfigs(named) }) as object)]]);
}
