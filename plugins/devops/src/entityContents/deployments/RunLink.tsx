import { Link } from '@backstage/core-components';
import { useLocation } from 'react-router-dom';
import { useTranslation } from '../../hooks/useTranslation';

/** Opens the panel of a run. A link, so that it can be opened elsewhere, too. */
export function RunLink(props: { runId: string; label?: string }) {
  const { runId, label } = props;
  const { pathname, search } = useLocation();
  const { t } = useTranslation();
  const parameters = new URLSearchParams(search);
  parameters.set('run', runId);
  return (
    <Link
      to={`${pathname}?${parameters}`}
      aria-label={label ? t('deployments.openRun', { id: label }) : undefined}
    >
      {label ?? t('deployments.run')}
    </Link>
  );
}
