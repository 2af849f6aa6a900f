import { parser } from '@prometheus-io/lezer-promql';

/** A selector of series, as it stands in a query. */
export interface Selector {
  from: number;
  to: number;
  /** Name of the metric; empty where only labels select. */
  metric: string;
  matchers: Array<{ label: string; op: string; value: string }>;
  /** Whether it stands before a range such as `[5m]`. */
  hasRange: boolean;
}

/** The selectors of a query without placeholders, in the order of the text. */
export function selectorsOf(query: string): Selector[] {
  const found: Selector[] = [];
  parser.parse(query).iterate({
    enter: ({ node }) => {
      if (node.name !== 'VectorSelector') {
        return true;
      }
      const name = node.getChild('Identifier');
      const matchers = node.getChild('LabelMatchers');
      found.push({
        from: node.from,
        to: node.to,
        metric: name ? query.slice(name.from, name.to) : '',
        matchers: (matchers?.getChildren('UnquotedLabelMatcher') ?? []).map(
          matcher => {
            const part = (kind: string) => {
              const child = matcher.getChild(kind);
              return child ? query.slice(child.from, child.to) : '';
            };
            return {
              label: part('LabelName'),
              op: part('MatchOp'),
              value: unquote(part('StringLiteral')),
            };
          },
        ),
        hasRange: node.parent?.name === 'MatrixSelector',
      });
      return false;
    },
  });
  return found;
}

/** Whether anything of the query looks back over a range. */
export function hasRange(query: string): boolean {
  let found = false;
  parser.parse(query).iterate({
    enter: ({ name }) => {
      found ||= name === 'MatrixSelector' || name === 'SubqueryExpr';
      return !found;
    },
  });
  return found;
}

/** The query with each selector replaced. */
export function replaceSelectors(
  query: string,
  replace: (text: string, selector: Selector) => string,
): string {
  return selectorsOf(query).reduceRight(
    (text, selector) =>
      text.slice(0, selector.from) +
      replace(text.slice(selector.from, selector.to), selector) +
      text.slice(selector.to),
    query,
  );
}

/** The text of a selector with one more matcher, such as `le="0.3"`. */
export function withMatcher(selector: string, matcher: string): string {
  const text = selector.trimEnd();
  if (!text.endsWith('}')) {
    return `${text}{${matcher}}`;
  }
  const inside = text.slice(0, -1).trimEnd();
  const separator = /[{,]$/.test(inside) ? '' : ',';
  return `${inside}${separator}${matcher}}`;
}

function unquote(literal: string): string {
  if (literal.startsWith('`')) {
    return literal.slice(1, -1);
  }
  return literal
    .slice(1, -1)
    .replace(/\\(.)/g, (_, character: string) =>
      character === 'n' ? '\n' : character,
    );
}
