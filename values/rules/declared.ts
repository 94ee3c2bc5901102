import { Action, Expr, Input, operator, OrExpr } from '../../template';
import type { Topic } from '../types';

export type IsDeclared = (name: OrExpr<string>) => OrExpr<boolean>;

/** What `body` makes with a test whether topics have a name. */
export function withDeclared<R>(topics: Input<readonly Topic[]>, body: (isDeclared: IsDeclared) => R[]): (R | Action)[] {
  if (!(topics instanceof Expr)) {
    const names = new Set(topics.map(({ name }) => name));
    return body((name) => names.has(name));
  }
  const variable = '$declaredTopics';
  // Quotes within a string are escaped in JSON, so this can be nothing but the key and its value.
  const isDeclared = operator(
    'boolean',
    (_name: string): boolean => false,
    (name) => `contains (printf "\\"name\\":%q" ${name}) ${variable}`,
  );
  return [new Action((root) => `${variable} := toJson ${topics.operand(root)}`), ...body(isDeclared)];
}
