import { Header, Page, TabbedLayout } from '@backstage/core-components';
import { useTranslation } from '../hooks/useTranslation';
import { FleetContent } from './fleet';
import { OperationsContent } from './operations';
import { PipelinesContent } from './pipelines';
import { FleetSlosContent } from './slos';

/** The pages with a head of their own, for portals whose pages have none. */
export function DevopsPage() {
  const { t } = useTranslation();
  return (
    <Page themeId="tool">
      <Header title="DevOps" />
      <TabbedLayout>
        <TabbedLayout.Route path="/fleet" title={t('fleet.title')}>
          <FleetContent />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/slos" title={t('fleetSlos.title')}>
          <FleetSlosContent />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/pipelines" title={t('pipelines.title')}>
          <PipelinesContent />
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/operations" title={t('operations.title')}>
          <OperationsContent />
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
}
