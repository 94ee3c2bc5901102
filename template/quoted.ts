// What YAML 1.1 or Go's reader would not take raw in a quoted scalar, and what no terminal shows: C1 controls, no-break space, separators, byte order mark.
export const unprintable = '\\u007f-\\u00a0\\u2028\\u2029\\ufeff\\ufffe\\uffff';
const allUnprintable = new RegExp(`[${unprintable}]`, 'g');

/** A value as JSON on one line, which is YAML in double quotes as well, without characters that some reader would not take or show. */
export const quoted = (value: unknown): string => escaped(JSON.stringify(value) ?? String(value), allUnprintable);

/** A text of JSON with more characters escaped than JSON asks for. */
export const escaped = (json: string, characters: RegExp): string => json.replace(characters, (one) => `\\u${hex(one)}`);

/** A character as Unicode calls it, such as `U+00A0`. */
export const codePoint = (character: string): string => `U+${hex(character).toUpperCase()}`;

const hex = (character: string): string => character.charCodeAt(0).toString(16).padStart(4, '0');
