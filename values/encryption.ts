import { and, eq, includes, Input, not, OrExpr } from '../template';
import type { Values } from './types';

type Tls = Pick<Input<Values['tls']>, 'mode' | 'listeners'>;

/** Whether any listener of the brokers speaks TLS. */
export const isEncrypted = ({ mode }: Pick<Tls, 'mode'>): OrExpr<boolean> => not(eq(mode, 'none'));

/** Whether one of that name does. */
export const encrypts = (tls: Tls, listener: string): OrExpr<boolean> => and(isEncrypted(tls), includes(tls.listeners as readonly string[], listener));
