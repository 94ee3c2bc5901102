import { present } from '../../template';
import { thresholdsOf } from '../thresholds';
import type { Watched } from '../watched';
import type { Row } from './layout';
import { below, from, table, timeseries } from './panel';
import { selected } from './selected';

/** Whether declared clients keep up. Rules record their lag under their names. */
export function clients(watched: Watched): Row {
  const { lag } = thresholdsOf(watched);
  const chosen = 'client=~"$client"';
  const labels = 'client, client_namespace, redpanda_group, redpanda_topic';
  const waiting = selected('client_topic:redpanda_kafka_consumer_group_lag:sum', chosen);
  const behind = selected('client_topic:redpanda_kafka_consumer_group_lag:seconds', chosen);
  const ofGroup = `max by (redpanda_group) (${selected('redpanda_kafka_consumer_group_consumers')})`;
  const committed = `max by (redpanda_group, redpanda_topic, redpanda_partition) (delta(${selected('redpanda_kafka_consumer_group_committed_offset')}[15m]))`;
  const legend = '{{client}}: {{redpanda_topic}}';
  return {
    title: 'Clients and their consumer groups',
    where: present(watched.clients),
    lines: [
      {
        height: 8,
        panels: [
          timeseries({
            title: 'How far behind',
            description: 'How long producers took for what is not consumed yet.',
            alerts: ['RedpandaConsumerLag'],
            width: 12,
            unit: 's',
            min: 0,
            steps: from(lag.value),
            queries: [{ expr: `max by (client, redpanda_topic) (${behind})`, legend }],
          }),
          timeseries({
            title: 'Records consumed',
            description: 'How many records are committed as consumed a second, in the last 15 minutes. None, while records wait, means that the client does not get on.',
            alerts: ['RedpandaConsumerStuck'],
            width: 12,
            unit: 'recps',
            min: 0,
            queries: [{ expr: `sum by (redpanda_group, redpanda_topic) (${committed}) / 900 * on (redpanda_group, redpanda_topic) group_right () (max by (client, redpanda_group, redpanda_topic) (${waiting}) * 0 + 1)`, legend }],
          }),
        ],
      },
      {
        height: 8,
        panels: [
          table({
            title: 'Each client and topic',
            description: 'Groups of no declared client are not shown: no alert is about them, and Console has them all.',
            alerts: ['RedpandaConsumerLag', 'RedpandaConsumerMissing'],
            width: 24,
            unit: 'none',
            labels: { client: 'Client', client_namespace: 'Namespace', redpanda_group: 'Group', redpanda_topic: 'Topic' },
            columns: [
              { name: 'Members', expr: `max by (${labels}) (${waiting} * 0 + on (redpanda_group) group_left () ${ofGroup} or ${waiting} * 0)`, steps: below(1) },
              { name: 'Records that wait', expr: `max by (${labels}) (${waiting})`, unit: 'short' },
              { name: 'Behind', expr: `max by (${labels}) (${behind})`, unit: 's', steps: from(lag.value) },
            ],
            sort: { by: 'Behind', descending: true },
          }),
        ],
      },
    ],
  };
}
