import { Change } from '../changes';
import { Field } from '../field';
import { printed } from '../printed';
import { isGrave, Verdict, verdicts } from '../verdict';

const colours: Readonly<Record<Verdict, string>> = { applies: '32', restarts: '33', 'new Job': '36', 'left behind': '35', 'needs steps': '1;33', refused: '1;31', 'data at risk': '1;31' };

/** Of a change that nobody must think about not all fields are told. */
const few = 5;

/** Where the sections stand that the verdicts name. */
const page = 'docs/day-two.md';

/** Changes as a person reads them, the gravest first, and how many there are. */
export function printText(changes: readonly Change[], { heading = '', colour = false }: { readonly heading?: string; readonly colour?: boolean }): string {
  const paint = (code: string, text: string): string => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
  const groups = byGravity(changes).map(([verdict, group]) => `${paint(colours[verdict], verdict)}\n${group.map((change) => block(change, paint)).join('')}\n`);
  return `${groups.join('')}${paint('1', `${heading}${summary(changes)}`)}\n`;
}

/** A line for each change that does more than apply, without Jobs that go by themselves. */
export const printLines = (changes: readonly Change[]): string[] =>
  byGravity(changes.filter(({ object, verdict }) => !(verdict === 'left behind' && object.startsWith('Job ')))).flatMap(([verdict, group]) => (verdict === 'applies' ? [] : group.map((change) => `${verdict}: ${change.object}${told(change)}: ${change.reason}${isGrave(verdict) ? ` (${links(change)})` : ''}`)));

/** How many changes there are of each verdict. */
export function summary(changes: readonly Change[]): string {
  if (changes.length === 0) return 'no change';
  const counts = byGravity(changes).map(([verdict, group]) => `${verdict}: ${group.length}`);
  return `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} (${counts.join(', ')})`;
}

/** What needs steps may also be refused as it stands. */
export const told = ({ verdict, refused }: Change): string => (refused && verdict !== 'refused' ? ' (refused as it stands)' : '');

export const links = ({ sections }: Change): string => sections.map((section) => `${page}#${section}`).join(', ');

export const byGravity = (changes: readonly Change[]): [Verdict, Change[]][] =>
  [...verdicts].reverse().flatMap((verdict): [Verdict, Change[]][] => {
    const group = changes.filter((change) => change.verdict === verdict);
    return group.length > 0 ? [[verdict, group]] : [];
  });

type Paint = (code: string, text: string) => string;

function block(change: Change, paint: Paint): string {
  const { object, verdict, fields, reason, steps } = change;
  const grave = isGrave(verdict);
  const shown = grave ? fields : fields.slice(0, few);
  const isPlain = verdict === 'applies' && fields.length > 0;
  // One command says more than why it is needed.
  const [command] = verdict === 'left behind' ? steps : [];
  return [
    `  ${paint('1', object)}${told(change)}${isPlain ? '' : `: ${command ?? reason}`}`,
    ...shown.map((field) => `    ${printField(field, paint)}`),
    ...(shown.length < fields.length ? [`    and ${fields.length - shown.length} more`] : []),
    ...(command === undefined ? steps.map((step, index) => `    ${index + 1}. ${step}`) : []),
    ...(grave ? [`    see ${links(change)}`] : []),
    '',
  ].join('\n');
}

const printField = ({ path, from, to }: Field, paint: Paint): string => `${path}: ${paint('31', printed(from))} → ${paint('32', printed(to))}`;
