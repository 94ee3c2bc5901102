import { Action, Each, OrExpr, text, When, type Line } from '../../template';
import { Path, printStep } from '../path';
import type { Problem } from '../problem';

/** A path of which only Helm may know an index. */
export type SymbolicPath = readonly (string | OrExpr<number>)[];

/** What is said of values. */
export interface Finding {
  /** All values that the sentence names; the first is to blame. */
  readonly paths: readonly SymbolicPath[];
  readonly sentence: OrExpr<string>;
}

/** A finding, or what makes some or none. */
export type Findings = Finding | When<Findings> | Each<Findings> | Action | undefined;

/** A finding, written as its sentence with the paths in it: says`${['broker', 'image']} (${broker.image}) must …`. Of a list of paths, any would do. */
export function says(literals: TemplateStringsArray, ...parts: (Paths | OrExpr<string | number>)[]): Finding {
  return {
    paths: parts.filter(isList).flatMap(pathsOf),
    // Made when it is asked for: most findings are of rules that hold.
    get sentence() {
      return text(literals, ...parts.map((part) => (isList(part) ? pathsOf(part).map(printSymbolic).reduce((all, path) => text`${all} or ${path}`) : part)));
    },
  };
}

/** The sentences, for a chart. */
export function sentencesOf(findings: readonly Findings[]): Line[] {
  return findings.map(sentenceOf);
}

/** The problems, where all values are known. */
export function problemsIn(findings: readonly Findings[]): (Problem & { readonly paths: readonly Path[] })[] {
  return (findings as readonly (Finding | undefined)[]).flatMap((finding) => {
    if (finding === undefined) return [];
    const paths = finding.paths as readonly Path[];
    return [{ path: paths[0] ?? [], paths, sentence: finding.sentence as string }];
  });
}

function sentenceOf(findings: Findings): Line {
  if (findings === undefined || findings instanceof Action) return findings;
  if (findings instanceof When) return new When(findings.condition, sentenceOf(findings.then), sentenceOf(findings.otherwise));
  if (findings instanceof Each) return new Each(findings.loop, sentencesOf(findings.body));
  return findings.sentence;
}

type Paths = SymbolicPath | readonly SymbolicPath[];

const isList = (part: Paths | OrExpr<string | number>): part is Paths => Array.isArray(part);
const pathsOf = (paths: Paths): readonly SymbolicPath[] => (Array.isArray(paths[0]) ? (paths as readonly SymbolicPath[]) : [paths as SymbolicPath]);

const printSymbolic = (path: SymbolicPath): OrExpr<string> =>
  path.reduce<OrExpr<string>>((before, step, i) => text`${before}${typeof step === 'object' ? text`[${step}]` : printStep(step, i === 0)}`, '');
