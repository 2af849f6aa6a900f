import type { BackstageTheme } from '@backstage/theme';
import { useTheme } from '@material-ui/core/styles';
import { useMemo } from 'react';
import { toneColors, type Tone } from './colors';

/** The colour of each tone, for what is drawn rather than styled. */
export function useToneColors(): Record<Tone, string> {
  const theme = useTheme<BackstageTheme>();
  return useMemo(() => toneColors(theme), [theme]);
}
