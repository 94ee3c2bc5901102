import { Expr } from './expr';

/** A text that stands in a file of the chart. */
export class FileText extends Expr<string> {
  /** @param path where the chart holds the file */
  constructor(path: string) {
    super('string', (root) => `${root}Files.Get ${JSON.stringify(path)}`);
  }
}
