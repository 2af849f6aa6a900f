import type { SyntaxNode } from '@lezer/common';

export type ValueType = 'vector' | 'matrix' | 'scalar' | 'string';
type Typed = { is: ValueType } | { error: string; position: number };

/** Functions of one range vector. */
const OF_RANGE =
  /^(rate|irate|increase|delta|idelta|deriv|changes|resets|predict_linear|double_exponential_smoothing|holt_winters|\w+_over_time)$/;
/** Functions of anything but one instant vector, by their parameters. */
const OTHERS: Record<string, ValueType[]> = {
  time: [],
  pi: [],
  vector: ['scalar'],
  histogram_quantile: ['scalar', 'vector'],
  histogram_fraction: ['scalar', 'scalar', 'vector'],
  predict_linear: ['matrix', 'scalar'],
  double_exponential_smoothing: ['matrix', 'scalar', 'scalar'],
  holt_winters: ['matrix', 'scalar', 'scalar'],
  quantile_over_time: ['scalar', 'matrix'],
};
/** Functions with parameters that are optional or many. */
const LOOSE =
  /^(label_replace|label_join|clamp|clamp_min|clamp_max|round|sort_by_label|sort_by_label_desc|day_of_month|day_of_week|day_of_year|days_in_month|hour|minute|month|year|info)$/;
const WITH_PARAMETER =
  /^(topk|bottomk|quantile|count_values|limitk|limit_ratio)$/;

/** The type that a node of a syntax tree without errors evaluates to. */
export function valueTypeOf(query: string, node: SyntaxNode): Typed {
  switch (node.name) {
    case 'VectorSelector':
      return { is: 'vector' };
    case 'MatrixSelector':
      return rangeOf(query, node);
    case 'SubqueryExpr':
      return subqueryOf(query, node);
    case 'NumberDurationLiteral':
      return { is: 'scalar' };
    case 'StringLiteral':
      return { is: 'string' };
    case 'FunctionCall':
      return callOf(query, node);
    case 'AggregateExpr':
      return aggregateOf(query, node);
    case 'BinaryExpr':
      return binaryOf(query, node);
    default: {
      // Parentheses, signs, offset and @ keep the type of what they hold.
      const inner = firstExpression(node);
      return inner ? valueTypeOf(query, inner) : { is: 'vector' };
    }
  }
}

function rangeOf(query: string, node: SyntaxNode): Typed {
  const inner = node.firstChild;
  return inner && inner.name !== 'VectorSelector'
    ? wrong(
        node,
        `a range belongs to a selector, not to "${text(query, inner)}"`,
      )
    : { is: 'matrix' };
}

function subqueryOf(query: string, node: SyntaxNode): Typed {
  const inner = node.firstChild;
  const type: Typed = inner ? valueTypeOf(query, inner) : { is: 'vector' };
  if ('error' in type || type.is === 'vector' || type.is === 'scalar') {
    return 'error' in type ? type : { is: 'matrix' };
  }
  return wrong(node, 'a subquery must be over an instant vector');
}

function callOf(query: string, node: SyntaxNode): Typed {
  const name = query.slice(node.from, node.firstChild?.to ?? node.to);
  const given = argumentsOf(node);
  const wanted = parametersOf(name);
  if (wanted && given.length !== wanted.length) {
    return wrong(
      node,
      `${name} takes ${wanted.length} arguments, not ${given.length}`,
    );
  }
  for (const [i, argument] of given.entries()) {
    const type = valueTypeOf(query, argument);
    if ('error' in type) {
      return type;
    }
    const want = wanted?.[i];
    if (want !== undefined && want !== type.is) {
      return wrong(
        argument,
        `${name} takes ${nameOf(want)}, "${text(query, argument)}" is ${nameOf(type.is)}`,
      );
    }
  }
  return { is: /^(time|pi|scalar)$/.test(name) ? 'scalar' : 'vector' };
}

function parametersOf(name: string): ValueType[] | undefined {
  if (Object.hasOwn(OTHERS, name)) {
    return OTHERS[name];
  }
  if (LOOSE.test(name)) {
    return undefined;
  }
  return OF_RANGE.test(name) ? ['matrix'] : ['vector'];
}

function aggregateOf(query: string, node: SyntaxNode): Typed {
  const operator = query
    .slice(node.from, node.firstChild?.to ?? node.to)
    .toLowerCase();
  const given = argumentsOf(node);
  const expected = WITH_PARAMETER.test(operator) ? 2 : 1;
  if (given.length !== expected) {
    return wrong(
      node,
      `${operator} takes ${expected} ${expected === 1 ? 'argument' : 'arguments'}, not ${given.length}`,
    );
  }
  const aggregated = given[given.length - 1];
  const type = valueTypeOf(query, aggregated);
  return 'error' in type || type.is === 'vector'
    ? type
    : wrong(
        aggregated,
        `${operator} takes an instant vector, "${text(query, aggregated)}" is ${nameOf(type.is)}`,
      );
}

function binaryOf(query: string, node: SyntaxNode): Typed {
  const sides = [node.firstChild, node.lastChild].map(side =>
    side ? valueTypeOf(query, side) : ({ is: 'vector' } as Typed),
  );
  for (const [i, side] of sides.entries()) {
    if ('error' in side) {
      return side;
    }
    if (side.is === 'matrix' || side.is === 'string') {
      const operand = (i === 0 ? node.firstChild : node.lastChild) ?? node;
      return wrong(
        operand,
        `an operator takes instant vectors and numbers, "${text(query, operand)}" is ${nameOf(side.is)}`,
      );
    }
  }
  const scalars = sides.every(side => 'is' in side && side.is === 'scalar');
  return { is: scalars ? 'scalar' : 'vector' };
}

function argumentsOf(node: SyntaxNode): SyntaxNode[] {
  const body = node.getChild('FunctionCallBody');
  const found: SyntaxNode[] = [];
  for (let child = body?.firstChild; child; child = child.nextSibling) {
    found.push(child);
  }
  return found;
}

function firstExpression(node: SyntaxNode): SyntaxNode | null {
  let child = node.firstChild;
  while (child && child.name === 'UnaryOp') {
    child = child.nextSibling;
  }
  return child;
}

function nameOf(type: ValueType): string {
  return {
    vector: 'an instant vector',
    matrix: 'a range vector',
    scalar: 'a number',
    string: 'a text',
  }[type];
}

function wrong(node: SyntaxNode, error: string): Typed {
  return { error, position: node.from };
}

function text(query: string, node: SyntaxNode): string {
  const whole = query.slice(node.from, node.to).replace(/\s+/g, ' ');
  return whole.length > 40 ? `${whole.slice(0, 37)}...` : whole;
}
