import type { Slo } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import { Age } from '../../components/Age';
import { Snippet } from '../../components/Snippet';
import { useTranslation } from '../../hooks/useTranslation';

/** Where the objective is written, and the queries behind its numbers. */
export function SloDefinition(props: { slo: Slo }) {
  const { slo } = props;
  const { t } = useTranslation();
  return (
    <>
      {slo.description && <p>{slo.description}</p>}
      {slo.indicator && <p>{slo.indicator}</p>}
      <p>
        <Place slo={slo} />
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
          {slo.queries.map(query => (
            <Query
              key={query.role}
              label={`${t(`slos.query.${query.role}`)} (${query.type})`}
              query={query.query}
            />
          ))}
        </>
      )}
      {slo.figures && slo.figures.length > 0 && (
        <>
          <h3>{t('slos.figures')}</h3>
          <p>
            {t('slos.figuresHint', { source: slo.measuredBy?.title ?? '' })}
          </p>
          {slo.figures.map(({ figure, language, query }) => (
            <Query
              key={figure}
              label={`${t(`slos.figure.${figure}`)} (${language})`}
              query={query}
            />
          ))}
        </>
      )}
    </>
  );
}

/** Of the file, or of the rules where there is none. */
function Place(props: { slo: Slo }) {
  const { source, measuredBy } = props.slo;
  const { t } = useTranslation();
  if (!source) {
    return <>{t('slos.discovered', { source: measuredBy?.title ?? '' })}</>;
  }
  const { file, line, url } = source;
  const text = t('slos.source', {
    file: line === undefined ? file : `${file}:${line}`,
  });
  return url ? <Link to={url}>{text}</Link> : <>{text}</>;
}

function Query(props: { label: string; query: string }) {
  return (
    <div>
      {props.label}
      <Snippet label={props.label} text={props.query} />
    </div>
  );
}
