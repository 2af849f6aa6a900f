import type {
  GeneratedPipeline,
  GeneratedPipelineDetail,
  PipelineDifference,
} from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslation, type Translate } from '../../hooks/useTranslation';
import { toneColors } from '../colors';
import { sentence } from '../errors';
import { Snippet } from '../Snippet';
import { updateCommand } from './updateCommand';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  text: { margin: theme.spacing(1, 0), overflowWrap: 'anywhere' },
  problem: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(0.25, 1.5),
    borderLeft: `3px solid ${toneColors(theme).bad}`,
    overflowWrap: 'anywhere',
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  difference: {
    padding: theme.spacing(0.75, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  kind: { fontWeight: 'bold' },
  place: { fontFamily: 'monospace', fontSize: '0.95em' },
  quiet: { color: toneColors(theme).neutral },
  step: { margin: 0, color: toneColors(theme).neutral },
}));

/** Each difference of a pipeline, and the smallest step that takes it away. */
export function PipelineDetails(props: { pipeline: GeneratedPipelineDetail }) {
  const { pipeline } = props;
  const { items, omitted, unchecked } = pipeline;
  const classes = useStyles();
  const { t } = useTranslation();
  const command = updateCommand(items);
  return (
    <>
      <PipelineProblems pipeline={pipeline} />
      {command && (
        <>
          <p className={classes.text}>{t('pipelines.update')}</p>
          <Snippet label={t('pipelines.updateLabel')} text={command} />
        </>
      )}
      {items.length === 0 && pipeline.checkedAt && (
        <p className={classes.text}>{t('pipelines.none')}</p>
      )}
      {items.length > 0 && (
        <ul className={classes.list} aria-label={t('pipelines.list')}>
          {items.map((item, index) => (
            // Nothing else tells two of them apart for sure.
            // eslint-disable-next-line react/no-array-index-key
            <li key={index} className={classes.difference}>
              <Difference difference={item} />
            </li>
          ))}
        </ul>
      )}
      {omitted > 0 && (
        <p className={classes.text}>
          {t('pipelines.omitted', { count: omitted })}
        </p>
      )}
      {unchecked.map(({ kind, reason }) => (
        <p key={kind} className={`${classes.text} ${classes.quiet}`}>
          {t('pipelines.unchecked')}: {t(`pipelines.kind.${kind}`)} –{' '}
          {sentence(reason)}
        </p>
      ))}
      {pipeline.generator && (
        <p className={`${classes.text} ${classes.quiet}`}>
          {pipeline.gates.length > 0
            ? t('pipelines.by', {
                ...pipeline.generator,
                gates: pipeline.gates.join(', '),
              })
            : t('pipelines.byWithoutGates', pipeline.generator)}
        </p>
      )}
    </>
  );
}

/** Why what is known of a pipeline is not from now. */
export function PipelineProblems(props: {
  pipeline: Pick<GeneratedPipeline, 'error' | 'readError' | 'checkedAt'>;
}) {
  const { error, readError, checkedAt } = props.pipeline;
  const classes = useStyles();
  const { t } = useTranslation();
  const problems = [
    ...(error ? [t('pipelines.broken', { reason: sentence(error) })] : []),
    ...(readError
      ? [t('pipelines.unread', { reason: sentence(readError) })]
      : []),
  ];
  return (
    <>
      {problems.map(problem => (
        <p key={problem} className={classes.problem}>
          {problem} {checkedAt && t('pipelines.before')}
        </p>
      ))}
    </>
  );
}

function Difference(props: { difference: PipelineDifference }) {
  const { kind, path, message, from, to, expected, command } = props.difference;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <>
      <span className={classes.kind}>{t(`pipelines.kind.${kind}`)}</span>
      {': '}
      {path && <span className={classes.place}>{path} </span>}
      {sentence(message)}
      {from && to && !message.includes(to) && (
        <span className={classes.place}>
          {' '}
          {t('pipelines.change', { from, to })}
        </span>
      )}
      {(expected || !command) && (
        <p className={classes.step}>{stepOf(props.difference, t)}</p>
      )}
    </>
  );
}

/** What to do about a difference that no command takes away. */
function stepOf(
  { kind, path, expected }: PipelineDifference,
  t: Translate,
): string {
  if (expected) {
    return t('pipelines.step.expected');
  }
  if (kind === 'policy') {
    return t(path ? 'pipelines.step.weakened' : 'pipelines.step.policy');
  }
  return t('pipelines.step.local');
}
