import { DevopsPageProvider } from '../../components/DevopsPageProvider';
import { Section } from '../../components/Section';
import { useFleetSlos, useSloGroups } from '../../hooks/useFleetSlos';
import { useTranslation } from '../../hooks/useTranslation';
import { Objectives } from './Objectives';
import { SloBar } from './SloBar';
import { SloGroups } from './SloGroups';
import { useSloFilters } from './useSloFilters';

/**
 * Where the objectives of everything that the reader may see stand.
 *
 * @public
 */
export function FleetSlosContent() {
  return (
    <DevopsPageProvider>
      <Content />
    </DevopsPageProvider>
  );
}

function Content() {
  const { t } = useTranslation();
  const { by, scope, states, order } = useSloFilters();
  const objectives = useFleetSlos(scope, states, order, { enabled: !by });
  const groups = useSloGroups(scope, by);
  const { data } = by ? groups : objectives;
  return (
    <Section title={t('fleetSlos.title')} hint={t('fleetSlos.hint')}>
      <SloBar environments={data?.pages[0].environments ?? []} />
      {by ? (
        <SloGroups by={by} query={groups} />
      ) : (
        <Objectives query={objectives} />
      )}
    </Section>
  );
}
