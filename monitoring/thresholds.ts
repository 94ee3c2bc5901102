import { Input, quotient, text, times } from '../template';
import type { Values } from '../values/types';

/** Where something is wrong for every platform: alerts fire from there on, and a panel is orange or red. */
export const fixed = {
  /** Elections of the controller within an hour, beside one for each broker, as a rolling update makes them. */
  elections: 2,
  /** Times that the leader of each partition changes within an hour. A rolling update makes a tenth of it. */
  leaderChanges: 36,
  /** Seconds since the last look at the health of the cluster, which is looked at every 100. */
  healthAge: 600,
  /** Restarts within an hour. */
  restarts: 2,
  /** Of a disk: a trend counts once less than `disk` is left, and if less than `left` will be. */
  forecast: { disk: 0.4, left: 0.05 },
  /** Of a volume. */
  volumeFree: 0.1,
  /** Of a broker's memory. */
  memoryFree: 0.1,
  /** Requests a second, of which fewer make no percentile: the slowest is slow by chance. */
  percentileFrom: 1,
  /** Kafka requests a second that are broken off. */
  brokenOff: 1,
  /** Of the schema registry's requests. */
  registryFailures: 0.01,
  /** Requests a second. */
  denied: 0.1,
  licenseDays: 30,
};

/** A number for an expression of PromQL, and for a panel. */
export interface Threshold {
  readonly expr: Input<string>;
  readonly value: Input<number>;
}

/** Where values say that something is wrong. */
export function thresholdsOf({ monitoring: { thresholds } }: { readonly monitoring: Pick<Input<Values['monitoring']>, 'thresholds'> }) {
  const { diskFreePercent, latencyMs, lagSeconds, certificateDays } = thresholds;
  return {
    diskLow: ratio(diskFreePercent, 100),
    diskCritical: ratio(diskFreePercent, 200),
    latency: ratio(latencyMs, 1000),
    lag: { expr: text`${lagSeconds}`, value: lagSeconds },
    certificate: days(certificateDays),
    license: days(fixed.licenseDays),
  };
}

const ratio = (a: Input<number>, b: number): Threshold => ({ expr: text`${a} / ${b}`, value: quotient(a, b) });
const days = (count: Input<number>): Threshold => ({ expr: text`${count} * 86400`, value: times(count, 86_400) });
