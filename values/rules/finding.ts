import { Action, Each, OrExpr, text, When, type Line } from '../../template';
import { Path, printStep } from '../path';
import type { Problem } from '../problem';

/** A path of which only Helm may know an index. */
export type Place = readonly (string | OrExpr<number>)[];

/** What is said of values. */
export interface Finding {
  /** All values that the sentence names; the first is to blame. */
  readonly paths: readonly Place[];
  readonly sentence: OrExpr<string>;
}

/** A finding, or what makes some or none. */
export type Found = Finding | When<Found> | Each<Found> | Action | undefined;

/** A finding, written as its sentence with the paths in it: says`${['broker', 'image']} (${broker.image}) must …`. */
export function says(literals: TemplateStringsArray, ...parts: (Place | OrExpr<string | number>)[]): Finding {
  const sentence = text(literals, ...parts.map((part) => (isPlace(part) ? printPlace(part) : part)));
  return { paths: parts.filter(isPlace), sentence };
}

/** The sentences, for a chart. */
export function sentencesOf(found: readonly Found[]): Line[] {
  return found.map(sentenceOf);
}

/** The problems, where all values are known. */
export function problemsIn(found: readonly Found[]): (Problem & { readonly paths: readonly Path[] })[] {
  return (found as readonly (Finding | undefined)[]).flatMap((finding) => {
    if (finding === undefined) return [];
    const paths = finding.paths as readonly Path[];
    return [{ path: paths[0] ?? [], paths, sentence: finding.sentence as string }];
  });
}

function sentenceOf(found: Found): Line {
  if (found === undefined || found instanceof Action) return found;
  if (found instanceof When) return new When(found.condition, sentenceOf(found.then), sentenceOf(found.otherwise));
  if (found instanceof Each) return new Each(found.loop, sentencesOf(found.body));
  return found.sentence;
}

const isPlace = (part: Place | OrExpr<string | number>): part is Place => Array.isArray(part);

const printPlace = (place: Place): OrExpr<string> =>
  place.reduce<OrExpr<string>>((before, step, i) => text`${before}${typeof step === 'object' ? text`[${step}]` : printStep(step, i === 0)}`, '');
