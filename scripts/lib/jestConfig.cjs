const { join } = require('node:path');
const configure = require('@backstage/cli/config/jest.js');

/**
 * Clients of clouds, caches and databases that `backend-test-utils` loads for
 * services which no suite of ours asks for. To load them was half of the time
 * before the first test of a suite.
 */
const UNUSED = [
  '@aws-sdk/.+',
  '@smithy/.+',
  '@azure/.+',
  '@google-cloud/.+',
  '@keyv/redis',
  '@keyv/valkey',
  'infinispan',
  'mysql2.*',
  'testcontainers',
];

module.exports = async () => {
  const config = await configure;
  for (const project of config.projects ?? [config]) {
    project.moduleNameMapper = {
      ...project.moduleNameMapper,
      [`^(?:${UNUSED.join('|')})$`]: join(__dirname, 'unusedModule.cjs'),
    };
  }
  return config;
};
