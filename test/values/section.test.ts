import { Expr } from '../../template';
import { schema } from '../../values/schema/schema';
import { Props } from '../../values/props';
import { withDefaults } from '../../values/section';
import type { External, Storage } from '../../values/types';

const storage = schema.shape.broker.shape.storage;

test('what is left out is the default', () => {
  expect(withDefaults<Storage>(storage, { size: '5Gi' }, 'test')).toEqual({ size: '5Gi', storageClassName: '' });
  expect(withDefaults<Storage>(storage, { size: undefined }, 'test')).toEqual({ size: '10Gi', storageClassName: '' });
});

test('maps within are merged deeply, lists are replaced', () => {
  const { resources, tolerations } = withDefaults(schema.shape.broker, { resources: { limits: { cpu: 4 } }, tolerations: [{ key: 'a' }] }, 'test') as Record<
    string,
    unknown
  >;
  expect(resources).toEqual({ requests: { cpu: '2', memory: '5Gi' }, limits: { cpu: 4, memory: '5Gi' } });
  expect(tolerations).toEqual([{ key: 'a' }]);
});

test('an expression stands for its value, and nothing is checked then', () => {
  const size = new Expr<string>('string', () => '.Values.size');
  expect(withDefaults<Storage>(storage, { size, storageClassName: 'NOT A NAME' }, 'test')).toEqual({ size, storageClassName: 'NOT A NAME' });
});

test('fails with all that is wrong, each after what it is wrong with', () => {
  const props = { size: '5', storageClassNam: 'a' } as Props<Storage>;
  expect(() => withDefaults<Storage>(storage, props, 'test/storage')).toThrow(
    'test/storage: size ("5") must be a storage quantity such as 10Gi, at most 999Ti: volumes are sized in Mi, Gi and Ti\ntest/storage: storageClassNam is not a value: did you mean storageClassName?',
  );
  expect(() => withDefaults<External>(schema.shape.broker.shape.external, { port: 1 }, 'test')).toThrow(
    'test: port (1) must be an integer from 1024 to 65000: the ports of all brokers follow it',
  );
});
