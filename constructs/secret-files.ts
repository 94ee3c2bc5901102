import { Input, OrExpr, when } from '../template';

/** A Secret that a pod reads as files, which follow it when it changes. */
export interface SecretFiles {
  /** On which condition there is one. */
  readonly where: OrExpr<boolean>;
  /** Name of the volume. */
  readonly name: string;
  readonly secretName: Input<string>;
  readonly mountPath: string;
  /**
   * The keys that are needed.
   *
   * @default - all
   */
  readonly keys?: readonly string[];
}

/** Only the container's user and group can read it. */
const defaultMode = 0o440;

export const secretVolume = ({ where, name, secretName, keys }: SecretFiles) =>
  when(where, { name, secret: { secretName, defaultMode, ...(keys && { items: keys.map((key) => ({ key, path: key })) }) } });

export const secretMount = ({ where, name, mountPath }: SecretFiles) => when(where, { name, mountPath, readOnly: true });
