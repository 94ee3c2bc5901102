import { unitsOf } from '../kubernetes/quantity';

const factors = { Mi: 2n ** 20n, Gi: 2n ** 30n, Ti: 2n ** 40n };

/** The same quantity in one of some units, which begin with the largest; as it is where there is none in which it is whole. */
export function inUnits(quantity: unknown, ...units: (keyof typeof factors)[]): unknown {
  if (new RegExp(`^[1-9][0-9]{0,6}(${units.join('|')})$`).test(String(quantity))) return quantity;
  const size = unitsOf(quantity);
  const unit = size !== undefined && size > 0n ? units.find((one) => size % factors[one] === 0n) : undefined;
  return unit === undefined ? quantity : `${size! / factors[unit]}${unit}`;
}
