import { FleetSlosContent } from './slos';
import { SubPage } from './SubPage';

export function FleetSlosSubPage() {
  return (
    <SubPage>
      <FleetSlosContent />
    </SubPage>
  );
}
