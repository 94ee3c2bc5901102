import { Path } from '../path';
import { Document } from './merge';

/** Something that sets values: a file, or one `--set`. */
export interface Source {
  readonly values: Document;
  /** Where it sets the value at a path, or the longest part of the path that it knows. */
  find(path: Path): Position | undefined;
}

export interface Position {
  /** Such as `prod.yaml:3:5`. */
  readonly place: string;
  /** How many steps of the path it knows. */
  readonly length: number;
  /** Whether no earlier source can have had a part in the value. */
  readonly isFinal: boolean;
}

/** Where the value at a path comes from: the last source that sets it, or else the one that knows the most of its path. */
export function placeOf(path: Path, sources: readonly Source[]): string | undefined {
  let best: Position | undefined;
  for (const source of [...sources].reverse()) {
    const found = source.find(path);
    if (!found) continue;
    if (!best || found.length > best.length) best = found;
    if (found.isFinal) break;
  }
  return best?.place;
}
