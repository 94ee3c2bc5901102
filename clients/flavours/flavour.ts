import { Input, When } from '../../template';

/** A text, or one that is there on a condition. */
export type Value = Input<string> | When<Value> | undefined;

/** What an environment is about: the addresses of the brokers, and the client's own choices. */
export interface Facts {
  /** `HOST:PORT` to start from. */
  readonly bootstrapServers: Input<string>;
  /** Nothing where the client does not use the schema registry. */
  readonly schemaRegistryUrl: Value;
  readonly consumerGroup: Input<string>;
}

/** A variable of an environment. */
export interface Row {
  readonly variable: string;
  /** The property that the client's library makes of it; none where the library knows only the variable. */
  readonly property?: string;
  readonly value: Value;
}

/** The variables by which programs of one kind find Kafka. A variable has the same value in every flavour that has it. */
export type Flavour = (facts: Facts) => readonly Row[];
