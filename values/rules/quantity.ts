import { namedOperator, operator, OrExpr } from '../../template';

export const millicores = namedOperator(
  'redpanda.millicores',
  'Thousandths of a CPU: of 500m, 0.5 and "0.5" alike',
  operator(
    'integer',
    (cpu: string | number) => (String(cpu).endsWith('m') ? parseInt(String(cpu), 10) : Math.round(Number(cpu) * 1000)),
    (cpu) => `int64 (round (mulf (trimSuffix "m" (toString ${cpu})) (ternary 1 1000 (hasSuffix "m" (toString ${cpu})))) 0)`,
  ),
);

export const mebibytes = namedOperator(
  'redpanda.mebibytes',
  'Mebibytes of 512Mi or 4Gi',
  operator(
    'integer',
    (memory: string) => parseInt(memory, 10) * (memory.endsWith('Gi') ? 1024 : 1),
    (memory) => `mul (trimSuffix "Mi" ${memory} | trimSuffix "Gi") (ternary 1024 1 (hasSuffix "Gi" ${memory}))`,
  ),
);

const wholeCores = operator('integer', (milli: number) => Math.max(1, Math.floor(milli / 1000)), (milli) => `max 1 (div ${milli} 1000)`);

export const cores = namedOperator(
  'redpanda.cores',
  'The cores that a broker uses of the requested CPU: whole ones, and at least one (--smp)',
  (cpu: OrExpr<string | number>) => wholeCores(millicores(cpu)),
);
