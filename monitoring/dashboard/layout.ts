import type * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import { and, Input, operator, OrExpr, text, when } from '../../template';
import type { Alert } from '../alert';
import type { Model } from './model';
import type { Panel } from './panel';

/** Panels under a title. Of those that may be missing, Grafana closes the gaps. */
export interface Row {
  readonly title: string;
  readonly where?: OrExpr<boolean>;
  readonly lines: readonly { readonly height: number; readonly panels: readonly Panel[] }[];
}

/** All panels at their places, with numbers that stay the same whatever is missing: links hold them. */
export function panelsOf(rows: readonly Row[], runbookUrl: Input<string>) {
  let y = 0;
  return rows.flatMap(({ title, where = true, lines }, index) => {
    const id = 100 * (index + 1);
    const heading: Model<sdk.RowPanel> = { id, type: 'row', title, collapsed: false, gridPos: { h: 1, w: 24, x: 0, y: y++ }, panels: [] };
    let next = id;
    const panels = lines.flatMap(({ height, panels: inLine }) => {
      const top = y;
      y += height;
      let left = 0;
      return inLine.map((panel) => {
        const x = panel.x ?? left;
        left += panel.width;
        return when(and(where, panel.where ?? true), placed(panel, ++next, { h: height, w: panel.width, x, y: top }, runbookUrl));
      });
    });
    return [when(where, heading), ...panels];
  });
}

const dataSource = { type: 'prometheus', uid: '${datasource}' } as const;

function placed({ title, description, alerts, model: { type, targets, ...rest } }: Panel, id: number, gridPos: Model<sdk.GridPos>, runbookUrl: Input<string>): Model<sdk.Panel> {
  const told = alerts.length > 0 ? { description: `${description} Alerts: ${alerts.join(', ')}.`, links: when(isUrl(runbookUrl), alerts.map((alert) => runbookLink(alert, runbookUrl))) as never } : { description };
  return { id, type, title, ...told, datasource: dataSource, gridPos, ...rest, targets };
}

/** Grafana could not follow a path. */
export const isUrl = operator('boolean', (url: string) => /^https?:/.test(url), (url) => `regexMatch "^https?:" ${url}`);

const runbookLink = (alert: Alert['name'], url: Input<string>) => link(`Runbook: ${alert}`, text`${url}#${alert.toLowerCase()}`);

/** Grafana's schema asks for all of these. */
export const link = (title: string, url: Input<string>): Model<sdk.DashboardLink> => ({ title, url, type: 'link', icon: 'doc', tooltip: '', tags: [], asDropdown: false, targetBlank: true, includeVars: false, keepTime: false });
