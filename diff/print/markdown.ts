import { Change } from '../changes';
import { printed } from '../printed';
import { isGrave } from '../verdict';
import { byGravity, links, summary, told } from './text';

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\n/g, ' ').replace(/</g, '&lt;');
const code = (text: string): string => `\`${text.replace(/`/g, "'").replace(/\|/g, '\\|').replace(/\n/g, ' ')}\``;

/** Changes as a comment of a pull request: a table, the steps of what is grave, and all fields folded away. */
export function printMarkdown(changes: readonly Change[], title: string): string {
  if (changes.length === 0) return `### ${title}: no change\n`;
  const sorted = byGravity(changes).flatMap(([, group]) => group);
  const rows = sorted.map((change) => `| ${isGrave(change.verdict) ? `**${change.verdict}**` : change.verdict}${told(change)} | ${code(change.object)} | ${cell(change.reason)} |`);
  const steps = sorted.filter(({ verdict, steps: own }) => isGrave(verdict) && own.length > 0);
  return [
    `### ${title}: ${summary(changes)}`,
    '',
    '| verdict | object | why |',
    '|---|---|---|',
    ...rows,
    '',
    ...steps.flatMap((change) => [`${code(change.object)}, step by step (${links(change)}):`, '', '```', ...change.steps, '```', '']),
    ...details(changes),
  ].join('\n');
}

function details(changes: readonly Change[]): string[] {
  const changed = changes.filter(({ fields }) => fields.length > 0);
  if (changed.length === 0) return [];
  const list = changed.flatMap(({ object, fields }) => [`- ${code(object)}`, ...fields.map(({ path, from, to }) => `  - ${code(path)}: ${code(printed(from))} → ${code(printed(to))}`)]);
  return ['<details><summary>every field</summary>', '', ...list, '', '</details>', ''];
}
