import { Input, known, text } from '../../template';
import type { BrokerSeries, KubernetesMetric } from '../metrics';
import { interval } from '../metrics-path';
import { seriesOf } from '../series';

// Grafana's variables stand where rules have values, so that queries are constant.
const own = seriesOf({ name: '', namespace: '$namespace', monitoring: { job: '$job' } });

/** The series of the cluster, or some of them. */
export const selected = (name: BrokerSeries, ...matchers: readonly string[]): string => known(matchers.length > 0 ? own.of(name, matchers.join(',')) : own.of(name));

/** The same of the brokers that somebody looks at. */
export const selectedBrokers = (name: BrokerSeries, ...matchers: readonly string[]): string => selected(name, ...matchers, 'instance=~"$instance"');

/** Whether Console answers. */
export const consoleUp: string = known(seriesOf({ name: '', namespace: '$namespace', monitoring: { job: '$job-console' } }).of('up'));

/** What Kubernetes says of the namespace. */
export const ofKubernetes = (name: KubernetesMetric, matcher: Input<string>): Input<string> => text`${name}{${matcher},namespace="$namespace"}`;

/** Four scrapes at least, and more where a point stands for more. Grafana must be told how long one takes. */
export const window = '$__rate_interval';
export const step = interval;
