import { Input, text } from '../template';
import type { Client } from '../values/types';
import type { Alert } from './alert';
import { consumerOf } from './consumed';
import { seriesOf } from './series';
import { thresholdsOf } from './thresholds';
import type { Watched } from './watched';

/** What can be wrong with what a client consumes. One cause has one alert: a group with members is slow or stuck, and one without is not there. */
export function clientAlerts(client: Input<Client>, watched: Watched): readonly Alert[] {
  const { lines } = seriesOf(watched);
  const { name, namespace } = client;
  const { consumer, consumed } = consumerOf(client);
  const members = ['max by (redpanda_group) (', ...inner(lines('redpanda_kafka_consumer_group_consumers', [consumer])), ') > 0'];
  const common = { severity: 'warning', labels: { client: name, client_namespace: namespace } } as const;
  return [
    {
      ...common,
      name: 'RedpandaConsumerLag',
      for: '10m',
      expr: [
        ...lines('group_topic:redpanda_kafka_consumer_group_lag:seconds', [consumer, consumed]),
        text`> ${thresholdsOf(watched).lag.expr}`,
        'and on (redpanda_group)',
        ...members,
      ],
      summary: text`Client ${name} of namespace ${namespace} is {{ $value | humanizeDuration }} behind in {{ $labels.redpanda_topic }}`,
      description: 'It consumes, but more slowly than records are produced. Its events are late.',
    },
    {
      ...common,
      name: 'RedpandaConsumerStuck',
      for: '5m',
      expr: [
        'count by (redpanda_group, redpanda_topic) (',
        '  max by (redpanda_group, redpanda_topic, redpanda_partition) (delta(',
        ...inner(inner(lines('redpanda_kafka_consumer_group_committed_offset', [consumer, consumed], '[15m]'))),
        '  )) == 0',
        '  and on (redpanda_topic, redpanda_partition)',
        '  max by (redpanda_topic, redpanda_partition) (delta(',
        ...inner(inner(lines('redpanda_kafka_max_offset', ['redpanda_namespace="kafka"', consumed], '[15m]'))),
        '  )) > 0',
        ') > 0',
        'and on (redpanda_group)',
        ...members,
      ],
      summary: text`Client ${name} of namespace ${namespace} does not get on in {{ $labels.redpanda_topic }} (partitions: {{ $value }})`,
      description: 'Records come in, and for 15 minutes none was committed as consumed. One record that always fails is enough for that.',
    },
    {
      ...common,
      name: 'RedpandaConsumerMissing',
      for: '15m',
      expr: [
        'sum by (redpanda_group) (',
        ...inner(lines('group_topic:redpanda_kafka_consumer_group_lag:sum', [consumer, consumed])),
        ') > 0',
        'unless on (redpanda_group)',
        ...members,
      ],
      summary: text`Nobody consumes for client ${name} of namespace ${namespace}: records that wait: {{ $value }}`,
      description: 'Its consumer group has no members. Its pods are gone, or cannot connect.',
    },
  ];
}

const inner = (lines: readonly Input<string>[]): Input<string>[] => lines.map((line) => text`  ${line}`);
