import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { madeKind, mergeKeysOf } from '../../kubernetes/kind';
import { Fields, mergePatch } from '../../kubernetes/merge';
import { testWithKubectl } from '../kubectl';
import { folderOf } from '../helm';
import { ownValues, platformOf } from '../platform/objects';
import { fieldsOf } from '../output/valid-patches';
import { runs } from '../template/runs';
import { writeFileSync } from 'node:fs';

const merged = (kind: string, object: Fields, patch: Fields) => mergePatch(object, patch, mergeKeysOf(madeKind(kind)), ['patches', 0, 'patch']);

const folder = folderOf(new Map());

/** What kubectl makes of an object and a patch. */
function patchedByKubectl(object: object, patch: object): unknown {
  writeFileSync(`${folder}/object.json`, JSON.stringify(object));
  writeFileSync(`${folder}/patch.json`, JSON.stringify(patch));
  const { stdout, stderr } = spawnSync('kubectl', ['patch', '--local', '--type', 'strategic', '-o', 'json', '-f', `${folder}/object.json`, '--patch-file', `${folder}/patch.json`], { encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Of what is new, kubectl keeps nulls and items that are directives. The API server takes neither. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !(typeof item === 'object' && item !== null && '$patch' in item)).map(settled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null).map(([key, field]) => [key, settled(field)]));
}

const objects = platformOf(ownValues).objects.filter(({ kind }) => kind !== 'Namespace');

testWithKubectl('an object is patched as kubectl patches it', () => {
  const fields = fieldsOf((map) => map);
  const cases = fc.constantFrom(...objects).chain((object) => fields[object.kind as string]!.map((patch) => ({ object, patch })));
  fc.assert(
    fc.property(cases, ({ object, patch }) => {
      expect(merged(object.kind, object, patch)).toEqual(settled(patchedByKubectl(object, patch)));
    }),
    runs(40),
  );
}, 120_000);
