import { Input, text } from '../template';
import type { Consumer } from './connection';

/** Our own pods that have a NetworkPolicy each. */
export type Guarded = Extract<Consumer, 'broker' | 'console' | 'topics' | 'settings' | 'users' | 'acls' | 'quotas' | 'schemas'>;

/** Names of the NetworkPolicies of a cluster. */
export const policyName = {
  /** Of both directions of pods of ours. */
  of: (cluster: Input<string>, pods: Guarded): Input<string> => text`${cluster}-${pods === 'broker' ? 'brokers' : pods}`,
  /** Of what lets a client in. */
  allow: (cluster: Input<string>, client: Input<string>): Input<string> => text`${cluster}-allow-${client}`,
  /** Of what a client may reach, in its namespace. */
  egress: (cluster: Input<string>, client: Input<string>): Input<string> => text`${cluster}-egress-${client}`,
  /** Of what lets in who comes from outside. No client's is called so. */
  external: (cluster: Input<string>): Input<string> => text`${cluster}-external`,
};
