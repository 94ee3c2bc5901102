import { text, when } from '../template';
import { consoleJob } from './job';
import type { Some } from './alert';
import { jobsOf } from './matchers';
import { seriesOf } from './series';
import type { Watched } from './watched';

/** What can be wrong around the brokers. */
export function platformAlerts(watched: Watched): readonly Some[] {
  const { of, kubernetes } = seriesOf(watched);
  const { name, namespace, replicas, withConsole } = watched;
  return [
    {
      name: 'RedpandaJobFailed',
      severity: 'warning',
      for: '5m',
      // Not kube_job_status_failed: that counts pods, of which one may fail before the next succeeds.
      expr: [...kubernetes('kube_job_failed', [jobsOf(watched), 'condition="true"']), '== 1'],
      summary: 'Job {{ $labels.job_name }} failed, so not all that is declared is there',
      description: 'Its log says what is refused and why. The alert ends when the Job is deleted, at the latest a day after it failed.',
    },
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
