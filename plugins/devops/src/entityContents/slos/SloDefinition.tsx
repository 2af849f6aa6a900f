import type { Slo } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import { Age } from '../../components/Age';
import { Snippet } from '../../components/Snippet';
import { useTranslation } from '../../hooks/useTranslation';

/** Where the objective is written, and the queries behind its numbers. */
export function SloDefinition(props: { slo: Slo }) {
  const { slo } = props;
  const { t } = useTranslation();
  const { file, line, url } = slo.source;
  const place = line === undefined ? file : `${file}:${line}`;
  const source = t('slos.source', { file: place });
  return (
    <>
      {slo.description && <p>{slo.description}</p>}
      {slo.indicator && <p>{slo.indicator}</p>}
      <p>
        {url ? <Link to={url}>{source}</Link> : source}
        {slo.measuredAt && (
          <>
            {' · '}
            {t('slos.measuredAt')} <Age at={slo.measuredAt} />
          </>
        )}
      </p>
      {slo.queries && slo.queries.length > 0 && (
        <>
          <h3>{t('slos.queries')}</h3>
          {slo.queries.map(query => {
            const label = `${t(`slos.query.${query.role}`)} (${query.type})`;
            return (
              <div key={query.role}>
                {label}
                <Snippet label={label} text={query.query} />
              </div>
            );
          })}
        </>
      )}
    </>
  );
}
