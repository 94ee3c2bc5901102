import { Root } from './expr';

/** A line of a template that makes nothing, such as `{{- $names := dict }}`. */
export class Action {
  /** @param source prints what stands in the braces */
  constructor(readonly source: (root: Root) => string) {}
}
