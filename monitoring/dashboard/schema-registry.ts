import { fixed } from '../thresholds';
import type { Row } from './layout';
import { from, timeseries } from './panel';
import { selected, window } from './selected';

/** Whether the schema registry answers. */
export function schemaRegistry(): Row {
  // The latency counts what went well only.
  const well = `sum(rate(${selected('redpanda_schema_registry_request_latency_seconds_count')}[${window}]))`;
  const failed = (...matchers: readonly string[]) => `rate(${selected('redpanda_schema_registry_request_errors_total', ...matchers)}[${window}])`;
  return {
    title: 'Schema registry',
    lines: [
      {
        height: 7,
        panels: [
          timeseries({
            title: 'Requests that fail',
            description: 'Of all requests. Those that clients get wrong are not counted, such as asking for a subject that is not there yet.',
            alerts: ['RedpandaSchemaRegistryErrors'],
            width: 12,
            unit: 'percentunit',
            min: 0,
            steps: from(fixed.registryFailures),
            queries: [{ expr: `sum(${failed('redpanda_status="5xx"')}) / (${well} + sum(${failed()}))`, legend: 'fail' }],
          }),
          timeseries({
            title: 'Requests',
            description: 'How many requests end well, and how many with which class of status.',
            width: 12,
            unit: 'reqps',
            min: 0,
            stacked: true,
            queries: [
              { expr: well, legend: 'well' },
              { expr: `sum by (redpanda_status) (${failed()})`, legend: '{{redpanda_status}}' },
            ],
          }),
        ],
      },
    ],
  };
}
