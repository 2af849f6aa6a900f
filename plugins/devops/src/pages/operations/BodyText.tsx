import type { InboxDeliveryDetail } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { useMemo, useState } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { CopyButton } from '../../components/CopyButton';
import { useTranslation } from '../../hooks/useTranslation';
import { indentJson } from './indentJson';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  bar: { display: 'flex', gap: theme.spacing(1), marginBottom: 4 },
  text: {
    margin: 0,
    padding: theme.spacing(1, 1.5),
    maxHeight: '70vh',
    overflow: 'auto',
    fontFamily: 'monospace',
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    background: theme.palette.background.default,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

/** A body as text; JSON with one value in each line, unless asked otherwise. */
export function BodyText(props: {
  deliveryId: string;
  body: InboxDeliveryDetail['body'];
}) {
  const { text, truncated } = props.body;
  const classes = useStyles();
  const { t } = useTranslation();
  const indented = useMemo(() => indentJson(text), [text]);
  const [raw, setRaw] = useState(false);
  return (
    <>
      {truncated && <p>{t('delivery.truncated')}</p>}
      <div className={classes.bar}>
        <CopyButton text={text} />
        {indented !== undefined && (
          <ActionButton onClick={() => setRaw(!raw)}>
            {t(raw ? 'delivery.indented' : 'delivery.raw')}
          </ActionButton>
        )}
      </div>
      <pre
        className={classes.text}
        role="region"
        aria-label={t('delivery.label', { id: props.deliveryId })}
        // A long body must be scrollable by keyboard.
        tabIndex={0} // eslint-disable-line jsx-a11y/no-noninteractive-tabindex
      >
        {raw ? text : (indented ?? text)}
      </pre>
    </>
  );
}
