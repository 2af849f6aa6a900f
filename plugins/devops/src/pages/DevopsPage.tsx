import { Content, Header, Page } from '@backstage/core-components';
import { FleetContent } from './fleet';

/** The fleet with a head of its own, for portals whose pages have none. */
export function DevopsPage() {
  return (
    <Page themeId="tool">
      <Header title="DevOps" />
      <Content>
        <FleetContent />
      </Content>
    </Page>
  );
}
