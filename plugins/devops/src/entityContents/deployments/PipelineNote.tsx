import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { useId, useState } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { countsText } from '../../components/pipelines/kinds';
import { PipelineDetails } from '../../components/pipelines/PipelineDetails';
import { PipelineMark } from '../../components/StatusMark';
import { usePipeline } from '../../hooks/usePipelines';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1.5),
    rowGap: theme.spacing(0.5),
    marginTop: theme.spacing(1),
  },
}));

/**
 * That the pipeline is not what its template says, with the differences behind
 * a button. Nothing is said of pipelines that are, or that people wrote; nor
 * where it is not known, because the rest of the tab does not depend on it.
 */
export function PipelineNote() {
  const { data } = usePipeline();
  const classes = useStyles();
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (!data || (data.state === 'current' && !data.readError)) {
    return null;
  }
  const { state, differences } = data;
  return (
    <div>
      <div className={classes.line}>
        <PipelineMark state={state} />
        <span>
          {t(`pipelines.note.${state}`)}{' '}
          {state !== 'broken' && countsText(differences, t)}
        </span>
        <ActionButton
          variant="outlined"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isOpen ? 'pipelines.note.hide' : 'pipelines.note.show')}
        </ActionButton>
      </div>
      {isOpen && (
        <div id={id}>
          <PipelineDetails pipeline={data} />
        </div>
      )}
    </div>
  );
}
