/** A YAML document within a string, some of which only Helm can write. */
export class Embedded {
  constructor(readonly document: object) {}
}
