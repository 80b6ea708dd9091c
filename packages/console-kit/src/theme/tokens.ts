import type { ThemeConfig } from 'antd';

/** The palette of all consoles; every text on its ground has a contrast of 4.5:1 or more. */
const COLOURS = {
  ink: '#1B2430',
  secondary: '#55606E',
  line: '#D9E0E8',
  ground: '#F6F8FA',
  card: '#FFFFFF',
  accent: '#1F5FA8',
  met: '#1E7F4F',
  due: '#9A5B00',
  failed: '#C4302B',
} as const;

const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';

/**
 * What the components look like. Their styles are written to a file when a console is built
 * (`zeroRuntime`): the policy of the pages allows no style that a script makes.
 */
export const THEME: ThemeConfig = {
  zeroRuntime: true,
  hashed: false,
  cssVar: { key: 'mingjing' },
  token: {
    colorPrimary: COLOURS.accent,
    colorInfo: COLOURS.accent,
    colorLink: COLOURS.accent,
    colorSuccess: COLOURS.met,
    colorWarning: COLOURS.due,
    colorError: COLOURS.failed,
    colorText: COLOURS.ink,
    colorTextSecondary: COLOURS.secondary,
    colorTextTertiary: COLOURS.secondary,
    colorTextDescription: COLOURS.secondary,
    colorTextPlaceholder: COLOURS.secondary,
    colorBorder: COLOURS.line,
    colorBorderSecondary: COLOURS.line,
    colorBgLayout: COLOURS.ground,
    colorBgContainer: COLOURS.card,
    fontFamily: FONT,
    fontSize: 14,
    borderRadius: 6,
    boxShadow: 'none',
    boxShadowTertiary: 'none',
    motion: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
};
