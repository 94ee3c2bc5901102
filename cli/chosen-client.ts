import type { ClientEnvironment } from '../clients/client-environments';
import { Refusal } from './command';

/** Clients of which there must be one: the defaults declare none. */
export function someClients(clients: readonly ClientEnvironment[]): readonly ClientEnvironment[] {
  if (clients.length === 0) throw new Refusal(['clients must not be empty: -f names values that declare one']);
  return clients;
}

/** The client of a name, or without a name the only one that values declare. */
export function chosenClient(clients: readonly ClientEnvironment[], name: string | undefined): ClientEnvironment {
  const known = clients.map((client) => client.name).join(', ');
  const [first, second] = name === undefined ? clients : clients.filter((client) => client.name === name);
  if (first && !second) return first;
  if (name === undefined) throw new Refusal([`--client is required: the values declare ${known}`]);
  throw new Refusal([`--client (${name}) must be a declared client: the values declare ${known}`]);
}
