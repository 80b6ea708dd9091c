import { createCache, extractStyle, StyleProvider } from '@ant-design/cssinjs';
import { ConfigProvider } from 'antd';
import { type ComponentType, createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { THEME } from './tokens.ts';

export { CONSOLE_COMPONENTS } from './console-components.ts';

/** The styles of these components as the theme makes them, as the text of a file. */
export function stylesOf(components: readonly ComponentType<{ open: boolean }>[]): string {
  const cache = createCache();
  const parts = components.map((part, key) => createElement(part, { key, open: true }));
  const theme = { ...THEME, zeroRuntime: false };
  const themed = createElement(ConfigProvider, { theme }, parts);
  renderToString(createElement(StyleProvider, { cache }, themed));
  return extractStyle(cache, { plain: true, types: ['style', 'token', 'cssVar'] });
}
