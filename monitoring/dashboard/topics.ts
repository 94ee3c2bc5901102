import type { Row } from './layout';
import { table, timeseries } from './panel';
import { from } from './panel';
import { selected, window } from './selected';

/** What is in topics that somebody chooses. Of many topics those with the most traffic are drawn. */
export function topics(): Row {
  const most = 20;
  const chosen = ['redpanda_namespace="kafka"', 'redpanda_topic=~"$topic"'];
  const byTopic = (expr: string) => `sum by (redpanda_topic) (${expr})`;
  const bytes = (request: string, range: string) => byTopic(`rate(${selected('redpanda_kafka_request_bytes_total', `redpanda_request="${request}"`, ...chosen)}[${range}])`);
  const legend = '{{redpanda_topic}}';
  return {
    title: 'Topics',
    lines: [
      {
        height: 8,
        panels: [
          timeseries({ title: 'Produced', description: `What producers send to each topic, of the ${most} that get the most.`, width: 12, unit: 'Bps', min: 0, queries: [{ expr: `topk(${most}, ${bytes('produce', window)})`, legend }] }),
          timeseries({ title: 'Consumed', description: `What consumers get of each topic, of the ${most} that give the most.`, width: 12, unit: 'Bps', min: 0, queries: [{ expr: `topk(${most}, ${bytes('consume', window)})`, legend }] }),
        ],
      },
      {
        height: 8,
        panels: [
          table({
            title: 'Each topic',
            description: 'Traffic is that of the last 15 minutes. Missing replicas are those of partitions that somebody produces to.',
            alerts: ['RedpandaUnderReplicated', 'RedpandaTrafficStopped'],
            width: 24,
            unit: 'none',
            labels: { redpanda_topic: 'Topic' },
            columns: [
              // Every broker says the same.
              { name: 'Partitions', expr: `max by (redpanda_topic) (${selected('redpanda_kafka_partitions', ...chosen)})` },
              { name: 'Replicas', expr: `max by (redpanda_topic) (${selected('redpanda_kafka_replicas', ...chosen)})` },
              { name: 'Missing replicas', expr: byTopic(selected('redpanda_kafka_under_replicated_replicas', ...chosen)), steps: from(1) },
              { name: 'Records produced', expr: byTopic(selected('topic:redpanda_kafka_records_produced:rate15m', 'redpanda_topic=~"$topic"')), unit: 'recps', decimals: 1 },
              { name: 'Produced', expr: bytes('produce', '15m'), unit: 'Bps' },
              { name: 'Consumed', expr: bytes('consume', '15m'), unit: 'Bps' },
            ],
            sort: { by: 'Produced', descending: true },
          }),
        ],
      },
    ],
  };
}
