import { isMap, isSeq, Scalar } from 'yaml';
import { mergeText } from '../mergeText';
import { Sides } from '../types';
import { mergeComments } from './comments';
import { MergeContext, Place } from './context';
import { mergeLists } from './mergeLists';
import { mergeMaps } from './mergeMaps';
import { copyOf, MaybeNode, same } from './values';

/** Merges a value that the team and the template both have. */
export function mergeNodes(
  nodes: Sides<MaybeNode>,
  place: Place,
  context: MergeContext,
): MaybeNode {
  const { base, team, template } = nodes;
  if (isMap(team) && isMap(template)) {
    mergeMaps(
      { base: isMap(base) ? base : undefined, team, template },
      place,
      context,
    );
    mergeComments(nodes, team);
    return team;
  }
  if (isSeq(team) && isSeq(template)) {
    mergeLists(
      { base: isSeq(base) ? base : undefined, team, template },
      place,
      context,
    );
    mergeComments(nodes, team);
    return team;
  }
  const merged = mergeValues(nodes, place, context);
  mergeComments(nodes, merged);
  return merged;
}

/** One of the two values, or of two texts the lines of both. */
function mergeValues(
  nodes: Sides<MaybeNode>,
  place: Place,
  context: MergeContext,
): MaybeNode {
  const values = {
    base: context.read.base(nodes.base),
    team: context.read.team(nodes.team),
    template: context.read.template(nodes.template),
  };
  const { base, team, template } = values;
  if (same(team, template) || same(base, template)) {
    return nodes.team;
  }
  if (same(base, team)) {
    return copyOf(nodes.template);
  }
  if (isText(base) && isText(team) && isText(template)) {
    const merged = mergeText({ base, team, template }, context.prefer);
    merged.contradictions.forEach(({ place: line, ...contradiction }) =>
      context.contradict([...place, line], contradiction),
    );
    const scalar = new Scalar(merged.content);
    scalar.type = Scalar.BLOCK_LITERAL;
    return scalar;
  }
  context.contradict(place, {
    message: 'the team and the template changed it in different ways',
    ...values,
  });
  return context.prefer === 'team' ? nodes.team : copyOf(nodes.template);
}

/** A text of several lines, which a merge can look into. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim().includes('\n');
}
