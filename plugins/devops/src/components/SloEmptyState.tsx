import { makeStyles } from '@material-ui/core/styles';
import type { BackstageTheme } from '@backstage/theme';
import { useDevopsEntity } from '../hooks/useDevopsEntity';
import { useTranslation } from '../hooks/useTranslation';
import { sloPathOf, sloSnippetFor } from './sloSnippet';
import { Snippet } from './Snippet';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  text: { margin: 0 },
  summary: { cursor: 'pointer', color: theme.palette.link },
}));

/** No objective yet: one line, and on demand the file that would be the first. */
export function SloEmptyState(props: { open?: boolean }) {
  const classes = useStyles();
  const { entity } = useDevopsEntity();
  const { t } = useTranslation();
  const path = sloPathOf(entity);
  return (
    <>
      <p className={classes.text}>{t('slosCard.empty')}</p>
      <details open={props.open}>
        <summary className={classes.summary}>{t('slosCard.how')}</summary>
        <p>{t('slosCard.emptyHint', { path, entity: entity.metadata.name })}</p>
        <Snippet label={path} text={sloSnippetFor(entity)} />
      </details>
    </>
  );
}
