/** What is done to the containers that are meant. */
export interface InjectOptions {
  /**
   * Whether containers get the variables themselves, or a reference to the client's ConfigMap.
   *
   * @default 'env'
   */
  readonly as?: 'env' | 'envFrom';

  /**
   * Whether a variable that has another value gets the client's, and what a change of the client has left behind is taken out.
   *
   * @default false
   */
  readonly overwrite?: boolean;

  /**
   * Whether to take out what was put in, variables and references if `as` does not say which.
   *
   * @default false
   */
  readonly remove?: boolean;
}
