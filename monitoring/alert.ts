import type { Input, When } from '../template';

/** What tells people that something is wrong. */
export interface Alert {
  /** Its section of docs/runbook.md has the same name. */
  readonly name: `Redpanda${string}`;
  /** critical wakes somebody up, warning is for the next working day, info is for whoever looks. */
  readonly severity: 'critical' | 'warning' | 'info';
  /** How long it must hold, if at all. */
  readonly for?: string;
  /** Lines of the expression. */
  readonly expr: readonly Input<string>[];
  /** What is wrong, in one sentence with the names and numbers. */
  readonly summary: Input<string>;
  /** What that means for whoever uses the platform, and what is the first to look at. */
  readonly description: Input<string>;
  /** Labels beside those of the cluster. */
  readonly labels?: Readonly<Record<string, Input<string>>>;
}

/** An alert, or what makes one on a condition. */
export type Some = Alert | When<Alert> | undefined;
