import {
  type BrandVariants,
  createDarkTheme,
  createHighContrastTheme,
  createLightTheme,
  type Theme,
} from '@fluentui/react-components';

/** A quiet steel blue: strong colour on screen is left to tenants and states. */
const STEEL: BrandVariants = {
  10: '#0a1520',
  20: '#10202f',
  30: '#152c41',
  40: '#1a3852',
  50: '#1f4563',
  60: '#255275',
  70: '#2b5f86',
  80: '#316c98',
  90: '#4881ac',
  100: '#6397c0',
  110: '#79a8cd',
  120: '#8fb8d9',
  130: '#a8c9e3',
  140: '#c1d9ec',
  150: '#d9e8f4',
  160: '#edf4fa',
};

const FONTS = {
  fontFamilyBase:
    "'Segoe UI', -apple-system, 'Open Sans Variable', 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace:
    "'Cascadia Mono', Consolas, Menlo, 'DejaVu Sans Mono', 'Liberation Mono', monospace",
};

/**
 * Surfaces of rows and cards under the pointer and chosen. Fluent's own change the text with the
 * surface in high contrast, which a row of many texts cannot.
 */
interface RowTokens {
  readonly rowHover: string;
  readonly rowSelected: string;
  readonly rowSelectedStroke: string;
}

export type ShellTheme = Theme & RowTokens;

/** The looks that the shell has; `system` is resolved before one is chosen. */
export type ThemeName = 'light' | 'dark' | 'high-contrast';

const makers: Readonly<Record<ThemeName, () => ShellTheme>> = {
  light: () => ({
    ...createLightTheme(STEEL),
    ...FONTS,
    rowHover: 'rgba(0, 0, 0, 0.045)',
    rowSelected: 'rgba(0, 0, 0, 0.075)',
    rowSelectedStroke: 'transparent',
  }),
  dark: () => ({
    ...createDarkTheme(STEEL),
    ...FONTS,
    rowHover: 'rgba(255, 255, 255, 0.06)',
    rowSelected: 'rgba(255, 255, 255, 0.11)',
    rowSelectedStroke: 'transparent',
    // Fluent's red and the middle of the ramp are too dark for text on its dark greys.
    colorStatusDangerForeground1: '#f1707b',
    colorBrandForeground1: STEEL[120],
    colorBrandForeground2: STEEL[130],
    colorBrandForegroundLink: STEEL[120],
    colorBrandForegroundLinkHover: STEEL[130],
    colorCompoundBrandForeground1: STEEL[120],
  }),
  'high-contrast': () => ({
    ...createHighContrastTheme(),
    ...FONTS,
    rowHover: '#2b2b2b',
    rowSelected: '#000000',
    rowSelectedStroke: '#1aebff',
  }),
};

const made = new Map<ThemeName, ShellTheme>();

/** The Fluent theme of a name, made once. */
export function themeOf(name: ThemeName): ShellTheme {
  const there = made.get(name);
  if (there) return there;
  const theme = makers[name]();
  made.set(name, theme);
  return theme;
}
