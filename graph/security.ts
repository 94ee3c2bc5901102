import type { Security } from './graph';

/** How much of what protects a connection is there. */
export type Level = 'open' | 'half' | 'safe';

export function levelOf({ tls, login }: Security): Level {
  if (tls && login !== 'none') return 'safe';
  return tls || login !== 'none' ? 'half' : 'open';
}

/** The words for it. */
export function secured({ tls, login }: Security): string {
  const logins = { none: 'no login', password: 'login', certificate: 'client certificate' };
  return `${tls ? 'TLS' : 'plaintext'}, ${logins[login]}`;
}
