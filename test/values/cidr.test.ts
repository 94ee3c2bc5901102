import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { cidr, ipv4Cidr } from '../../values/schema/cidr';

const accepts = (text: string) => cidr().safeParse(text).success;

/** What Node's own reader of addresses takes for a range. */
function isRange(text: string): boolean {
  const [, address = '', prefix = ''] = /^([^/]*)\/([0-9]|[1-9][0-9]+)$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && !address.includes('%') && Number(prefix) <= (family === 4 ? 32 : 128);
}

/** IPv6 may also end in an IPv4 address, which is another way to write the same. */
const ipv6 = fc.ipV6().filter((address) => !address.includes('.'));
const range = fc.tuple(fc.oneof(fc.ipV4(), ipv6), fc.integer({ min: 0, max: 140 })).map(([address, prefix]) => `${address}/${prefix}`);

test('a range is a range for another reader of addresses too', () => {
  fc.assert(fc.property(range, (text) => expect([text, accepts(text)]).toEqual([text, isRange(text)])), { numRuns: 2000 });
});

test('what is nearly a range is one only if it is one for another reader too', () => {
  const near = fc.tuple(fc.stringMatching(/^[0-9a-f:]{0,24}$/), fc.integer({ min: 0, max: 128 })).map(([address, prefix]) => `${address}/${prefix}`);
  fc.assert(fc.property(near, (text) => expect([text, accepts(text)]).toEqual([text, isRange(text)])), { numRuns: 5000 });
});

test.each(['0.0.0.0/0', '10.0.0.0/8', '255.255.255.255/32', '::/0', '::1/128', 'fd00::/8', '1:2:3:4:5:6:7::/112', '::2:3:4:5:6:7:8/128', '1:2:3:4:5:6:7:8/128', 'FD00::/8'])('%s is a range', (text) => {
  expect(accepts(text)).toBe(true);
  const [address, prefix] = text.split('/') as [string, string];
  expect(() => new BlockList().addSubnet(address, Number(prefix), address.includes(':') ? 'ipv6' : 'ipv4')).not.toThrow();
});

test.each(['', '10.0.0.1', '10.0.0.0/33', '256.0.0.0/8', '10.0.0/8', 'fd00::', 'fd00::/129', '1::2::3/64', ':::/0', '1:2:3:4:5:6:7/64', '1:2:3:4:5:6:7:8:9/64', '12345::/16', 'fe80::1%eth0/64', '::ffff:10.0.0.0/104', '/8', 'g::/8'])('%s is no range', (text) => {
  expect(accepts(text)).toBe(false);
});

test('addresses of another family are no range of IPv4', () => {
  expect(ipv4Cidr().safeParse('fd00::/8').success).toBe(false);
  expect(ipv4Cidr().safeParse('10.0.0.0/8').success).toBe(true);
});
