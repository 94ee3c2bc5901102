import { Change, changesBetween } from '../../diff/changes';
import { Objects } from '../../diff/object';
import { objectsIn } from '../../diff/sources/output';
import { plainFiles } from '../../output/plain';
import { loadValues } from '../../values/reading/load';

/** The objects of a platform of values, given as YAML over the defaults. */
export const objectsOf = (yaml: string, edited: (text: string) => string = (text) => text): Objects => {
  const files = plainFiles(loadValues({ files: [{ name: 'values.yaml', text: yaml }], sets: [] }));
  return objectsIn(new Map([...files].map(([name, text]) => [name, edited(text)])), 'output');
};

/** The changes from one platform, whose output somebody may have edited, to another. */
export const changes = (before: string, after: string, edited?: (text: string) => string): Change[] => changesBetween(objectsOf(before, edited), objectsOf(after));
