import type {
  DeliveryMetrics,
  MetricName,
  MetricsWindow,
} from '@backstage-devops/plugin-devops-common';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { BindingHelp } from '../../components/BindingHelp';
import { DevopsProvider } from '../../components/DevopsProvider';
import { formatNumber, formatPercent } from '../../components/format';
import { FreshnessFooter } from '../../components/FreshnessFooter';
import { LoadError } from '../../components/LoadError';
import { Section } from '../../components/Section';
import { WindowSelect } from '../../components/WindowSelect';
import { useLocale } from '../../hooks/useLocale';
import { useMetrics } from '../../hooks/useMetrics';
import { useTranslation } from '../../hooks/useTranslation';
import { MetricRows } from './MetricRows';
import { MetricTiles, MetricTilesSkeleton } from './MetricTiles';

/**
 * How well the component is delivered: the five metrics of production, and the
 * rows behind each.
 *
 * @public
 */
export function MetricsContent() {
  return (
    <DevopsProvider>
      <Content />
    </DevopsProvider>
  );
}

function Content() {
  const { t } = useTranslation();
  const [window, setWindow] = useState<MetricsWindow>(30);
  const [metric, setMetric] = useState<MetricName>('leadTime');
  const query = useMetrics(window);
  if (query.data?.freshness.state === 'unbound') {
    return (
      <Section title={t('binding.title')}>
        <BindingHelp />
      </Section>
    );
  }
  return (
    <>
      <Section
        title={t('metrics.title')}
        hint={t('metrics.hint')}
        actions={<WindowSelect value={window} onChange={setWindow} />}
      >
        <Metrics query={query} selected={metric} onSelect={setMetric} />
      </Section>
      {query.data && (
        <MetricRows
          key={`${metric} ${window}`}
          metric={metric}
          window={window}
        />
      )}
    </>
  );
}

function Metrics(props: {
  query: ReturnType<typeof useMetrics>;
  selected: MetricName;
  onSelect: (metric: MetricName) => void;
}) {
  const { data, error, isPending, refetch } = props.query;
  const { t } = useTranslation();
  if (isPending) {
    return <MetricTilesSkeleton />;
  }
  if (!data) {
    return (
      <LoadError
        what={t('metrics.what')}
        error={error}
        onRetry={() => refetch()}
      />
    );
  }
  return (
    <>
      <MetricTiles
        metrics={data.metrics}
        selected={props.selected}
        onSelect={props.onSelect}
      />
      <Benchmark metrics={data} />
      <FreshnessFooter freshness={data.freshness} refetchError={error} />
    </>
  );
}

function Benchmark(props: { metrics: DeliveryMetrics }) {
  const { benchmark, quality } = props.metrics;
  const locale = useLocale();
  const { t } = useTranslation();
  const score = (value: number | undefined) =>
    value === undefined ? '–' : formatNumber(value, locale);
  return (
    <Typography variant="body2">
      {[
        benchmark?.overall !== undefined &&
          t('metrics.benchmark', {
            overall: score(benchmark.overall),
            throughput: score(benchmark.throughput),
            stability: score(benchmark.stability),
            industry: score(benchmark.industry?.overall),
          }),
        quality !== undefined &&
          t('metrics.quality', {
            percent: formatPercent(quality, locale, {
              maximumFractionDigits: 0,
            }),
          }),
      ]
        .filter(Boolean)
        .join(' ')}
    </Typography>
  );
}
