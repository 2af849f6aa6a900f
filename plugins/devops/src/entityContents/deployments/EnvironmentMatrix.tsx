import type { EnvironmentState } from '@backstage-devops/plugin-devops-common';
import { useTranslation } from '../../hooks/useTranslation';
import { EnvironmentColumn } from './EnvironmentColumn';
import { useMatrixStyles } from './matrixStyles';

/** One column for each environment, in the order of promotion. */
export function EnvironmentMatrix(props: { environments: EnvironmentState[] }) {
  const classes = useMatrixStyles();
  const { t } = useTranslation();
  if (props.environments.length === 0) {
    return (
      <p>
        {t('deployments.noEnvironments')}.{' '}
        <span className={classes.quiet}>
          {t('deployments.noEnvironmentsHint')}
        </span>
      </p>
    );
  }
  const inOrder = [...props.environments].sort((a, b) => a.order - b.order);
  return (
    <ol className={classes.matrix} aria-label={t('deployments.environments')}>
      {inOrder.map((environment, index) => (
        <EnvironmentColumn
          key={environment.name}
          environment={environment}
          previous={inOrder[index - 1]}
        />
      ))}
    </ol>
  );
}
