import type { Connection } from '../../redpanda/connection';
import { Input } from '../../template';
import { SecretKey, Text, Value } from './value';

/** What an environment is about: how the client reaches the brokers, and its own choices. */
export interface Facts {
  readonly kafka: Pick<Connection, 'server' | 'tls' | 'login'>;
  /** A client that does not use the registry has no URL, no TLS and no login there. */
  readonly schemaRegistry: Pick<Connection, 'tls' | 'login'> & { readonly url: Text };
  readonly consumerGroup: Input<string>;
  /** SASL mechanism of the login. */
  readonly mechanism: Input<string>;
  readonly user: Input<string>;
  readonly password: SecretKey;
  /** Where the CA's certificate is, as PEM. */
  readonly ca: SecretKey;
}

/** A variable of an environment. */
export interface Row {
  readonly variable: string;
  /** The property that the client's library makes of it; none where the library knows only the variable. */
  readonly property?: string;
  /** A text may refer to variables above it, as `$(NAME)`. */
  readonly value: Value;
}

/** The variables by which programs of one kind find Kafka, in their order. A variable has the same value in every flavour that has it. */
export type Flavour = (facts: Facts) => readonly Row[];

/** Facts with which a table has all its rows, and of which each text says what it comes from. */
export const sources = {
  kafka: { server: 'servers', tls: true, login: true },
  schemaRegistry: { url: 'registry', tls: true, login: true },
  consumerGroup: 'client',
  mechanism: 'cluster',
  user: 'client',
  password: { secret: 'client', key: '' },
  ca: { secret: 'cluster', key: '' },
} as const satisfies Facts;
