import type { Cluster } from '../redpanda/cluster';
import type { Input } from '../template';
import type { Values } from '../values/types';

type Brokers = Pick<Values['broker'], 'replicas' | 'rackAwareness'>;
type Around = Pick<Values, 'cluster' | 'licenseAcknowledged' | 'clients' | 'monitoring'>;

/** What must be known of a platform to watch it. */
export type Watched = Cluster & Input<Brokers & Around & { readonly withConsole: boolean }>;

/** The same of values. */
export const watchedOf = ({ broker, console, ...values }: Values): Watched => ({ ...values, ...broker, withConsole: console.enabled });
