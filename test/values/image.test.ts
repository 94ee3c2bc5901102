import { fromRegistry, imageVersion } from '../../values/schema/image';
import { secretName } from '../../values/schema/pull-secret';

test.each([
  ['docker.redpanda.com/redpandadata/redpanda:v26.2.1', 'registry.example.org/redpandadata/redpanda:v26.2.1'],
  ['registry:5000/redpanda:v1', 'registry.example.org/redpanda:v1'],
  ['localhost/redpanda:v1', 'registry.example.org/redpanda:v1'],
  ['[::1]:5000/a/b:v1', 'registry.example.org/a/b:v1'],
  ['Registry/a:v1', 'registry.example.org/a:v1'],
  ['redpandadata/redpanda:v1', 'registry.example.org/redpandadata/redpanda:v1'],
  ['localhosts/a:v1', 'registry.example.org/localhosts/a:v1'],
  ['a/b.c/d:v1', 'registry.example.org/a/b.c/d:v1'],
  ['a.b/c@sha256:0', 'registry.example.org/c@sha256:0'],
  ['a.b/c:v1@sha256:0', 'registry.example.org/c:v1@sha256:0'],
])('of %s, another registry stands in for the host alone', (image, result) => {
  expect(fromRegistry(image, 'registry.example.org')).toBe(result);
});

test('an image stays what it is where no registry is given', () => {
  expect(fromRegistry('a.b/c:v1', '')).toBe('a.b/c:v1');
});

test('a registry may be a path of a mirror', () => {
  expect(fromRegistry('a.b/c:v1', 'mirror:5000/docker')).toBe('mirror:5000/docker/c:v1');
});

test('the name of a pull secret is the same in both of its forms', () => {
  expect([secretName('a'), secretName({ name: 'a' })]).toEqual(['a', 'a']);
});

test.each([
  ['docker.io/redpandadata/redpanda:v26.2.1', 'v26.2.1'],
  ['registry:5000/redpanda:v26.2.1', 'v26.2.1'],
  [`registry:5000/redpanda:v26.2.1@sha256:${'0'.repeat(64)}`, 'v26.2.1'],
  [`[::1]:5000/redpanda@sha256:${'0123456789abcdef'.repeat(4)}`, '0123456789ab'],
  [`a/b:${'x'.repeat(62)}.5`, 'x'.repeat(62)],
  ['a/b:_nightly-', 'nightly'],
  ['a/b:___', ''],
])('the version of %s is one that a label can hold', (image, version) => {
  expect(imageVersion(image)).toBe(version);
});
