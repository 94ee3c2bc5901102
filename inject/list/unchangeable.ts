/** Why one container is left as it is. */
export class Unchangeable extends Error {
  constructor(
    readonly offset: number,
    sentence: string,
  ) {
    super(sentence);
  }
}
