const factors: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50 };

/** A quantity in bytes, or undefined where it is none. */
export function bytes(quantity: unknown): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(k|[MGTP]|[KMGTP]i)?$/.exec(String(quantity)) ?? [];
  return number === undefined ? undefined : Number(number) * factors[unit]!;
}

/** The same quantity in one of some units, which begin with the largest; as it is where there is none in which it is whole. */
export function inUnits(quantity: unknown, units: readonly string[]): string {
  const size = bytes(quantity);
  const isWhole = (unit: string) => size !== undefined && size > 0 && size % factors[unit]! === 0;
  const text = String(quantity);
  if (new RegExp(`^[1-9][0-9]{0,6}(${units.join('|')})$`).test(text)) return text;
  const unit = units.find(isWhole);
  return unit === undefined ? text : `${size! / factors[unit]!}${unit}`;
}
