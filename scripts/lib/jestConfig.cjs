const { readdirSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
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

const modules = resolve(__dirname, '../../node_modules');

/**
 * What is written for Node.js is taken as it is: to look through each file of
 * each package for what has to be compiled, anew for each of our packages,
 * takes longer than many suites.
 */
function writtenForNode() {
  const esModules = packageNames().filter(isEsModule).map(escape).join('|');
  return `^${escape(modules)}/(?!(?:${esModules})/)(?!.*/node_modules/)(?!.*(?:\\besm\\b|/es/|/module/)).*\\.c?js$`;
}

function packageNames() {
  return readdirSync(modules).flatMap(name =>
    name.startsWith('@')
      ? readdirSync(join(modules, name)).map(part => `${name}/${part}`)
      : [name],
  );
}

function isEsModule(name) {
  try {
    const manifest = readFileSync(join(modules, name, 'package.json'), 'utf8');
    return JSON.parse(manifest).type === 'module';
  } catch {
    return false;
  }
}

function escape(text) {
  return text.replace(/[^A-Za-z0-9/_@-]/g, '\\$&');
}

module.exports = async () => {
  const config = await configure;
  const ignored = writtenForNode();
  for (const project of config.projects ?? [config]) {
    project.transformIgnorePatterns = [
      ...(project.transformIgnorePatterns ?? []),
      ignored,
    ];
    project.moduleNameMapper = {
      ...project.moduleNameMapper,
      [`^(?:${UNUSED.join('|')})$`]: join(__dirname, 'unusedModule.cjs'),
    };
  }
  return config;
};
