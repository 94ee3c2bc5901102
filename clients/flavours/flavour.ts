import type { Connection } from '../../redpanda/connection';
import { Input } from '../../template';
import { Text, Value } from './value';

/** What an environment is about: how the client reaches the brokers, and its own choices. */
export interface Facts {
  readonly kafka: Pick<Connection, 'server'>;
  readonly schemaRegistry: {
    /** Nothing where the client does not use the schema registry. */
    readonly url: Text;
  };
  readonly consumerGroup: Input<string>;
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
