import type { Node } from './graph';
import type { Level } from './security';

/** Of arrows: how well what passes is protected. */
export const levelColours: { readonly [L in Level]: string } = { open: '#cf222e', half: '#bf8700', safe: '#1a7f37' };

/** Of titles: what runs here, whom it is for, and who else comes. */
export const kindColours: { readonly [K in Node['kind']]: string } = {
  brokers: '#e1e5ff',
  console: '#e1e5ff',
  jobs: '#e1e5ff',
  topics: '#e1e5ff',
  clients: '#d6f0e6',
  others: '#eaeef2',
};

export const ink = { text: '#1f2328', faint: '#59636e', line: '#c4ccd4', paper: '#ffffff', room: '#f6f8fa' } as const;
