import { operator } from '../../template';

/** Thousandths of a CPU: of `500m`, `0.5` and 0.5 alike. */
export const millicores = operator(
  'number',
  (cpu: string | number) => (String(cpu).endsWith('m') ? parseInt(String(cpu), 10) : Math.round(Number(cpu) * 1000)),
  (cpu) => `round (mulf (trimSuffix "m" (toString ${cpu})) (ternary 1 1000 (hasSuffix "m" (toString ${cpu})))) 0`,
);

/** Mebibytes of `512Mi` or `4Gi`. */
export const mebibytes = operator(
  'integer',
  (memory: string) => parseInt(memory, 10) * (memory.endsWith('Gi') ? 1024 : 1),
  (memory) => `mul (trimSuffix "Mi" ${memory} | trimSuffix "Gi") (ternary 1024 1 (hasSuffix "Gi" ${memory}))`,
);

/** The cores that a broker uses of thousandths of a CPU: whole ones, and at least one (`--smp`). */
export const cores = operator('integer', (milli: number) => Math.max(1, Math.floor(milli / 1000)), (milli) => `max 1 (div (int64 ${milli}) 1000)`);
