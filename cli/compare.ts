import { Change, changesBetween } from '../diff/changes';
import { environmentsIn, isPart, objectsIn, platformFiles } from '../diff/sources/output';
import { Files } from '../files/files';

/** What an apply does to a platform, or to one of its environments. */
export interface PlatformChanges {
  readonly environment?: string;
  readonly changes: readonly Change[];
}

const none: Files = new Map();

/** An output against an earlier one of the same folder. */
export function compareOutputs(earlier: Files, fresh: Files, folder: string): PlatformChanges[] {
  const [before, after] = [environmentsIn(earlier), environmentsIn(fresh)];
  const environments = [...new Set([...before, ...after])].sort();
  return [
    { changes: compareFiles(platformFiles(earlier, folder), platformFiles(fresh, folder), folder) },
    ...environments.map((name) => {
      const [old, now] = [before.includes(name) ? platformFiles(earlier, folder, name) : none, after.includes(name) ? platformFiles(fresh, folder, name) : none];
      return { environment: name, changes: compareFiles(old, now, `${folder}/environments/${name}`) };
    }),
  ];
}

/** Whether two outputs hold the same objects: nothing of them need be read then. */
export function isAlike(earlier: Files, fresh: Files): boolean {
  const [old, now] = [earlier, fresh].map((files) => [...files].filter(([path]) => isPart(path)));
  return old!.length === now!.length && now!.every(([path, text]) => earlier.get(path) === text);
}

function compareFiles(earlier: Files, fresh: Files, name: string): Change[] {
  const [before, after] = isAlike(earlier, fresh) ? [none, none] : [different(earlier, fresh), different(fresh, earlier)];
  return changesBetween(objectsIn(before, name), objectsIn(after, name));
}

/** Files that are alike need not be read, except those by which others are judged. */
const different = (files: Files, others: Files): Files => new Map([...files].filter(([file, text]) => others.get(file) !== text || /^60-|-((topics|schemas|settings|acls)-\d+|config|brokers|env)\.yaml$/.test(file)));
