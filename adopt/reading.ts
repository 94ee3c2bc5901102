import { printPath } from '../values/path';
import type { Path } from '../values/path';

/** A value that is read off objects. */
export interface Carried {
  readonly path: Path;
  readonly value: unknown;
  /** Whether there is no adopting without it: the API server refuses another, or the data would be lost. */
  readonly isFixed: boolean;
}

/** What is read off objects, step by step. */
export class Reading {
  readonly carried: Carried[] = [];
  /** What is not carried over, or needs a hand: a sentence each. */
  readonly notes: string[] = [];
  /** Why there can be no adopting: a sentence each. */
  readonly refusals: string[] = [];

  /** A value that is as well as it can be: where the schema refuses it, that is noted. */
  carry(path: string, value: unknown): void {
    this.carried.push({ path: path.split('.'), value, isFixed: false });
  }

  /** A value that must be this one. */
  fix(path: string, value: unknown): void {
    this.carried.push({ path: path.split('.'), value, isFixed: true });
  }

  note(sentence: string): void {
    if (!this.notes.includes(sentence)) this.notes.push(sentence);
  }

  refuse(sentence: string): void {
    this.refusals.push(sentence);
  }

  /** The values as a document of what is carried. */
  get document(): Readonly<Record<string, unknown>> {
    const document: Record<string, unknown> = {};
    for (const { path, value } of this.carried) {
      const inner = path.slice(0, -1).reduce<Record<string, unknown>>((map, key) => (map[key] ??= {}) as Record<string, unknown>, document);
      inner[String(path.at(-1))] = value;
    }
    return document;
  }

  /** Takes back what a problem is about; whether there was something that could be taken back. */
  drop(problem: Path): boolean {
    const meant = this.carried.findIndex(({ path, isFixed }) => !isFixed && path.every((step, index) => index >= problem.length || step === problem[index]));
    if (meant < 0) return false;
    const [{ path }] = this.carried.splice(meant, 1) as [Carried];
    this.note(`${printPath(path)} has its default instead of what the cluster has`);
    return true;
  }
}
