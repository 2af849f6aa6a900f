import { OperationsContent } from './operations';
import { SubPage } from './SubPage';

export function OperationsSubPage() {
  return (
    <SubPage>
      <OperationsContent />
    </SubPage>
  );
}
