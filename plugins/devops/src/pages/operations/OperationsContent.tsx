import { DevopsPageProvider } from '../../components/DevopsPageProvider';
import { Inbox } from './Inbox';
import { Sources } from './Sources';
import { Work } from './Work';

/**
 * What operators look after: whether the sources tell what they should, the
 * webhooks that could not be applied, and the questions that providers refused.
 *
 * @public
 */
export function OperationsContent() {
  return (
    <DevopsPageProvider>
      <Sources />
      <Inbox />
      <Work />
    </DevopsPageProvider>
  );
}
