import fc from 'fast-check';
import { anyString } from '../template/hostile';

/** What a JSON schema says of a value. */
interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  readonly not?: { readonly pattern?: string };
  readonly items?: object;
  readonly anyOf?: readonly object[];
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

/** Values of a part of the schema, made from what it says itself: for maps of many keys in the words of others. */
export function valuesOf(shape: object): fc.Arbitrary<unknown> {
  const { type, enum: choices, const: only, minimum = 0, maximum = 0, exclusiveMinimum, pattern, not, items = {}, anyOf, properties = {}, required = [] } = shape as Shape;
  if (anyOf) return fc.oneof(...anyOf.map(valuesOf));
  if (choices) return fc.constantFrom(...choices);
  if (only !== undefined) return fc.constant(only);
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
    case 'number':
      return fc.double({ min: exclusiveMinimum ?? minimum, minExcluded: exclusiveMinimum !== undefined, max: maximum, noNaN: true }).map((x) => x + 0);
    case 'string':
      return texts(new RegExp(pattern ?? '^$')).filter((text) => text.length < 60 && !(not?.pattern && new RegExp(not.pattern).test(text)));
    case 'array':
      return fc.array(valuesOf(items), { maxLength: 2 });
    default: {
      const keys = Object.entries(properties).map(([key, child]) => [key, valuesOf(child)] as const);
      return fc.record(Object.fromEntries(keys), { requiredKeys: [...required], noNullPrototype: true });
    }
  }
}

/** fast-check takes long with all characters except some. */
const texts = (pattern: RegExp): fc.Arbitrary<string> => (pattern.source.startsWith('^[^') ? anyString.filter((text) => pattern.test(text)) : fc.stringMatching(pattern));
