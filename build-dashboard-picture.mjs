// Prints docs/dashboard.svg: where the panels of a dashboard are and what they are about, without data.
//
//   node build-dashboard-picture.mjs dist/environments/prod/monitoring/dashboard.json > docs/dashboard.svg
import { readFileSync } from 'node:fs';

const [column, line, gap, margin, head] = [42, 17, 6, 14, 34];
const colours = { green: '#3fb950', orange: '#f0883e', red: '#f85149' };
const tiles = { judged: '#1f4a2b', neutral: '#30363d' };

/** What a graph has a line for. */
const each = { instance: 'broker', redpanda_topic: 'topic', client: 'client', persistentvolumeclaim: 'volume', type: 'kind of refusal', redpanda_status: 'class of status' };

const { title, panels } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** Grafana moves panels up where there is room. */
const placed = panels.reduce((above, panel) => {
  const { x, w, h } = panel.gridPos;
  const y = Math.max(0, ...above.filter(({ at }) => at.x < x + w && x < at.x + at.w).map(({ at }) => at.y + at.h));
  return [...above, { panel, at: { x, y, w, h } }];
}, []);

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const text = (x, y, content, more = '') => `<text x="${round(x)}" y="${round(y)}"${more}>${escape(content)}</text>`;
const round = (n) => Math.round(n * 10) / 10;

/** Words in lines of so many characters. */
const wrapped = (content, width) =>
  content.split(' ').reduce((lines, word) => (lines.length > 0 && `${lines.at(-1)} ${word}`.length <= width ? [...lines.slice(0, -1), `${lines.at(-1)} ${word}`] : [...lines, word]), []);

const smallText = (x, y, content, width, more = '') => wrapped(content, Math.floor(width / 5.6)).map((part, i) => text(x, y + 12 * i, part, ` font-size="10"${more}`));

function stepsOf({ fieldConfig: { defaults, overrides } }, refId) {
  const own = overrides.find(({ matcher }) => matcher.options === refId)?.properties.find(({ id }) => id === 'thresholds')?.value;
  return (own ?? defaults.thresholds).steps;
}

const kinds = {
  stat: (panel, { x, y, w, h }) =>
    panel.targets.flatMap(({ refId, legendFormat }, i, all) => {
      const [width, left] = [(w - gap) / all.length, x + gap / 2 + (i * (w - gap)) / all.length];
      const isJudged = stepsOf(panel, refId).some(({ color }) => color === 'green');
      return [`<rect x="${round(left + 2)}" y="${round(y)}" width="${round(width - 4)}" height="${round(h - gap)}" rx="2" fill="${isJudged ? tiles.judged : tiles.neutral}"/>`, ...smallText(left + 8, y + 14, legendFormat, width - 14)];
    }),
  table: (panel, { x, y, w }) => {
    const names = Object.values(panel.transformations[1].options.renameByName);
    const line = `<path d="M${round(x + 8)} ${round(y + 22)}h${round(w - 16)}" stroke="#30363d"/>`;
    return [...names.flatMap((name, i) => smallText(x + 8 + (i * (w - 16)) / names.length, y + 14, name, 200, ' fill="#79c0ff"')), line];
  },
  timeseries: (panel, { x, y, w, h }) => {
    const steps = panel.fieldConfig.defaults.thresholds.steps;
    const axes = `<path d="M${round(x + 12)} ${round(y)}V${round(y + h - 24)}H${round(x + w - 10)}" stroke="#30363d" fill="none"/>`;
    const legend = panel.targets.map(({ legendFormat }) => legendFormat.replace(/{{(\w+)}}/g, (_, label) => `each ${each[label]}`)).join(', ');
    const falls = steps.at(-1).color === 'green';
    // A line for each threshold, in the colour that begins there.
    const lines = steps.slice(1).flatMap(({ value, color }, i) => {
      const level = y + (h - 24) * (falls ? 0.85 - 0.35 * i : 0.35);
      const colour = colours[falls ? steps[i].color : color];
      return [`<path d="M${round(x + 12)} ${round(level)}H${round(x + w - 10)}" stroke="${colour}" stroke-dasharray="5 4" fill="none"/>`, text(x + 18, level - 4, readable(value, panel.fieldConfig.defaults.unit), ` font-size="10" fill="${colour}"`)];
    });
    return [axes, ...lines, text(x + 14, y + h - 8, legend, ' font-size="10" fill="#8b949e"')];
  },
};

const readable = (value, unit) => (unit === 'percentunit' ? `${round(value * 100)} %` : unit === 's' ? `${value} s` : unit === 'reqps' ? `${value} a second` : String(value));

function drawn({ panel, at }) {
  const [x, y, w, h] = [margin + at.x * column, head + at.y * line, at.w * column - gap, at.h * line - gap];
  if (panel.type === 'row') return [text(x, y + 13, panel.title, ' font-size="13" font-weight="bold"')];
  return [
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="3" fill="#161b22" stroke="#30363d"/>`,
    text(x + 8, y + 16, panel.title, ' font-size="11" font-weight="bold"'),
    ...kinds[panel.type](panel, { x, y: y + 24, w, h: h - 24 }),
  ];
}

const width = 24 * column + 2 * margin - gap;
const height = head + Math.max(...placed.map(({ at }) => at.y + at.h)) * line + margin;
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>The panels of the dashboard, without data</title>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif" font-size="12" fill="#e6edf3">
${text(margin, 22, `${title}: what each panel shows, and where it turns orange or red (drawn without data)`, ' font-size="14"')}
${placed.flatMap(drawn).join('\n')}
</g>
</svg>
`);
