import { Files } from '../files/files';
import { dashboard } from '../monitoring/dashboard/dashboard';
import { clientGroup, ruleGroups } from '../monitoring/rule-groups';
import { scrapeConfigs } from '../monitoring/scrape-config';
import { watchedOf } from '../monitoring/watched';
import { tidy, writeYaml } from '../template';
import { Values } from '../values/types';

/**
 * Files for a Prometheus that no operator configures, and the dashboard for a Grafana without a sidecar.
 *
 * @param job the name by which it knows the brokers, unless the values say so
 */
export function prometheusFiles(values: Values, job: string): Files {
  const named = { ...values, monitoring: { ...values.monitoring, job: values.monitoring.job || job } };
  const watched = watchedOf(named);
  const groups = [...ruleGroups(watched), ...values.clients.map((client) => clientGroup(client, watched))];
  return new Map([
    ['scrape-config.yaml', writeYaml(tidy({ scrape_configs: scrapeConfigs(named) }) as object)],
    ['rules.yaml', writeYaml(tidy({ groups }) as object)],
    ['dashboard.json', dashboard(watched) as string],
  ]);
}
