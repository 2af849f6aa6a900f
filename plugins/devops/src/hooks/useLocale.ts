import { useApi } from '@backstage/core-plugin-api';
import { appLanguageApiRef } from '@backstage/frontend-plugin-api';
import type { LocaleOptions } from 'luxon';
import { useMemo } from 'react';

/**
 * How numbers and times are written: in the language of the portal, so that
 * they fit the words around them, and in the reader's own regional form of it
 * where the browser names one.
 */
export function useLocale(): LocaleOptions {
  const { language } = useApi(appLanguageApiRef).getLanguage();
  return useMemo(() => {
    const regional = navigator.languages?.find(
      candidate => candidate.split('-')[0] === language,
    );
    return { locale: regional ?? language };
  }, [language]);
}
