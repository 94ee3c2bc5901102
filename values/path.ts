import { isPlainObject, quoted } from '../template';

/** The keys and indices that lead to a value. */
export type Path = readonly (string | number)[];

/** A path as users write it: `topics[0].config.retention.ms`. */
export const printPath = (path: Path): string => path.map((step, i) => printStep(step, i === 0)).join('');

/** A step as it follows those before it. */
export function printStep(step: string | number, isFirst: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  if (!/^[\w.-]+$/.test(step)) return `[${quoted(step)}]`;
  return isFirst ? step : `.${step}`;
}

/** A value in a message: on one line, cut where it is long, and without what may be a secret, because logs keep messages. */
export function printValue(value: unknown): string {
  return shortened(quoted(hidden(value)));
}

/** Texts within maps, whose keys may be anything, and passwords in URLs. */
function hidden(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/(:\/\/[^/\s:@]*:)[^/\s@]*@/g, '$1…@');
  if (Array.isArray(value)) return value.map(hidden);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typeof inner === 'string' ? '…' : hidden(inner)]));
}

export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 56)} …` : text);

/** What stands at a path of a document, or undefined. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<string | number, unknown>)[step];
  }, document);
}
