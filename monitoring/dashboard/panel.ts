import type * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import type * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import type * as stats from '@grafana/grafana-foundation-sdk/stat';
import type * as tables from '@grafana/grafana-foundation-sdk/table';
import type * as lines from '@grafana/grafana-foundation-sdk/timeseries';
import { Input, OrExpr, when } from '../../template';
import type { Alert } from '../alert';
import type { Model, Unit } from './model';
import { step } from './selected';

/** What a panel shows, wherever it is. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  /** Those that fire where it is orange or red. */
  readonly alerts: readonly Alert['name'][];
  /** Of 24 columns. */
  readonly width: number;
  /** Its first column, where that is not the next one. */
  readonly x?: Input<number>;
  /** On which condition it is there at all. */
  readonly where?: OrExpr<boolean>;
  readonly model: Model<Pick<sdk.Panel, 'type' | 'transformations' | 'fieldConfig' | 'options' | 'targets'>>;
}

type Step = Model<sdk.Threshold>;

interface Look {
  readonly unit?: Unit;
  readonly decimals?: number;
  readonly steps?: readonly Step[];
  /** Words for values. */
  readonly words?: Readonly<Record<string, readonly [text: string, colour?: string]>>;
}

export interface Query extends Look {
  readonly expr: Input<string>;
  readonly legend?: Input<string>;
  readonly where?: OrExpr<boolean>;
}

interface Props extends Pick<Panel, 'title' | 'description' | 'width' | 'x' | 'where'>, Look {
  readonly unit: Unit;
  readonly alerts?: Panel['alerts'];
  readonly queries: readonly Query[];
  readonly min?: number;
  readonly max?: number;
  /** What stands there without data. */
  readonly without?: string;
}

/** Orange is a warning, red is critical. */
export const colours = { well: 'green', warning: 'orange', critical: 'red' } as const;
const neutral: readonly Step[] = [{ color: 'transparent', value: null }];

/** What is wrong from a value on. */
export const from = (value: Input<number>, colour: 'warning' | 'critical' = 'warning'): readonly Step[] => [{ color: colours.well, value: null }, { color: colours[colour], value }];

/** What is wrong below a value, and worse below another. */
export const below = (warning: Input<number>, critical?: Input<number>): readonly Step[] => [
  ...(critical === undefined ? [] : [{ color: colours.critical, value: null }]),
  { color: colours.warning, value: critical ?? null },
  { color: colours.well, value: warning },
];

/** What is critical below a value. */
export const least = (value: Input<number>): readonly Step[] => [{ color: colours.critical, value: null }, { color: colours.well, value }];

export function timeseries({ steps, ...props }: Props & { readonly stacked?: boolean }): Panel {
  const options: Model<lines.Options> = {
    legend: { displayMode: 'table', placement: 'bottom', showLegend: true, calcs: ['lastNotNull', 'max'] },
    tooltip: { mode: 'multi', sort: 'desc' },
  };
  const custom: Model<lines.FieldConfig> = {
    lineWidth: 1,
    fillOpacity: 10,
    showPoints: 'never',
    thresholdsStyle: { mode: steps ? 'dashed' : 'off' },
    ...(props.stacked === true && { stacking: { mode: 'normal', group: 'A' } }),
  };
  return panel('timeseries', props, options, { color: { mode: 'palette-classic' }, ...look({ ...props, steps: steps ?? neutral }), custom }, []);
}

/** Numbers of now, each in its own colour. */
export function stat(props: Props): Panel {
  const options: Model<stats.Options> = {
    graphMode: 'none',
    colorMode: 'background',
    justifyMode: 'auto',
    textMode: 'value_and_name',
    wideLayout: true,
    showPercentChange: false,
    percentChangeColorMode: 'standard',
    orientation: 'vertical',
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
  };
  const overrides = props.queries.flatMap((query, i) => overriding({ id: 'byFrameRefID', options: refId(i) }, look(query)));
  return panel('stat', props, options, { color: { mode: 'thresholds' }, ...look({ steps: neutral, ...props }) }, overrides, { instant: true, range: false });
}

interface Column extends Query {
  readonly name: string;
  /** The label that it shows, where it shows no value. */
  readonly label?: string;
}

/** A row for each set of labels, of which some are columns, and a column for each query. */
export function table({ labels, columns, sort, ...props }: Omit<Props, 'queries'> & { readonly labels: Readonly<Record<string, string>>; readonly columns: readonly Column[]; readonly sort: { readonly by: string; readonly descending?: boolean } }): Panel {
  const field = (i: number) => (columns.length > 1 ? `Value #${refId(i)}` : 'Value');
  const shown = columns.map(({ name, label }, i) => [label ?? field(i), name] as const);
  const names = { ...labels, ...Object.fromEntries(shown) };
  const hidden = columns.flatMap(({ label }, i) => (label === undefined ? [] : [field(i)]));
  const options: Model<tables.Options> = { frameIndex: 0, showHeader: true, cellHeight: 'sm', sortBy: [{ displayName: sort.by, desc: sort.descending === true }] };
  const overrides = columns.flatMap((column) => overriding({ id: 'byName', options: column.name }, { ...look(column), ...((column.steps ?? column.words) && { 'custom.cellOptions': { type: 'color-background', mode: 'basic' } }) }));
  const transformations = [
    { id: 'merge', options: {} },
    {
      id: 'organize',
      options: {
        excludeByName: Object.fromEntries(['Time', ...hidden].map((name) => [name, true])),
        renameByName: names,
        indexByName: Object.fromEntries(Object.keys(names).map((name, index) => [name, index])),
      },
    },
  ];
  const custom: Model<tables.FieldConfig> = { align: 'auto', inspect: false };
  return panel('table', { ...props, queries: columns }, options, { color: { mode: 'thresholds' }, ...look({ steps: neutral, ...props }), custom }, overrides, { instant: true, range: false, format: 'table' }, transformations);
}

const refId = (i: number): string => String.fromCharCode('A'.charCodeAt(0) + i);

/** The fields of Grafana that say how a value looks. */
function look({ unit, decimals, steps, words }: Look): Pick<Model<sdk.FieldConfig>, 'unit' | 'decimals' | 'thresholds' | 'mappings'> {
  const options = words && Object.fromEntries(Object.entries(words).map(([value, [text, color]], index) => [value, { text, color, index }]));
  return { unit, decimals, thresholds: steps && { mode: 'absolute', steps }, mappings: options && [{ type: 'value', options }] };
}

function overriding(matcher: Model<sdk.MatcherConfig>, fields: object) {
  const properties = Object.entries(fields).flatMap(([id, value]: [string, unknown]) => (value === undefined ? [] : [{ id, value }]));
  return properties.length > 0 ? [{ matcher, properties }] : [];
}

function panel(
  type: string,
  { title, description, alerts = [], width, x, where, queries, min, max, without }: Props,
  options: object,
  defaults: Model<sdk.FieldConfig>,
  overrides: Model<sdk.FieldConfigSource['overrides']>,
  kind: Model<Pick<prometheus.Dataquery, 'instant' | 'range' | 'format'>> = {},
  transformations?: Model<sdk.DataTransformerConfig[]>,
): Panel {
  const target = (i: number, { expr, legend }: Query): Model<prometheus.Dataquery> => ({ refId: refId(i), expr, legendFormat: legend, interval: step, ...kind });
  const targets = queries.map((query, i) => when(query.where ?? true, target(i, query)));
  return { title, description, alerts, width, x, where, model: { type, options, fieldConfig: { defaults: { ...defaults, min, max, noValue: without }, overrides }, transformations, targets } };
}
