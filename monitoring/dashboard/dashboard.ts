import type * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import { contentHash, Input, json, text, when } from '../../template';
import { brokerJob } from '../job';
import type { Watched } from '../watched';
import { brokers } from './brokers';
import { clients } from './clients';
import { isUrl, link, panelsOf } from './layout';
import type { Model } from './model';
import { overview } from './overview';
import { schemaRegistry } from './schema-registry';
import { security } from './security';
import { selected } from './selected';
import { storage } from './storage';
import { topics } from './topics';

/** What every Grafana since 11 migrates by itself. Newer ones refuse what is newer than they are. */
const schemaVersion = 39;

/** By which Grafana knows the dashboard: one for each cluster that a Prometheus may see. */
export const dashboardUid = (watched: Watched): Input<string> => text`redpanda-${contentHash(watched.namespace, watched.name, brokerJob(watched))}`;

/** Grafana's dashboard for a cluster, in its classic model. It depends on values where thresholds do, and in what there is. */
export function dashboard(watched: Watched) {
  const { name, namespace, monitoring: { runbookUrl } } = watched;
  const rows = [overview(watched), brokers(watched), topics(), clients(watched), storage(watched), security(watched), schemaRegistry()];
  const model: Model<sdk.Dashboard> = {
    uid: dashboardUid(watched),
    title: text`Redpanda ${namespace}/${name}`,
    description: 'Orange is a warning and red is critical, where an alert fires. The links of a panel lead to what to do about its alerts.',
    tags: ['redpanda'],
    schemaVersion,
    editable: true,
    graphTooltip: 1,
    timezone: 'browser',
    time: { from: 'now-6h', to: 'now' },
    refresh: '1m',
    links: when(isUrl(runbookUrl), [link('Runbook', runbookUrl)]) as never,
    annotations: { list: [annotation('Critical alerts', 'red', selected('ALERTS', 'alertstate="firing"', 'severity="critical"'), '{{alertname}}'), annotation('Restarts of brokers', 'blue', `resets(${selected('redpanda_application_uptime_seconds_total')}[2m]) > 0`, '{{instance}} restarted')] },
    templating: {
      list: [
        { type: 'datasource', name: 'datasource', label: 'Prometheus', query: 'prometheus', hide: 0 },
        constant('job', brokerJob(watched)),
        constant('namespace', namespace),
        choice('instance', 'Broker', selected('up'), '.*'),
        choice('topic', 'Topic', selected('redpanda_kafka_partitions', 'redpanda_namespace="kafka"'), '.*', 'redpanda_topic'),
        choice('client', 'Client', selected('client_topic:redpanda_kafka_consumer_group_lag:sum'), '.*'),
      ],
    },
    panels: panelsOf(rows, runbookUrl),
  };
  return json(model);
}

const source = { type: 'prometheus', uid: '${datasource}' } as const;

const constant = (name: string, value: Input<string>): Model<sdk.VariableModel> => ({ type: 'constant', name, query: value, hide: 2, skipUrlSync: true });

/** Any of what there is, or all. */
function choice(name: string, label: string, series: string, all: string, of = name): Model<sdk.VariableModel> {
  const query = `label_values(${series}, ${of})`;
  return { type: 'query', name, label, datasource: source, query, definition: query, refresh: 2, sort: 1, multi: true, includeAll: true, allValue: all, current: { text: 'All', value: '$__all' } };
}

const annotation = (name: string, iconColor: string, expr: string, titleFormat: string): Model<sdk.AnnotationQuery> => ({ name, datasource: source, enable: true, iconColor, expr, titleFormat, step: '30s' });
