import { PipelinesContent } from './pipelines';
import { SubPage } from './SubPage';

export function PipelinesSubPage() {
  return (
    <SubPage>
      <PipelinesContent />
    </SubPage>
  );
}
