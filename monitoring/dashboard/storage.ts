import { text } from '../../template';
import { claimsOf } from '../matchers';
import { fixed, thresholdsOf } from '../thresholds';
import type { Watched } from '../watched';
import type { Row } from './layout';
import { below, timeseries } from './panel';
import { ofKubernetes, selectedBrokers } from './selected';

/** How full disks are, and will be. */
export function storage(watched: Watched): Row {
  const { diskLow, diskCritical } = thresholdsOf(watched);
  const claims = claimsOf(watched);
  const share = { width: 8, unit: 'percentunit', min: 0, max: 1 } as const;
  const legend = '{{instance}}';
  return {
    title: 'Storage',
    lines: [
      {
        height: 8,
        panels: [
          timeseries({
            ...share,
            title: 'Free disk',
            description: 'Brokers refuse records below 2.5 %, and tell so themselves from 5 % on.',
            alerts: ['RedpandaDiskFull', 'RedpandaDiskCritical', 'RedpandaDiskLow'],
            steps: below(diskLow.value, diskCritical.value),
            queries: [{ expr: selectedBrokers('instance:redpanda_storage_disk_free_bytes:ratio'), legend }],
          }),
          timeseries({
            ...share,
            title: 'Free disk in a day',
            description: `If it goes on as in the last six hours. Only disks count of which less than ${100 * fixed.forecast.disk} % is free, because retention frees space from time to time.`,
            alerts: ['RedpandaDiskForecast'],
            steps: below(fixed.forecast.left),
            queries: [
              {
                expr: `clamp_min(predict_linear(${selectedBrokers('redpanda_storage_disk_free_bytes')}[6h], 86400) / ${selectedBrokers('redpanda_storage_disk_total_bytes')}, 0) and on (instance) ${selectedBrokers('instance:redpanda_storage_disk_free_bytes:ratio')} < ${fixed.forecast.disk}`,
                legend,
              },
            ],
            without: 'nothing to fear',
          }),
          timeseries({
            ...share,
            title: 'Free volumes',
            description: 'What the kubelet says, even where a broker is down. It tells nothing of volumes that are folders of a node.',
            alerts: ['RedpandaVolumeNearlyFull'],
            steps: below(fixed.volumeFree),
            queries: [{ expr: text`${ofKubernetes('kubelet_volume_stats_available_bytes', claims)} / ${ofKubernetes('kubelet_volume_stats_capacity_bytes', claims)}`, legend: '{{persistentvolumeclaim}}' }],
            without: 'the kubelet tells of none',
          }),
        ],
      },
    ],
  };
}
