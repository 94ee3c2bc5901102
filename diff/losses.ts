import { DeclaredSetting, DeclaredTopic } from './declared';
import { printed } from './printed';

/** What Redpanda keeps where nothing is declared. */
const week = 604_800_000;

/** What a topic loses, each as a sentence. */
export function topicLosses(old: DeclaredTopic, fresh: DeclaredTopic): string[] {
  const lost: string[] = [];
  if (fresh.partitions < old.partitions) lost.push(`partitions ${old.partitions} → ${fresh.partitions}: Kafka takes none away, so the topic keeps them, and the Job fails and says so`);
  if ((fresh.replicationFactor ?? Infinity) < (old.replicationFactor ?? 0)) lost.push(`replicationFactor ${old.replicationFactor} → ${fresh.replicationFactor}: copies are deleted`);
  for (const [key, byDefault] of [
    ['retention.ms', week],
    ['retention.bytes', Infinity],
  ] as const) {
    const [was, is] = [old, fresh].map(({ config }) => retention(config?.[key], byDefault));
    // What is not declared is left as it is.
    if (fresh.config?.[key] !== undefined && is! < was!) lost.push(`${key} ${old.config?.[key] ?? 'of the cluster'} → ${fresh.config[key] ?? 'of the cluster'}: records beyond it are deleted`);
  }
  const [was, is] = [old, fresh].map(({ config }) => config?.['cleanup.policy'] ?? 'delete');
  if (fresh.config?.['cleanup.policy'] !== undefined && is !== was) {
    lost.push(`cleanup.policy ${was} → ${is}: ${is!.includes('compact') && !was!.includes('compact') ? 'of each key only the last record is kept' : 'records are deleted when they reach their retention'}`);
  }
  return lost;
}

/** A limit as a number; a negative one is none. */
function retention(value: unknown, byDefault: number): number {
  if (value === undefined || value === null) return byDefault;
  return Number(value) < 0 ? Infinity : Number(value);
}

/** What topics that say nothing of their own lose by cluster properties, each as a sentence. */
export function settingLosses(old: ReadonlyMap<string, DeclaredSetting>, fresh: ReadonlyMap<string, DeclaredSetting>): { readonly name: string; readonly loss: string }[] {
  return ([['log_retention_ms', week], ['retention_bytes', Infinity]] as const).flatMap(([name, byDefault]) => {
    const [was, is] = [old, fresh].map((settings) => retention(settings.get(name)?.value, byDefault));
    return fresh.has(name) && is! < was! ? [{ name, loss: `${name} ${old.has(name) ? printed(old.get(name)!.value) : 'by default'} → ${printed(fresh.get(name)!.value)}: topics without a retention of their own lose the records beyond it` }] : [];
  });
}
