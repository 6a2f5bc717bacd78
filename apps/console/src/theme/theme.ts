import { theme, type ThemeConfig } from 'antd';
import type { Language } from '@app2wxapp/core';
import type { Appearance } from './appearance.js';

const TEXTS: Readonly<Record<Language, string>> = {
  zh: "'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei UI', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif",
  // Latin fonts first: Chinese fonts draw Latin quotation marks as wide as a character.
  en: "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', system-ui, 'Noto Sans CJK SC', sans-serif",
};
const MONO =
  "ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace";

/** Palette of the console. Every text colour has a contrast of 4.5:1 on every surface that it is used on. */
const SEEDS = {
  light: {
    colorPrimary: '#2f55c4',
    // Darker, not lighter as antd's own: the text on a hovered button keeps its contrast.
    colorPrimaryHover: '#23409a',
    colorPrimaryActive: '#1c3480',
    colorErrorHover: '#8f1d17',
    colorInfo: '#2f55c4',
    colorSuccess: '#067a3c',
    colorWarning: '#8a5a00',
    colorWarningBg: '#fdf4e0',
    colorWarningBorder: '#ecd3a2',
    colorSuccessBg: '#e9f6ee',
    colorSuccessBorder: '#b5dfc5',
    colorErrorBg: '#fdeeec',
    colorErrorBorder: '#eab8b3',
    colorInfoBg: '#eef2fc',
    colorInfoBorder: '#c3d0f3',
    colorError: '#b3261e',
    colorLink: '#2f55c4',
    colorLinkHover: '#23409a',
    colorLinkActive: '#23409a',
    colorTextBase: '#15202b',
    colorBgBase: '#ffffff',
    colorBgLayout: '#eef1f4',
    colorText: '#15202b',
    colorTextSecondary: '#465563',
    colorTextTertiary: '#566573',
    colorTextQuaternary: '#5f6e7c',
    colorTextPlaceholder: '#66747f',
    colorBorder: '#c3ccd4',
    colorBorderSecondary: '#dde3e8',
  },
  dark: {
    colorPrimary: '#7f9df5',
    colorInfo: '#7f9df5',
    colorSuccess: '#54cf8b',
    colorWarning: '#e2b25a',
    colorError: '#ff9a8f',
    colorLink: '#93b1ff',
    colorLinkHover: '#b3c8ff',
    colorLinkActive: '#b3c8ff',
    colorTextBase: '#e7edf3',
    colorBgBase: '#0d1319',
    colorBgLayout: '#0d1319',
    colorBgContainer: '#161f28',
    colorBgElevated: '#1c2732',
    colorText: '#e7edf3',
    colorTextSecondary: '#b3c0cc',
    colorTextTertiary: '#a3b2c0',
    colorTextQuaternary: '#93a3b2',
    colorTextPlaceholder: '#8c9bab',
    colorTextLightSolid: '#0d1319',
    colorBorder: '#3a4855',
    colorBorderSecondary: '#2a3641',
  },
} as const;

/** Builds the theme of the components, in light and in dark. */
export function buildTheme(appearance: Appearance, language: Language): ThemeConfig {
  return {
    algorithm: appearance === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...SEEDS[appearance],
      fontFamily: TEXTS[language],
      fontFamilyCode: MONO,
      borderRadius: 8,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: {
      Layout: { headerBg: 'transparent', bodyBg: 'transparent' },
      Tabs: { horizontalMargin: '0 0 24px 0' },
      Table: { headerBorderRadius: 8 },
    },
  };
}
