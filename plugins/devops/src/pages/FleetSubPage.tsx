import { FleetContent } from './fleet';
import { SubPage } from './SubPage';

export function FleetSubPage() {
  return (
    <SubPage>
      <FleetContent />
    </SubPage>
  );
}
