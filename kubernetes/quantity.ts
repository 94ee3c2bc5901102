const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const billion = 1_000_000_000n;

/**
 * A quantity as the API server writes it: `1000m` is `1`, `1024Mi` is `1Gi`, 0.5 is `500m`. What is none stays as it is.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.34.1/pkg/api/resource/quantity.go
 */
export function canonicalQuantity(quantity: unknown): unknown {
  const read = parse(String(quantity));
  if (!read) return quantity;
  const { nano, suffix } = read;
  if (/^[eE][-+]?\d+$/.test(suffix)) return withExponent(nano);
  const isSmall = nano > -1024n * billion && nano < 1024n * billion;
  return binary.indexOf(suffix) > 0 && !isSmall && nano % billion === 0n ? shortest(nano / billion, 1024n, binary) : shortest(nano, 1000n, decimal);
}

/** A quantity's value in whole units, rounded up, or nothing where it is none. */
export function unitsOf(quantity: unknown): bigint | undefined {
  const nano = parse(String(quantity))?.nano;
  return nano === undefined ? undefined : -(-nano / billion) + (nano % billion > 0n ? 1n : 0n);
}

/** In billionths, rounded up as the API server does. */
function parse(text: string): { readonly nano: bigint; readonly suffix: string } | undefined {
  const match = /^([-+]?)(\d+\.?\d*|\.\d+)([eE][-+]?\d+|[KMGTPE]i|[numkMGTPE]?)$/.exec(text);
  if (!match) return undefined;
  const [, sign, number, suffix] = match as unknown as [string, string, string, string];
  const [whole = '', fraction = ''] = number.split('.');
  const tens = /^[eE]/.test(suffix) && suffix.length > 1 ? Number(suffix.slice(1)) : 3 * (decimal.indexOf(suffix) - 3);
  const isBinary = binary.indexOf(suffix) > 0;
  const places = isBinary ? 9 : 9 + tens;
  const digits = BigInt(`${whole}${fraction}` || '0') * (isBinary ? 1024n ** BigInt(binary.indexOf(suffix)) : 1n);
  const shift = places - fraction.length;
  if (shift > 60) return undefined;
  const nano = shift >= 0 ? digits * 10n ** BigInt(shift) : divideUp(digits, 10n ** BigInt(-shift));
  return { nano: sign === '-' ? -nano : nano, suffix };
}

const divideUp = (value: bigint, by: bigint): bigint => value / by + (value % by > 0n ? 1n : 0n);

function shortest(value: bigint, step: bigint, suffixes: readonly string[]): string {
  if (value === 0n) return '0';
  let [rest, place] = [value, 0];
  while (rest % step === 0n && place < suffixes.length - 1) [rest, place] = [rest / step, place + 1];
  return `${rest}${suffixes[place]}`;
}

function withExponent(nano: bigint): string {
  if (nano === 0n) return '0';
  let [rest, exponent] = [nano, -9];
  while (rest % 1000n === 0n) [rest, exponent] = [rest / 1000n, exponent + 3];
  return exponent === 0 ? String(rest) : `${rest}e${exponent}`;
}
