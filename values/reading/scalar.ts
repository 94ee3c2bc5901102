const words = new Map<string, boolean | null | number>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
]);

/**
 * A plain scalar as Go's reader of YAML takes it, which follows neither YAML 1.1 nor 1.2.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/resolve.go
 */
export function plainScalar(source: string): string | number | boolean | null {
  const word = words.get(source);
  if (word !== undefined) return word;
  // Behind a leading dot, underscores must stand between digits; elsewhere they are only taken away.
  if (/^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/.test(source)) return finite(source.replaceAll('_', '')) ?? source;
  if (!/^[-+0-9]/.test(source)) return source;
  const digits = source.replaceAll('_', '');
  return integer(digits) ?? (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(digits) ? finite(digits) : undefined) ?? source;
}

/** An integer as Go's ParseInt reads it in base 0, or undefined. */
function integer(digits: string): number | undefined {
  // Of binary numbers, the reader also takes those with their sign behind the prefix.
  const late = /^0b([-+])([01]+)$/.exec(digits);
  const [, sign, body] = late ? ['', late[1], `0b${late[2]}`] : (/^([-+]?)(.*)$/s.exec(digits) ?? []);
  const octal = /^0[0-7]+$/.test(body ?? '') ? `0o${body?.slice(1)}` : (body ?? '');
  if (!/^(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/.test(octal)) return undefined;
  const size = BigInt(octal.toLowerCase());
  const largest = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  return size > largest ? undefined : Number(sign === '-' ? -size : size);
}

const finite = (digits: string): number | undefined => (Number.isFinite(Number(digits)) ? Number(digits) : undefined);
