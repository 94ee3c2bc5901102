import type { Each, Input } from '../../template';
import type { Topic } from '../types';
import { IsKnown, Met, withKeys } from './keys';

/** What `body` makes with a test whether topics have a name. */
export const withDeclared = <R>(topics: Input<readonly Topic[]>, body: (isDeclared: IsKnown) => readonly R[]): (R | Met | Each<Met>)[] =>
  withKeys({ list: topics, memory: 'declaredTopics', key: ({ name }) => name }, body);
