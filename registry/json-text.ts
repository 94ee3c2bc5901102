import { placeAt, SchemaError } from './schema';

/** A text as JSON. */
export function parseJson(text: string): unknown {
  const error = errorOf(text);
  if (error === undefined) return JSON.parse(text) as unknown;
  const reason = error.replace(/ in JSON.*| \(line.*|, \.{3}.*|, ".*/s, '');
  throw new SchemaError(`it is no JSON: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`, placeAt(text, offsetOf(error, text)));
}

function errorOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as SyntaxError).message;
  }
}

/** Node.js does not tell where a token stands that it did not expect: it is the last character of the shortest beginning that is refused for one. */
function offsetOf(error: string, text: string): number {
  const [, position] = /at position (\d+)/.exec(error) ?? [];
  if (position !== undefined) return Number(position);
  let [read, refused] = [0, text.length];
  while (refused - read > 1) {
    const middle = (read + refused) >> 1;
    if (errorOf(text.slice(0, middle))?.startsWith('Unexpected token') === true) refused = middle;
    else read = middle;
  }
  return error.startsWith('Unexpected token') ? refused - 1 : text.length;
}
