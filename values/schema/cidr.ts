import { matching } from './leaf';

const byte = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const ipv4Address = `(${byte}\\.){3}${byte}`;
const ipv4 = `${ipv4Address}/([0-9]|[12][0-9]|3[0-2])`;

const group = '[0-9A-Fa-f]{1,4}';
/** All eight groups, or `::` in place of one or more: one alternative for each number of groups before it. */
const ipv6Address = [
  `(${group}:){7}${group}`,
  `(${group}:){1,7}:`,
  ...[1, 2, 3, 4, 5, 6].map((before) => `(${group}:){${before}}(:${group}){1,${7 - before}}`),
  `:(:${group}){1,7}`,
  '::',
];
const ipv6 = `(${ipv6Address.join('|')})/([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])`;

export const ipv4Cidr = () =>
  matching(new RegExp(`^${ipv4}$`), 'must be a range of IPv4 addresses such as 10.0.0.0/8: Services and NetworkPolicies take only ranges', 18);

export const cidr = () =>
  matching(new RegExp(`^(${ipv4}|${ipv6})$`), 'must be a range of addresses such as 10.0.0.0/8 or fd00::/8: a policy admits ranges only', 43);

/** An address, or an asterisk for any. */
export const hostAddress = () =>
  matching(new RegExp(`^(\\*|${ipv4Address}|${ipv6Address.join('|')})$`), 'must be an IP address, or an asterisk for any: brokers compare it with the address of who connects, and know neither names of hosts nor ranges', 39);
