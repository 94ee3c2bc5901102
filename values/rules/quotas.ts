import { and, each, eq, Input, isNull, not, or, orElse, OrExpr, present, text, when } from '../../template';
import type { Quota, Values } from '../types';
import { Findings, says } from './finding';
import { eachRepeated } from './repeated';

type Part = Pick<Input<Values>, 'quotas' | 'prune' | 'sasl'>;

const kinds = ['clientId', 'clientIdPrefix', 'user', 'default'] as const;
const rates = ['producerByteRate', 'consumerByteRate', 'controllerMutationRate'] as const;

/** Whether these are the quotas of whom words of rpk name. */
const isOf = (quota: Input<Quota>, name: OrExpr<string>): OrExpr<boolean> =>
  or(
    eq(name, text`client-id=${orElse<string>(quota.clientId, '')}`),
    eq(name, text`client-id-prefix=${orElse<string>(quota.clientIdPrefix, '')}`),
    eq(name, text`user=${orElse<string>(quota.user, '')}`),
    and(eq(name, 'client-id=<default>'), eq(orElse<string>(quota.default, ''), 'clientId')),
    and(eq(name, 'user=<default>'), eq(orElse<string>(quota.default, ''), 'user')),
  );

/** Whom quotas are for, which of these it is, and what they are. */
export const quotaRules = ({ quotas, prune, sasl }: Part): readonly Findings[] => [
  ...each(
    quotas,
    (quota, index) => {
      const path = ['quotas', index];
      const isThere = (kind: (typeof kinds)[number]) => present((quota[kind] ?? ''));
      return [
        when(not(or(...kinds.map(isThere))), says`${path} must have a clientId, a clientIdPrefix, a user or a default: it is for nobody otherwise`),
        ...kinds.flatMap((kind, i) => kinds.slice(i + 1).map((other) => when(and(isThere(kind), isThere(other)), says`${[...path, other]} must not stand beside ${kind}: quotas are for one of them`))),
        when(and(...rates.map((rate) => isNull(quota[rate]))), says`${path} must have a producerByteRate, a consumerByteRate or a controllerMutationRate: it limits nothing otherwise`),
        when(
          and(not(sasl.enabled), or(isThere('user'), eq(orElse(quota.default, ''), 'user'))),
          says`${path} must not be for users unless ${['sasl', 'enabled']} is true: nobody logs in as one`,
        ),
      ];
    },
    'quota',
  ),
  ...eachRepeated(
    { list: quotas, memory: 'quotaNames', key: (quota) => kinds.map((kind) => orElse(quota[kind] as Input<string | undefined>, '')).reduce((all, name) => text`${all} ${name}`) },
    (_, index, repeated) => when(repeated, says`${['quotas', index]} must not be declared twice: it is not clear which one should win`),
  ),
  ...each(
    prune.quotas,
    (name, index) =>
      each(
        quotas,
        (quota) => when(isOf(quota, name as Input<string>), says`${['prune', 'quotas', index]} (${name as Input<string>}) must not be one of the quotas: what is declared is not removed`),
        'quota',
      ),
    'name',
  ),
];
