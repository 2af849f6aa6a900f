import { canonicalPromQl } from './canonicalPromQl';

const AGGREGATIONS = new Set([
  'avg',
  'bottomk',
  'count',
  'count_values',
  'group',
  'max',
  'min',
  'quantile',
  'stddev',
  'stdvar',
  'sum',
  'topk',
]);

/**
 * Writes a query so that one that Prometheus printed is the same text as the
 * one that it was given: it moves `by` and `without` before what they
 * aggregate, prints an empty list of labels where none is written, and sorts
 * the matchers of a selector.
 */
export function printedPromQl(query: string): string {
  const tokens = withSortedMatchers(split(canonicalPromQl(query)));
  for (let i = 0; i < tokens.length; i++) {
    if (AGGREGATIONS.has(tokens[i]) && tokens[i + 1] === '(') {
      const end = closing(tokens, i + 1);
      if (['by', 'without'].includes(tokens[end + 1])) {
        const length = closing(tokens, end + 2) - end;
        tokens.splice(i + 1, 0, ...tokens.splice(end + 1, length));
      }
    }
    if (
      /^group_(left|right)$/.test(tokens[i]) &&
      tokens[i + 1] === '(' &&
      tokens[i + 2] === ')'
    ) {
      tokens.splice(i + 1, 2);
    }
  }
  return tokens.join(' ');
}

function withSortedMatchers(tokens: string[]): string[] {
  const sorted: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    sorted.push(tokens[i]);
    const end = tokens[i] === '{' ? tokens.indexOf('}', i) : -1;
    if (end !== -1) {
      sorted.push(...sortMatchers(tokens.slice(i + 1, end)));
      i = end - 1;
    }
  }
  return sorted;
}

function sortMatchers(tokens: string[]): string[] {
  const matchers: string[][] = [[]];
  for (const token of tokens) {
    if (token === ',') {
      matchers.push([]);
    } else {
      matchers[matchers.length - 1].push(token);
    }
  }
  return matchers
    .map(matcher => matcher.join(' '))
    .filter(Boolean) // a comma may stand at the end
    .sort()
    .flatMap((matcher, i) => (i === 0 ? [matcher] : [',', matcher]));
}

/** Texts in quotes hold blanks, too. */
function split(canonical: string): string[] {
  return canonical.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? [];
}

/** Position of the parenthesis that closes the one at `open`. */
function closing(tokens: string[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i] === '(') {
      depth += 1;
    } else if (tokens[i] === ')') {
      depth -= 1;
      if (depth === 0) {
        return i;
      }
    }
  }
  return tokens.length;
}
