import { FileError, readText } from '../files/text-file';
import { patchProblems } from '../output/manifests';
import { printProblem, ValuesError } from '../values/problem';
import { loadValues } from '../values/reading/load';
import { Values } from '../values/types';
import { Refusal } from './command';

/** Values from files, of which `-` is the standard input. Refused with all that is wrong with all of them. */
export function loadFiles(names: readonly string[], sets: readonly string[] = []): Values {
  const problems: string[] = [];
  const files = names.flatMap((name) => {
    try {
      return [{ name, text: readText(name) }];
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  try {
    const values = loadValues({ files, sets, readText, last: patchProblems });
    if (problems.length === 0) return values;
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    problems.push(...error.problems.map(printProblem));
  }
  throw new Refusal(problems);
}
