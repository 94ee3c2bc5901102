import type { KubeObject } from '../diff/object';
import type { Fields } from '../kubernetes/merge';
import type { Reading } from './reading';

/** An output of ours, of which nearly everything can be read back. */
export interface Output {
  readonly name: string;
  readonly namespace: string;
  readonly container: Fields;
  readonly variables: Readonly<Record<string, string>>;
  /** What brokers read. */
  readonly config: Fields;
  readonly reading: Reading;
  readonly find: (kind: string, name: string) => KubeObject | undefined;
  readonly all: (kind: string) => readonly KubeObject[];
}
