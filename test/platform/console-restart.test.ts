import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parse } from 'yaml';
import { RedpandaCluster, RedpandaConsole } from '../../index';
import { synth } from '../constructs/synth';
import { validValues } from '../output/valid-values';
import { runs } from '../template/runs';

/** Console's file, and the hash by which another file restarts its pods; nothing where the values go against a rule. */
function consoleOf({ name, broker, console, ...others }: Part): { readonly file: unknown; readonly hash: string } | undefined {
  try {
    const made = synth((chart) => {
      const cluster = RedpandaCluster.fromClusterName(chart, 'cluster', (name as string | undefined) ?? 'redpanda', { ...others, ...(broker as object) });
      new RedpandaConsole(chart, 'console', { cluster, ...(console as object) });
    });
    return { file: parse(made.only('ConfigMap').data['config.yaml']) as unknown, hash: made.only('Deployment').spec.template.metadata.annotations['checksum/config'] };
  } catch {
    return undefined;
  }
}

/** What its file may be made of, without what is not said. */
function asked({ name, namespace, clusterDomain, broker, tls, sasl, console }: typeof validValues extends fc.Arbitrary<infer T> ? T : never): Part {
  const { config, basePath } = console ?? {};
  return JSON.parse(JSON.stringify({ name, namespace, clusterDomain, broker: { replicas: broker?.replicas }, tls, sasl, console: { config, basePath } })) as Part;
}

type Part = { readonly [key: string]: unknown };

/** Values, each with one of the others in place of its own. */
function exchanged(part: Part, others: Part): Part[] {
  return Object.entries(others).flatMap(([key, other]) => {
    const own = part[key];
    const isSection = typeof other === 'object' && other !== null && !Array.isArray(other);
    const whole = { ...part, [key]: other };
    return isSection ? [whole, ...exchanged((own ?? {}) as Part, other as Part).map((inner) => ({ ...part, [key]: inner }))] : [whole];
  });
}

// The hash is of the values that the file is made of, because a chart could not hash the file itself.
test('whatever changes the file of Console restarts it, which reads it once', () => {
  let changes = 0;
  fc.assert(
    fc.property(validValues, validValues, (one, two) => {
      const [own, others] = [asked(one), asked(two)];
      const secured = { ...own, tls: { ...(own['tls'] as Part), mode: 'secret', secretName: 'tls', externalClientAuth: false }, sasl: { ...(own['sasl'] as Part), enabled: true, superuser: { secretName: 'superuser' } } };
      const before = consoleOf(secured);
      for (const part of exchanged(secured, others)) {
        const after = consoleOf(part);
        if (!before || !after || isDeepStrictEqual(before.file, after.file)) continue;
        changes += 1;
        expect({ ...after, part }).not.toMatchObject({ hash: before.hash });
      }
    }),
    runs(12),
  );
  expect(changes).toBeGreaterThan(0);
}, 120_000);
