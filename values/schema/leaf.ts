import * as z from 'zod';

// A rule is what a value must be, and why: it ends the sentence that begins with the value's path.

/** A value with its default and its description: together they make the TypeScript types, `values.yaml` and its JSON schema. */
export function leaf<S extends z.ZodType>(schema: S, defaultValue: z.input<S>, description: string): S {
  return described(schema, { default: defaultValue, description });
}

/** A value of a list's item, which no default can be merged into: it is there, or it is not. */
export function optional<S extends z.ZodType>(schema: S, description: string) {
  return described(schema, { description }).optional();
}

/** A value of the plain YAML only: the chart accepts it in a values file, and has no use for it. */
export function plainOnly<S extends z.ZodType>(schema: S): S {
  return described(schema, { plainOnly: true });
}

/** `meta()` would copy the schema, and most of the time to load the values is spent on making schemas. */
function described<S extends z.ZodType>(schema: S, more: Record<string, unknown>): S {
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), ...more });
  return schema;
}

/** Keys that are known one by one. */
export function section<S extends z.core.$ZodLooseShape>(shape: S, unknown = 'is not a value') {
  return z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? unknown : 'must be a map of keys and their values') });
}

/** Keys that a section knows and refuses, each with its reason. */
export const refusedKeys = z.registry<Readonly<Record<string, string>>>();

/** JSON schemas that are written by hand, when they are asked for: of what zod cannot say, or would take long to. */
export const writtenShapes = z.registry<{ readonly shape: () => object }>();

export function list<S extends z.ZodType>(item: S, maxLength: number, reason = 'more would not fit into one object') {
  return z.array(item, 'must be a list: each item is written after a dash').max(maxLength, `must have at most ${maxLength} items: ${reason}`);
}

export const flag = () => z.boolean('must be true or false');

export function integer(min: number, max: number, reason: string) {
  const rule = `must be an integer from ${min} to ${max}: ${reason}`;
  return z.int(rule).check(z.gte(min, rule), z.lte(max, rule));
}

export function number(min: number, max: number, reason: string) {
  const rule = `must be a number from ${min} to ${max}: ${reason}`;
  return z.number({ error: rule, checks: [z.gte(min, rule), z.lte(max, rule)] });
}

/** A value without some of those that its schema takes, which a JSON schema names as well. */
export function except<S extends z.ZodType>(schema: S, isRefused: (value: z.output<S>) => boolean, not: object, rule: string): S {
  return schema.check(({ value, issues }) => void (isRefused(value) && issues.push({ code: 'custom', input: value, message: rule }))).meta({ not });
}

export function choice<const T extends readonly string[]>(values: T, reason: string) {
  return z.enum(values, `must be ${either(values)}: ${reason}`);
}

export function integerChoice<const T extends readonly number[]>(values: T, reason: string) {
  return z.literal(values, `must be ${either(values)}: ${reason}`).meta({ type: 'integer' });
}

function either(values: readonly (string | number)[]): string {
  const words = values.map((value) => (value === '' ? "''" : value));
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** A string of one line that follows a pattern, which must read alike in JavaScript and in Go's RE2 (no look-around, no `\u`). */
export function matching(pattern: RegExp, rule: string, maxLength = 253) {
  // Not with check(), which would copy the schema.
  return z.string({ error: rule, checks: [z.maxLength(maxLength, `must have at most ${maxLength} characters: there is no room for more`), z.regex(pattern, rule)] });
}

// Line separators stand within a range, because JavaScript prints one as an escape that Go's RE2 does not know.
export const freeText = (minLength = 0, maxLength = 4096) =>
  matching(
    new RegExp(`^[^\\x00-\\x1f\\x7f-\\x9f\u2027-\u202a\ufffe\uffff]${minLength > 0 ? '+' : '*'}$`),
    `must be a ${minLength > 0 ? 'non-empty ' : ''}string of one line without control characters: a values file of Helm cannot hold them`,
    maxLength,
  );

const cpuRule = 'must be a CPU quantity such as 500m or 2, from 1m to 9999: Kubernetes refuses anything else';

const cpu = () =>
  z.union(
    [
      matching(/^([1-9][0-9]{0,6}m|[1-9][0-9]{0,3}(\.[0-9]{1,3})?|0\.[0-9]{0,2}[1-9])$/, cpuRule, 16),
      z.number(cpuRule).check(z.gte(0.001, cpuRule), z.lte(1024, cpuRule)),
    ],
    cpuRule,
  );

// The API server holds a quantity in 64 bits, and thousandths of it for some of its checks.
const memory = () => matching(/^([1-9][0-9]{0,6}Mi|[1-9][0-9]{0,5}Gi)$/, 'must be a memory quantity such as 512Mi or 4Gi, at most 999999Gi: containers are sized in these units', 16);

export const storageSize = () => matching(/^([1-9][0-9]{0,6}Mi|[1-9][0-9]{0,5}Gi|[1-9][0-9]{0,2}Ti)$/, 'must be a storage quantity such as 10Gi, at most 999Ti: volumes are sized in Mi, Gi and Ti', 16);

/** Requests and limits of a container. */
export function resources(requests: { cpu: string; memory: string }, limits: { cpu: string; memory: string }) {
  return section({
    requests: section({
      cpu: leaf(cpu(), requests.cpu, 'CPUs reserved.'),
      memory: leaf(memory(), requests.memory, 'Memory reserved.'),
    }).meta({ description: 'What a node must have free for the container.' }),
    limits: section({
      cpu: leaf(cpu(), limits.cpu, 'CPUs at most.'),
      memory: leaf(memory(), limits.memory, 'Memory at most.'),
    }).meta({ description: 'What the container may use.' }),
  });
}
