import { themes, type BackstageTheme } from '@backstage/theme';
import { getContrastRatio } from '@material-ui/core/styles';
import { toneColors } from './colors';

describe.each(['light', 'dark'] as const)('in the %s theme', mode => {
  const theme = themes[mode].getTheme('v4') as BackstageTheme;

  it.each(Object.entries(toneColors(theme)))(
    'text in the tone %s can be read on every background',
    (_tone, color) => {
      const { paper, default: page } = theme.palette.background;
      expect(getContrastRatio(color, paper)).toBeGreaterThanOrEqual(4.5);
      expect(getContrastRatio(color, page)).toBeGreaterThanOrEqual(4.5);
    },
  );
});
