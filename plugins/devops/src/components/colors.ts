import type { BackstageTheme } from '@backstage/theme';
import { darken, getContrastRatio, lighten } from '@material-ui/core/styles';

/** What a mark says, apart from its shape and word. */
export type Tone =
  'good' | 'bad' | 'warning' | 'active' | 'waiting' | 'neutral';

/**
 * More than the 4.5 that is asked for: rows that are selected or under the
 * pointer lie on a shade that is not among the backgrounds of the theme.
 */
const READABLE = 5.3;

/**
 * A colour of the theme, moved away from the backgrounds until text in it can
 * be read: the status palette is made for dots, not for words.
 */
export function readable(color: string, theme: BackstageTheme): string {
  const { background, type } = theme.palette;
  const move = type === 'dark' ? lighten : darken;
  const isReadable = (candidate: string) =>
    [background.paper, background.default].every(
      behind => getContrastRatio(candidate, behind) >= READABLE,
    );
  for (let amount = 0; amount < 1; amount += 0.05) {
    const candidate = move(color, amount);
    if (isReadable(candidate)) {
      return candidate;
    }
  }
  return theme.palette.text.primary;
}

/** The colour of each tone in this theme, legible as text. */
export function toneColors(theme: BackstageTheme): Record<Tone, string> {
  const { status, textSubtle } = theme.palette;
  return {
    good: readable(status.ok, theme),
    bad: readable(status.error, theme),
    warning: readable(status.warning, theme),
    active: readable(status.running, theme),
    waiting: readable(status.pending, theme),
    neutral: readable(textSubtle, theme),
  };
}
