/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['<rootDir>/test/quiet.ts'],
  transform: { '\\.(ts|sh)$|/@hpcc-js/.*\\.js$': '<rootDir>/test/transform.js' },
  // The engine of pictures is an ECMAScript module.
  transformIgnorePatterns: ['/node_modules/(?!@hpcc-js/)'],
  moduleFileExtensions: ['ts', 'js', 'json', 'sh'],
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/test/skipped.js'],
};
