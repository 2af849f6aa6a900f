import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';
import { valueTypeOf } from './valueType';

/** What is wrong with a query, and where in its text. */
export interface PromQlError {
  message: string;
  /** Position in the query, from 0. */
  position: number;
}

/** A query that is longer than this was not written by hand. */
const LONGEST = 20_000;

/**
 * Checks a query without placeholders. Answers the first error: it is no
 * PromQL, a function gets the wrong type, or the result is not a vector.
 */
export function checkPromQl(query: string): PromQlError | undefined {
  if (query.trim() === '') {
    return { message: 'the query is empty', position: 0 };
  }
  if (query.length > LONGEST) {
    return {
      message: `the query is longer than ${LONGEST} characters`,
      position: 0,
    };
  }
  const tree = parser.parse(query);
  let syntaxError: PromQlError | undefined;
  tree.iterate({
    enter: node => {
      if (node.type.isError && !syntaxError) {
        syntaxError = { message: near(query, node.from), position: node.from };
      }
      return syntaxError === undefined;
    },
  });
  if (syntaxError) {
    return syntaxError;
  }
  const expression = tree.topNode.firstChild;
  return expression ? checkTypes(query, expression) : undefined;
}

function checkTypes(
  query: string,
  expression: SyntaxNode,
): PromQlError | undefined {
  const type = valueTypeOf(query, expression);
  if ('error' in type) {
    return { message: type.error, position: type.position };
  }
  if (type.is === 'vector' || type.is === 'scalar') {
    return undefined;
  }
  const kind = type.is === 'matrix' ? 'a range vector' : 'a text';
  return {
    message: `the result is ${kind}, it must be an instant vector`,
    position: 0,
  };
}

function near(query: string, position: number): string {
  const rest = query.slice(position).trimStart().split('\n')[0];
  if (rest === '') {
    return 'unexpected end of the query';
  }
  const shown = rest.length > 30 ? `${rest.slice(0, 27)}...` : rest;
  return `unexpected "${shown}"`;
}
