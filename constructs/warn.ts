import { Construct } from 'constructs';
import { isConcrete } from '../template';
import type { Document } from '../values/reading/merge';
import { problemsIn } from '../values/rules/finding';
import { warnings } from '../values/rules/warnings';
import { valuesAround } from '../values/section';

/**
 * Says at synthesis, once, what of a part of the values works and is not how it should be run. A synthesis of cdk8s knows errors only,
 * and its program prints what an app prints: there is no other way to tell.
 */
export function warnAbout(part: Document, construct: Construct): void {
  let isSaid = false;
  const validate = (): string[] => {
    if (!isSaid && isConcrete(part)) warningsOf(part).forEach((sentence) => console.warn(`warning: ${construct.node.path}: ${sentence}`));
    isSaid = true;
    return [];
  };
  construct.node.addValidation({ validate });
}

function warningsOf(part: Document): string[] {
  // What the defaults are warned of is the business of others.
  const own = problemsIn(warnings(valuesAround(part))).filter(({ path }) => Object.hasOwn(part, path[0] ?? ''));
  return own.map(({ sentence }) => sentence);
}
