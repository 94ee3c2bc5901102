import type { ClientEnvironment } from '../clients/client-environments';
import { Change, FileChange, Problem } from './file-change';
import { InjectOptions } from './options';
import { applyEdits, doOverlap, Edit } from './text/edit';
import { joinLast, Places } from './text/line';
import type { Selection } from './workload/selection';
import { documents, FileProblem } from './yaml/documents';

export interface Injection {
  readonly text: string;
  /** What was changed. */
  readonly changes: readonly Change[];
  /** What was left as it was, and why. */
  readonly problems: readonly Problem[];
  /** What was left as it was because that is meant. */
  readonly notes: readonly Problem[];
  /** Whether nothing was changed because the text as a whole is not what it should be. */
  readonly refused: boolean;
  /** Whether it is refused because it is no Kubernetes YAML but, say, a template or values of Helm. */
  readonly isUnknown: boolean;
  /** The changes as they were made to the text. */
  readonly edits: readonly Edit[];
  /** The containers that were meant. */
  readonly meant: readonly { readonly workload: string; readonly container: string }[];
}

/** Puts the environment of clients into the containers that are meant. Every other byte of the text stays as it is. */
export function inject(text: string, selection: Selection, clients: readonly ClientEnvironment[], options: InjectOptions = {}): Injection {
  const result = injectOnce(text, selection, clients, options);
  if (result.edits.length === 0) return result;
  // Whatever a file holds that nobody has thought of, it must not be harmed: a second run has to find what the first has done.
  if (!doOverlap(result.edits)) {
    const again = injectOnce(result.text, selection, clients, options);
    if (!again.refused && again.edits.length === 0 && again.meant.length === result.meant.length && again.fingerprint === result.fingerprint) return result;
  }
  return refused(text, result.edits[0]!.start, 'a change here would reach more than it should: change it by hand');
}

function injectOnce(text: string, selection: Selection, clients: readonly ClientEnvironment[], options: InjectOptions): Injection & { readonly fingerprint?: string } {
  const file = new FileChange(text, selection, new Map(clients.map((client) => [client.name, client])), options);
  try {
    for (const document of documents(text)) file.document(document);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return refused(text, error.offset, error.message, error.isUnknown && !file.knows);
  }
  const edits = joinLast(text, file.edits);
  return { text: applyEdits(text, edits), changes: file.changes, problems: file.problems, notes: file.notes, refused: false, isUnknown: false, edits, meant: file.meant, fingerprint: file.fingerprint.digest() };
}

function refused(text: string, offset: number, sentence: string, isUnknown = false): Injection {
  return { text, changes: [], problems: [{ ...new Places(text).at(offset), sentence }], notes: [], refused: true, isUnknown, edits: [], meant: [] };
}
