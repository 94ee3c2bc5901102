import { symbolic, writeTemplate } from '../../template';

/** Values of every type that a template may meet. */
export interface Sample {
  readonly name: string;
  readonly on: boolean;
  readonly count: number;
  readonly share: number;
  readonly tags: readonly string[];
  readonly notes: Readonly<Record<string, string>>;
  readonly items: readonly Item[];
  readonly section: { readonly title: string };
}

export interface Item {
  readonly name: string;
  readonly on: boolean;
  readonly size?: number;
  readonly tags: readonly string[];
}

const string = { type: 'string' };
const boolean = { type: 'boolean' };
const integer = { type: 'integer' };
const strings = { type: 'array', items: string };

/** The values as expressions. */
export const values = symbolic<Sample>(
  {
    type: 'object',
    properties: {
      name: { ...string, default: 'redpanda' },
      on: boolean,
      count: { ...integer, default: 3 },
      share: { type: 'number' },
      tags: strings,
      notes: { type: 'object' },
      items: { type: 'array', items: { type: 'object', properties: { name: string, on: boolean, size: integer, tags: strings } } },
      section: { type: 'object', properties: { title: string } },
    },
  },
  'Values',
);

/** A document as a template, in lines. */
export const template = (document: object): string[] => writeTemplate(document).split('\n').slice(0, -1);
