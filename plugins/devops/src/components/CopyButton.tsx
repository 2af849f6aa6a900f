import { ActionButton } from './ActionButton';
import { useEffect, useState } from 'react';
import { useTranslation } from '../hooks/useTranslation';

/** Copies a text and says for a moment that it did. */
export function CopyButton(props: { text: string; label?: string }) {
  const { text, label } = props;
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };

  return (
    <ActionButton
      size="small"
      variant="outlined"
      onClick={copy}
      aria-live="polite"
    >
      {copied ? t('action.copied') : (label ?? t('action.copy'))}
    </ActionButton>
  );
}
