import * as z from 'zod';
import type { Shape } from '../template';
import { writtenShapes } from './schema/leaf';

const documents = new WeakMap<z.ZodType, string>();

/** The default document of a schema: the defaults of its leaves, in the schema's order. Each call gives another copy. */
export function defaultsOf<S extends z.ZodObject>(schema: S): z.infer<S> {
  const document = documents.get(schema) ?? JSON.stringify(collect(schema));
  documents.set(schema, document);
  return JSON.parse(document) as z.infer<S>;
}

/** Defaults are not zod's own, because a key that `null` deleted must be missing. */
function collect(schema: z.core.$ZodType): unknown {
  const { default: own } = z.globalRegistry.get(schema) ?? {};
  if (own !== undefined || !(schema instanceof z.ZodObject)) return own;
  const fields = Object.entries(schema.shape).map(([key, child]) => [key, collect(child as z.core.$ZodType)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

const shapes = new WeakMap<z.ZodType, Shape>();

/** What shape the values of a schema have, as a JSON schema (draft 7). */
export function shapeOf(schema: z.ZodType): Shape {
  const shape = shapes.get(schema) ?? (z.toJSONSchema(schema, { target: 'draft-7', override }) as Shape);
  shapes.set(schema, shape);
  return shape;
}

function override({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const written = writtenShapes.get(zodSchema as z.ZodType);
  if (written === undefined) return;
  const { title, description, default: value } = jsonSchema;
  for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
  Object.assign(jsonSchema, written.shape(), { title, description, default: value });
}
