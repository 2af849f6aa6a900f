import type {
  SloState,
  SloStateCounts,
} from '@backstage-devops/plugin-devops-common';
import { MarkedCounts } from '../../components/MarkedCounts';
import { sloStates } from '../../components/sloOrder';
import { SloMark } from '../../components/StatusMark';

/**
 * How many objectives are in which state, in words and shapes; each leads to
 * them. States that nothing is in are left out, unless they are chosen.
 */
export function StateCounts(props: {
  label: string;
  counts: SloStateCounts;
  chosen?: SloState[];
  /** Where the objectives in a state are. */
  linkTo: (state: SloState) => string;
}) {
  const { label, counts, chosen = [], linkTo } = props;
  const shown = sloStates.filter(
    state => counts[state] > 0 || chosen.includes(state),
  );
  return shown.length === 0 ? null : (
    <MarkedCounts
      label={label}
      counts={shown.map(state => ({
        state,
        mark: <SloMark state={state} />,
        count: counts[state],
        isChosen: chosen.includes(state),
        to: linkTo(state),
      }))}
    />
  );
}
