import { Files } from '../files/files';
import { scrapeConfig } from '../redpanda/scrape-config';
import { writeYaml } from '../template';
import { Values } from '../values/types';

/** What Prometheus needs to scrape every broker: its configuration's `scrape_configs`. */
export function prometheusFiles(values: Values, job: string): Files {
  return new Map([['prometheus-scrape.yaml', writeYaml({ scrape_configs: [scrapeConfig(values, job)] })]]);
}
