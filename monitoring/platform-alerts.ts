import { present, text, when } from '../template';
import type { Some } from './alert';
import { topicPattern } from './consumed';
import { consoleJob } from './job';
import { seriesOf } from './series';
import type { Watched } from './watched';

/** What can be wrong around the brokers. */
export function platformAlerts(watched: Watched): readonly Some[] {
  const { of, lines, kubernetes } = seriesOf(watched);
  const { name, namespace, replicas, withConsole, monitoring: { steadyTopics } } = watched;
  const produced = (after = '') => lines('topic:redpanda_kafka_records_produced:rate15m', [text`redpanda_topic=~"${topicPattern(steadyTopics as readonly string[])}"`], after);
  return [
    {
      name: 'RedpandaJobFailed',
      severity: 'warning',
      for: '5m',
      // Not kube_job_status_failed: that counts pods, of which one may fail before the next succeeds.
      expr: [...kubernetes('kube_job_failed', [text`job_name=~"${name}-[a-z]+-[0-9a-f]{8}"`, 'condition="true"']), '== 1'],
      summary: 'Job {{ $labels.job_name }} failed, so not all that is declared is there',
      description: 'Its log says what is refused and why. The alert ends when the Job is deleted, at the latest a day after it failed.',
    },
    when(present(steadyTopics), {
      name: 'RedpandaTrafficStopped',
      severity: 'info',
      for: '30m',
      // Not less than it was, because that is different at night.
      expr: [...produced(), '== 0', 'and on (redpanda_topic)', ...produced(' offset 1d'), '> 0'],
      summary: 'No records come in to {{ $labels.redpanda_topic }}, as they did a day ago',
      description: 'Brokers take records for other topics. Look at the programs that produce to it.',
    }),
    when(withConsole, {
      name: 'RedpandaConsoleDown',
      severity: 'warning',
      for: '10m',
      // Console waits for Kafka when it starts, so without brokers it is down as well.
      expr: [text`absent(up{job="${consoleJob(watched)}",namespace="${namespace}"} == 1)`, text`and on () count(${of('up')} == 1) >= ${replicas}`],
      summary: text`Console of ${name} does not answer`,
      description: 'Clients are not concerned. Look at its pods and their log.',
    }),
  ];
}
