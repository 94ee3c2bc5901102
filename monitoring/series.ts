import { Input, named, text } from '../template';
import { brokerJob, Job } from './job';
import type { BrokerSeries, KubernetesMetric } from './metrics';

/** What selects the series of one cluster. Its brokers are told from others' by their job and their namespace. */
export function seriesOf(cluster: Job) {
  const { namespace } = cluster;
  const own = named('redpanda.seriesLabels', "Labels of the brokers' series", text`job="${brokerJob(cluster)}",namespace="${namespace}"`);
  const alone = named('redpanda.series', 'What selects the series of the brokers', text`{${own}}`);
  return {
    /** Of brokers, or what a recording rule makes of them; with further matchers, such as `redpanda_request="produce"`. */
    of: (name: BrokerSeries, matchers?: Input<string>): Input<string> => (matchers === undefined ? text`${name}${alone}` : text`${name}{${matchers},${own}}`),
    /** The same as lines, for matchers that are long, with what follows the selector. */
    lines: (name: BrokerSeries, matchers: readonly Input<string>[], after = ''): Input<string>[] => selector(name, [...matchers, own], after),
    /** What Kubernetes says of the namespace. */
    kubernetes: (name: KubernetesMetric, matchers: readonly Input<string>[]): Input<string>[] => selector(name, [...matchers, text`namespace="${namespace}"`]),
  };
}

const selector = (name: string, matchers: readonly Input<string>[], after = ''): Input<string>[] => [`${name}{`, ...matchers.map((matcher, i) => (i < matchers.length - 1 ? text`  ${matcher},` : text`  ${matcher}`)), `}${after}`];
