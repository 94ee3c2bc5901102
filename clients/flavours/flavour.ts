import { Input } from '../../template';
import { Text, Value } from './value';

/** What an environment is about: the addresses of the brokers, and the client's own choices. */
export interface Facts {
  /** `HOST:PORT` to start from. */
  readonly bootstrapServers: Input<string>;
  /** Nothing where the client does not use the schema registry. */
  readonly schemaRegistryUrl: Text;
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
