import { Expr, OrExpr } from './expr';

/** A field, a list item or a message that is there on a condition only. */
export class When<out T> {
  constructor(
    readonly condition: Expr<boolean>,
    readonly then: T,
    readonly otherwise: T | undefined,
  ) {}
}

/**
 * `then` where the condition holds, else `otherwise`, else nothing: a field or list item that is not there.
 *
 * Prints as `{{- if }}` … `{{- else }}` … `{{- end }}`.
 */
export function when<const T>(condition: OrExpr<boolean>, then: T, otherwise?: T): T | When<T> | undefined {
  if (condition instanceof Expr) return new When(condition, then, otherwise);
  return condition ? then : otherwise;
}
