/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['<rootDir>/test/quiet.ts'],
  transform: { '\\.(ts|sh)$': '<rootDir>/test/transform.js' },
  moduleFileExtensions: ['ts', 'js', 'json', 'sh'],
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/test/skipped.js'],
};
