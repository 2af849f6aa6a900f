import { DevopsPageProvider } from '../../components/DevopsPageProvider';
import { Section } from '../../components/Section';
import { useTranslation } from '../../hooks/useTranslation';
import { Entities } from './Entities';
import { FleetBar } from './FleetBar';
import { Groups } from './Groups';
import { useFleetFilters } from './useFleetFilters';

/**
 * The delivery metrics of everything that the reader may see.
 *
 * @public
 */
export function FleetContent() {
  return (
    <DevopsPageProvider>
      <Content />
    </DevopsPageProvider>
  );
}

function Content() {
  const { t } = useTranslation();
  const { by } = useFleetFilters();
  return (
    <Section title={t('fleet.title')} hint={t('fleet.hint')}>
      <FleetBar />
      {by ? <Groups by={by} /> : <Entities />}
    </Section>
  );
}
