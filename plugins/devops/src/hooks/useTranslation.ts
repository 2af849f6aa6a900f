import {
  useTranslationRef,
  type TranslationFunction,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { devopsTranslationRef } from '../translation';

type Messages =
  typeof devopsTranslationRef extends TranslationRef<string, infer TMessages>
    ? TMessages
    : never;

/** Looks a text up by its key. */
export type Translate = TranslationFunction<Messages>;

/** The texts of the plugin. */
export function useTranslation(): { t: Translate } {
  return useTranslationRef(devopsTranslationRef);
}
