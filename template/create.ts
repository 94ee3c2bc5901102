import { Construct } from 'constructs';
import { Item, Loop, openLoop } from './each';
import { Expr, Input, OrExpr } from './expr';

/** A scope whose objects are made on a condition or in a loop, which the Helm writer puts around each of them. */
export class Block extends Construct {
  constructor(
    scope: Construct,
    id: string,
    readonly head: Expr<boolean> | Loop,
  ) {
    super(scope, id);
  }

  /** The conditions and loops around a construct, the outermost first. */
  static around(construct: Construct): (Expr<boolean> | Loop)[] {
    return construct.node.scopes.filter((scope): scope is Block => scope instanceof Block).map(({ head }) => head);
  }
}

/** Whole objects that exist on a condition only. */
export function createWhen<R>(scope: Construct, id: string, condition: OrExpr<boolean | undefined>, create: (scope: Construct) => R): R | undefined {
  if (condition instanceof Expr) return create(new Block(scope, id, condition as Expr<boolean>));
  return condition === true ? create(new Construct(scope, id)) : undefined;
}

/** Whole objects for each item of a list. */
export function createEach<R, I = never, T = never>(
  scope: Construct,
  id: string,
  list: readonly I[] | Expr<readonly T[]>,
  create: (scope: Construct, item: Item<I, T>, index: Input<number>) => R,
  variable?: string,
): R[] {
  if (list instanceof Expr) {
    const { loop, item, index } = openLoop<I, T>(list, create.length > 2, variable);
    return [create(new Block(scope, id, loop), item, index)];
  }
  return list.map((item, index) => create(new Construct(scope, `${id}-${index}`), item, index));
}
