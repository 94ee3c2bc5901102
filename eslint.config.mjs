import tseslint from 'typescript-eslint';

/** What a folder may import of the others: the arrows of docs/design.md. */
const arrows = {
  template: [],
  imports: [],
  files: [],
  registry: [],
  values: ['template', 'registry'],
  kubernetes: ['template', 'imports', 'values'],
  redpanda: ['template', 'values'],
  clients: ['template', 'values', 'redpanda', 'kubernetes'],
  monitoring: ['template', 'values', 'kubernetes', 'redpanda'],
  constructs: ['template', 'imports', 'values', 'kubernetes', 'redpanda', 'clients', 'monitoring'],
  graph: ['template', 'values', 'kubernetes', 'redpanda', 'constructs'],
  output: ['template', 'imports', 'files', 'values', 'kubernetes', 'redpanda', 'clients', 'monitoring', 'constructs', 'graph'],
  inject: ['template', 'values', 'kubernetes', 'clients'],
  diff: ['template', 'files', 'registry', 'values', 'kubernetes', 'redpanda'],
  adopt: ['template', 'files', 'values', 'kubernetes', 'redpanda', 'clients', 'monitoring', 'output', 'diff'],
};
const folders = [...Object.keys(arrows), 'cli', 'test', 'examples'];

const restricted = Object.entries(arrows).map(([folder, allowed]) => ({
  files: [`${folder}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', { patterns: [onlyFolders(folder, allowed)] }] },
}));

function onlyFolders(folder, allowed) {
  return {
    regex: `^(\\.\\./)+(${folders.filter((other) => other !== folder && !allowed.includes(other)).join('|')})/`,
    message: `${folder}/ may import only ${['itself', ...allowed].join(', ')}`,
  };
}

/** The same between the rooms of inject/, whose own files tell the story. */
const injectRooms = { text: [], yaml: [], workload: ['yaml'], list: ['text', 'yaml', 'workload'] };

const restrictedRooms = Object.entries(injectRooms).map(([room, allowed]) => ({
  files: [`inject/${room}/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          onlyFolders('inject', arrows.inject),
          { regex: `^\\.\\./(?!\\.\\./|(${allowed.join('|')})/)`, message: `inject/${room}/ may import only ${['itself', ...allowed].join(', ')} of inject/` },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['lib/', 'dist/', 'test/e2e/typescript/', 'imports/*.ts', 'node_modules/', '**/*.js', '**/*.cjs', '**/*.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    rules: {
      // An expression is an object, so `expr ? a : b` would silently be true.
      '@typescript-eslint/strict-boolean-expressions': ['error', { allowNullableString: true, allowNullableBoolean: true, allowNullableObject: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['constructs/**/*.ts', 'kubernetes/**/*.ts', 'redpanda/**/*.ts', 'clients/**/*.ts', 'monitoring/**/*.ts', 'graph/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'process', message: 'a construct is blind to the machine' }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'the same values give the same objects' },
        { object: 'Date', property: 'now', message: 'the same values give the same objects' },
      ],
    },
  },
  ...restricted,
  ...restrictedRooms,
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/strict-boolean-expressions': 'off',
    },
  },
);
