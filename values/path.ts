import { quoted } from '../template';

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

/** A value in a message: on one line, and cut where it is long. */
export function printValue(value: unknown): string {
  return shortened(quoted(value));
}

export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 56)} …` : text);

/** What stands at a path of a document, or undefined. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<string | number, unknown>)[step];
  }, document);
}
