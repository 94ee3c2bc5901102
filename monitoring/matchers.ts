import { Input, text } from '../template';
import type { Watched } from './watched';

/** What selects the claims of the brokers among those that the kubelet tells of. */
export const claimsOf = ({ name, adopted }: Watched): Input<string> => text`persistentvolumeclaim=~"${adopted.claimName}-${name}-[0-9]+"`;

/** What selects the converge Jobs among those that kube-state-metrics tells of. */
export const jobsOf = ({ name }: Watched): Input<string> => text`job_name=~"${name}-[a-z]+-[0-9a-f]{8}"`;
