const Sequencer = require('@jest/test-sequencer').default;

/**
 * Suites that take a minute or more, longest first. Jest knows the time of a
 * suite from its last run only; on a new machine it goes by the size of the
 * file, and the longest of all may be left to run alone at the end.
 */
const LONG = [
  'publishedDeliveries.test.ts',
  'nodeService.pipeline.test.ts',
  'mergeRows.test.ts',
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rankOf(a) - rankOf(b));
  }
};

function rankOf({ path }) {
  const rank = LONG.findIndex(name => path.endsWith(`/${name}`));
  return rank === -1 ? LONG.length : rank;
}
