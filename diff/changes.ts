import { changedFields, Field } from './field';
import { ObjectChange, Side } from './comparison';
import { Objects } from './object';
import { isGrave, Verdict, verdicts } from './verdict';
import { Finding, Row, rows } from './verdicts';

/** What happens to one object when the new output is applied over the old one. */
export interface Change {
  /** `StatefulSet model-registry/redpanda` */
  readonly object: string;
  readonly verdict: Verdict;
  /** Whether the API server would refuse it as it stands. */
  readonly refused: boolean;
  /** Whether its pods are replaced. */
  readonly restarts: boolean;
  readonly fields: readonly Field[];
  /** A sentence for each row of the table that fits, without the last full stop. */
  readonly reason: string;
  readonly steps: readonly string[];
  /** The sections of docs/day-two.md that say more. */
  readonly sections: readonly string[];
}

/** What an apply of the new objects over the old ones does: a change for each object that is new, gone or different. */
export function changesBetween(before: Objects, after: Objects): Change[] {
  const changes = objectChanges(before, after);
  if (changes.length === 0) return [];
  const fresh = new Side(after);
  const comparison = { before: new Side(before, fresh), after: fresh, changes };
  const found = Object.values(rows).flatMap((row) => row.find(comparison).map((finding) => ({ row, finding })));
  return changes.map((change) => withVerdict(change, found.filter(({ finding }) => finding.key === change.key)));
}

function objectChanges(before: Objects, after: Objects): ObjectChange[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key): ObjectChange[] => {
    const [old, fresh] = [before.get(key), after.get(key)];
    if (!old || !fresh) return [{ key, ...(old && { before: old }), ...(fresh && { after: fresh }), fields: [] }];
    const fields = changedFields(old, fresh);
    return fields.length > 0 ? [{ key, before: old, after: fresh, fields }] : [];
  });
}

function withVerdict({ key, before, fields }: ObjectChange, all: readonly { readonly row: Row; readonly finding: Finding }[]): Change {
  const found = [...all].sort((a, b) => verdicts.indexOf(b.row.verdict) - verdicts.indexOf(a.row.verdict));
  const verdict = found[0]?.row.verdict ?? 'applies';
  const refused = found.some(({ row }) => row.refused === true);
  return {
    object: key,
    verdict,
    refused,
    restarts: !refused && found.some(({ row }) => row.restarts === true),
    fields,
    reason: found.length > 0 ? found.map(({ finding }) => finding.reason).join('; ') : before ? 'it is changed in place' : 'it is new',
    steps: found.flatMap(({ finding }) => finding.steps ?? []),
    sections: [...new Set(found.filter(({ row }) => !isGrave(verdict) || isGrave(row.verdict)).map(({ row }) => row.section))],
  };
}
