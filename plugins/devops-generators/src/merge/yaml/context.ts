import { Contradiction, Preference, Sides } from '../types';
import { MaybeNode, Reader } from './values';

/** A place in a document, as the keys that lead to it. */
export type Place = readonly string[];

/** What all parts of a merge share. */
export interface MergeContext {
  read: Sides<Reader>;
  prefer: Preference;
  contradict(place: Place, contradiction: Omit<Contradiction, 'place'>): void;
  /** Merges a value that the team and the template both have. */
  mergeNodes(nodes: Sides<MaybeNode>, place: Place): MaybeNode;
}

/** Notes that one side removed what the other changed. */
export function contradictRemoval(
  context: MergeContext,
  place: Place,
  values: Sides<unknown>,
): void {
  context.contradict(place, {
    message:
      values.team === undefined
        ? 'the team removed it and the template changed it'
        : 'the template removed it and the team changed it',
    ...values,
  });
}
