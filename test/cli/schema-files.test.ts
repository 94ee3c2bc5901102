import { join } from 'node:path';
import { loadValues } from '../../values/reading/load';
import { readValues } from '../../index';
import { folderWith, run } from './program';

const order = JSON.stringify({ type: 'record', name: 'Order', fields: [{ name: 'id', type: 'string' }] });
const naming = (file: string, more = '') => `schemas: [{ subject: orders-value, file: ${JSON.stringify(file)}${more} }]`;
const schemaOf = (files: Record<string, string | Buffer>, ...names: string[]) => {
  const folder = folderWith(files);
  return readValues(...names.map((name) => join(folder, name))).schemas[0];
};

test('a file is seen from the values file that names it', () => {
  expect(schemaOf({ 'team/values.yaml': naming('schemas/order.avsc'), 'team/schemas/order.avsc': order }, 'team/values.yaml')).toEqual({ subject: 'orders-value', schema: order });
});

test('a file of an environment is seen from the folder of the environments', () => {
  const files = { 'values.yaml': naming('one.avsc'), 'one.avsc': '"int"', 'environments/prod.yaml': naming('../two.avsc'), 'two.avsc': order };
  expect(schemaOf(files, 'values.yaml', 'environments/prod.yaml')).toEqual({ subject: 'orders-value', schema: order });
});

test('a file of --set is seen from the current folder, and takes the place of another', () => {
  const cwd = folderWith({ 'team/values.yaml': naming('one.avsc'), 'team/one.avsc': '"int"', 'two.avsc': '"nothing"' });
  const { err } = run(['synth', '-f', 'team/values.yaml', '--set', 'schemas[0].file=two.avsc'], cwd);
  expect(err).toBe('--set schemas[0].file=two.avsc: schemas[0].file (two.avsc) must be an Avro schema: nothing has the name nothing\n');
});

test('the mark at the beginning of a file and the line ends of Windows are left out', () => {
  const proto = 'syntax = "proto3";\nmessage Order {}\n';
  expect(schemaOf({ 'values.yaml': naming('order.proto', ', type: PROTOBUF'), 'order.proto': `\ufeff${proto.replaceAll('\n', '\r\n')}` }, 'values.yaml')?.schema).toBe(proto);
});

test.each<[string, string, Record<string, string | Buffer>, string]>([
  ['that is not there', naming('order.avsc'), {}, 'v.yaml:1:36: schemas[0].file must be a file with a schema: order.avsc cannot be read: no such file or directory'],
  ['that is a folder', naming('schemas'), { 'schemas/order.avsc': order }, 'v.yaml:1:36: schemas[0].file must be a file with a schema: schemas cannot be read: illegal operation on a directory'],
  ['that is no UTF-8', naming('order.avsc'), { 'order.avsc': Buffer.from([0xff, 0xfe]) }, 'v.yaml:1:36: schemas[0].file must be a file with a schema: order.avsc must be UTF-8 text: it holds other bytes'],
  ['that is empty', naming('order.avsc'), { 'order.avsc': '\n' }, 'v.yaml:1:36: schemas[0].file (order.avsc) must be a text that is not empty, without control characters but newlines and tabs: a values file of Helm cannot hold them'],
  ['that is too large', naming('order.avsc'), { 'order.avsc': ' '.repeat(262_145) }, 'v.yaml:1:36: schemas[0].file (order.avsc) must have at most 262144 characters: there is no room for more'],
  ['with too many quotes', naming('order.avsc'), { 'order.avsc': `["${'","'.repeat(30_000)}"]` }, 'v.yaml:1:36: schemas[0].file (order.avsc) must take at most 240000 bytes as JSON within JSON: that is how kubectl keeps it, in an annotation of 262144 bytes'],
  ['that does not parse', naming('order.avsc'), { 'order.avsc': '{\n  "type": record\n}' }, "v.yaml:1:36: schemas[0].file (order.avsc) must be an Avro schema: it is no JSON: unexpected token 'r' (line 2, column 11)"],
  ['beside a text', naming('order.avsc', ", schema: '\"int\"'"), { 'order.avsc': order }, 'v.yaml:1:36: schemas[0].file (order.avsc) must not stand beside schema: it is not clear which one should win'],
])('fails on a file %s', (_, values, files, sentence) => {
  expect(run(['synth', '-f', 'v.yaml'], folderWith({ 'v.yaml': values, ...files })).err).toBe(`${sentence}\n`);
});

test('who reads no files refuses them', () => {
  expect(() => loadValues({ files: [{ name: 'v.yaml', text: naming('order.avsc') }], sets: [] })).toThrow(
    'v.yaml:1:36: schemas[0].file (order.avsc) must be the text itself, as schema: only synth and diff read files, and helm takes one by --set-file schemas[0].schema=FILE',
  );
});
