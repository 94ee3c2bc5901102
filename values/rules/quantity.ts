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
  'Mebibytes of 512Mi, 4Gi or 1Ti',
  operator(
    'integer',
    (size: string) => parseInt(size, 10) * (size.endsWith('Ti') ? 1_048_576 : size.endsWith('Gi') ? 1024 : 1),
    (size) => `mul (trimSuffix "Mi" ${size} | trimSuffix "Gi" | trimSuffix "Ti") (ternary 1048576 (ternary 1024 1 (hasSuffix "Gi" ${size})) (hasSuffix "Ti" ${size}))`,
  ),
);

const wholeCores = operator('integer', (milli: number) => Math.max(1, Math.floor(milli / 1000)), (milli) => `max 1 (div ${milli} 1000)`);

export const cores = namedOperator(
  'redpanda.cores',
  'The cores that a broker uses of the requested CPU: whole ones, and at least one (--smp)',
  (cpu: OrExpr<string | number>) => wholeCores(millicores(cpu)),
);
