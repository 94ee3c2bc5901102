import fc from 'fast-check';
import { plainFiles } from '../../output/plain';
import { writeYaml } from '../../template';
import { testWithHelm } from '../helm';
import { valuesOf } from '../platform/objects';
import { runs } from '../template/runs';
import { comparable, helmTemplate, objectsIn, objectsOf } from './fidelity';
import { patches } from './valid-patches';

testWithHelm('whatever the patches are, helm template renders what the plain YAML holds', () => {
  fc.assert(
    fc.property(patches('redpanda'), (those) => {
      const text = writeYaml({ patches: those });
      const { stdout, stderr } = helmTemplate(text);
      expect(stderr).toBe('');
      expect(comparable(objectsIn(stdout))).toEqual(comparable(objectsOf(plainFiles(valuesOf(text)))));
    }),
    { ...runs(20), endOnFailure: true },
  );
});
