import { Expr, Input } from './expr';
import { When } from './when';

type Text = Input<string> | When<Input<string>> | undefined;

/** A map of the values with fields of its own on top. */
export class Overlay {
  constructor(
    readonly map: Expr<Readonly<Record<string, string>>>,
    readonly fields: Readonly<Record<string, Text>>,
  ) {}
}

/** A map of the values, such as a user's annotations, with fields on top that it must not hold itself. */
export function overlay(map: Input<Readonly<Record<string, string>>>, fields: Readonly<Record<string, Text>>) {
  if (map instanceof Expr) return new Overlay(map, fields);
  const own = Object.entries(fields).map(([key, field]) => [key, field ?? map[key]] as const);
  return { ...(map as Record<string, string>), ...Object.fromEntries(own) };
}
