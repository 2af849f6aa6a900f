import { isNode, YAMLSeq } from 'yaml';
import { Sides } from '../types';
import { contradictRemoval, MergeContext, Place } from './context';
import { identitiesOf } from './identity';
import { alignRows, inOrder, Row } from './rows';
import { copyOf, MaybeNode, same } from './values';

/** Merges the template's list into that of the team, item by item. */
export function mergeLists(
  lists: { base: YAMLSeq | undefined; team: YAMLSeq; template: YAMLSeq },
  place: Place,
  context: MergeContext,
): void {
  const nodes = {
    base: itemsOf(lists.base),
    team: itemsOf(lists.team),
    template: itemsOf(lists.template),
  };
  const values = {
    base: nodes.base.map(context.read.base),
    team: nodes.team.map(context.read.team),
    template: nodes.template.map(context.read.template),
  };
  const rows = alignRows(values);
  const entries = rows.flatMap(row => mergeRow(row, nodes, place, context));
  lists.team.items = inOrder(entries, place, context).map(({ node }) => node);
}

/** What becomes of a row: an item, or nothing when it was removed. */
function mergeRow(
  row: Row,
  lists: Sides<MaybeNode[]>,
  place: Place,
  context: MergeContext,
): Array<Row & { node: MaybeNode }> {
  const nodes = {
    base: row.base === undefined ? undefined : lists.base[row.base],
    team: row.team === undefined ? undefined : lists.team[row.team],
    template:
      row.template === undefined ? undefined : lists.template[row.template],
  };
  const values = {
    base: context.read.base(nodes.base),
    team: context.read.team(nodes.team),
    template: context.read.template(nodes.template),
  };
  const at = [...place, nameOf(values.team ?? values.base, row)];
  if (row.team !== undefined && row.template !== undefined) {
    return [{ ...row, node: context.mergeNodes(nodes, at) }];
  }
  if (row.base === undefined) {
    return [{ ...row, node: nodes.team ?? copyOf(nodes.template) }];
  }
  if (row.team === undefined && row.template === undefined) {
    return [];
  }
  const rest = row.team === undefined ? 'template' : 'team';
  if (same(values.base, values[rest])) {
    return [];
  }
  contradictRemoval(context, at, values);
  return context.prefer === rest
    ? [{ ...row, node: nodes.team ?? copyOf(nodes.template) }]
    : [];
}

/** How a report calls an item. */
function nameOf(value: unknown, row: Row): string {
  const [identity] = identitiesOf(value);
  return identity?.value ?? String(row.team ?? row.base ?? row.template);
}

function itemsOf(list: YAMLSeq | undefined): MaybeNode[] {
  return (list?.items ?? []).map(item => (isNode(item) ? item : null));
}
