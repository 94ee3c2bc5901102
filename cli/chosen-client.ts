import type { ClientEnvironment } from '../clients/client-environments';
import { Refusal } from './command';

/** The client of a name, or without a name the only one that values declare. */
export function chosenClient(clients: readonly ClientEnvironment[], name: string | undefined): ClientEnvironment {
  const known = clients.map((client) => client.name).join(', ') || 'none';
  const [first, second] = name === undefined ? clients : clients.filter((client) => client.name === name);
  if (first && !second) return first;
  if (name === undefined) throw new Refusal([`--client is required: the values declare ${known}`]);
  throw new Refusal([`--client (${name}) must be a declared client: the values declare ${known}`]);
}
