import * as fc from 'fast-check';
import { parse, parseDocument } from 'yaml';
import { synthesize } from '../../output';
import { allOf, Files, inFolder } from '../../files/files';
import { kustomizationFiles } from '../../output/kustomization';
import { plainFiles } from '../../output/plain';
import { writeYaml } from '../../template';
import { Values } from '../../values/types';
import { folderOf } from '../helm';
import { kustomized, testWithKubectl } from '../kubectl';
import { KubeObject, nameOf, objectsIn, valuesOf } from '../platform/objects';
import { runs } from '../template/runs';
import { own } from './fidelity';
import { validValues } from './valid-values';

const objectsOf = (values: Values): KubeObject[] => objectsIn([...plainFiles(values).values()].join('---\n'));

const keyOf = (object: KubeObject): string => `${nameOf(object)} ${object.metadata.namespace}`;
/** kustomize has an order of its own. */
const sorted = (objects: readonly KubeObject[]) => [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** The plain YAML, as a kustomization finds it. */
function output(values: Values): Files {
  const plain = plainFiles(values);
  return allOf(plain, kustomizationFiles(plain));
}

/** kustomize fails at labels and annotations whose keys are strings only because of their quotes. */
const isKeyForKustomize = (key: string): boolean => {
  const document = parseDocument(key, { version: '1.1', logLevel: 'silent' });
  return document.errors.length === 0 && typeof document.toJS() === 'string';
};
const keysIn = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, child]) => [...(Array.isArray(value) ? [] : [key]), ...keysIn(child)]) : []);

test("a Kustomization lists its folder's files in the order of applying them", () => {
  const alone = valuesOf('console: { enabled: false }');
  const files = synthesize(own, new Map([['alone', alone]]));
  const resources = (path: string) => parse(files.get(path)!).resources;
  expect(resources('Kustomization')).toEqual([...plainFiles(own).keys()]);
  expect(resources('environments/alone/Kustomization')).toEqual([...plainFiles(alone).keys()]);
});

testWithKubectl(
  'kustomize makes of random values the objects of the plain files',
  () => {
    fc.assert(
      fc.property(validValues.map(({ patches: _, ...rest }) => rest).filter((values) => keysIn(values).every(isKeyForKustomize)), (text) => {
        const values = valuesOf(writeYaml(text));
        expect(sorted(kustomized(folderOf(output(values))))).toEqual(sorted(objectsOf(values)));
      }),
      runs(25),
    );
  },
  60_000,
);

testWithKubectl('an overlay changes what it patches, and nothing else', () => {
  const patch = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'redpanda', namespace: own.namespace }, spec: { template: { spec: { priorityClassName: 'high' } } } };
  const overlay = { resources: ['../dist'], patches: [{ patch: JSON.stringify(patch) }] };
  const folder = folderOf(allOf(inFolder('dist', output(own)), new Map([['overlay/kustomization.yaml', JSON.stringify(overlay)]])));
  const patched = objectsOf(own).map((object) => {
    if (object.kind === 'StatefulSet') object.spec.template.spec.priorityClassName = 'high';
    return object;
  });
  expect(sorted(kustomized(`${folder}/overlay`))).toEqual(sorted(patched));
});

testWithKubectl('a folder above the output finds each object once', () => {
  const folder = folderOf(allOf(inFolder('dist', synthesize(own, new Map())), new Map([['kustomization.yaml', 'resources: [dist]']])));
  expect(kustomized(folder)).toHaveLength(plainFiles(own).size);
});
