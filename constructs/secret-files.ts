import type * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { Input, OrExpr, when, Written } from '../template';

/** A volume of Secrets that a pod reads as files, which follow them when they change. */
interface SecretVolume {
  /** On which condition there is one. */
  readonly where: OrExpr<boolean>;
  /** Name of the volume. */
  readonly name: string;
  readonly mountPath: string;
}

/** A Secret. */
export interface SecretFiles extends SecretVolume {
  readonly secretName: Input<string>;
  /**
   * The keys that are needed.
   *
   * @default - all
   */
  readonly keys?: readonly string[];
}

/** Files of several Secrets. */
export interface CollectedFiles extends SecretVolume {
  readonly sources: Written<k8s.VolumeProjection[]>;
}

/** Only the container's user and group can read it. */
const defaultMode = 0o440;

export const secretVolume = (files: SecretFiles | CollectedFiles) =>
  when(files.where, { name: files.name, ...('sources' in files ? { projected: { defaultMode, sources: files.sources } } : { secret: ofSecret(files) }) });

const ofSecret = ({ secretName, keys }: SecretFiles) => ({ secretName, defaultMode, ...(keys && { items: keys.map((key) => ({ key, path: key })) }) });

export const secretMount = ({ where, name, mountPath }: SecretVolume) => when(where, { name, mountPath, readOnly: true });
