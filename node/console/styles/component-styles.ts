// Prints the styles of the components in use, as the theme makes them; run by the build in a
// process of its own.
import { createCache, extractStyle, StyleProvider } from '@ant-design/cssinjs';
import { STYLED, THEME } from '@mingjing/console-kit/theme';
import * as antd from 'antd';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';

const cache = createCache();
const parts = STYLED.map((name) => createElement(antd[name] as never, { key: name, open: true }));
const theme = { ...THEME, zeroRuntime: false };
const themed = createElement(antd.ConfigProvider, { theme }, parts);
renderToString(createElement(StyleProvider, { cache }, themed));
const styles = extractStyle(cache, { plain: true, types: ['style', 'token', 'cssVar'] });
process.stdout.write(styles);
