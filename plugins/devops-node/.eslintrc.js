const config = require('../../eslint-factory')(__dirname);

module.exports = {
  ...config,
  overrides: [
    ...(config.overrides ?? []),
    {
      // The suite for provider modules is tests and is exported.
      files: ['src/testUtils/**'],
      rules: { 'jest/no-export': 'off' },
    },
  ],
};
