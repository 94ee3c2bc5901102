/** An environment variable of a container. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  /** The property that the client's library makes of it, if it makes one. */
  readonly property?: string;
}
