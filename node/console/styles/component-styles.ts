// Prints the styles of the components in use, as the theme makes them; run by the build in a
// process of its own. A component that is missing here shows at once: it has no look at all.
import { createCache, extractStyle, StyleProvider } from '@ant-design/cssinjs';
import { THEME } from '@mingjing/console-kit/theme';
import {
  Alert,
  Button,
  Checkbox,
  ConfigProvider,
  DatePicker,
  Drawer,
  Form,
  Input,
  InputNumber,
  Pagination,
  Progress,
  Radio,
  Segmented,
  Select,
  Skeleton,
  Switch,
  Tabs,
  Tag,
} from 'antd';
import { type ComponentType, createElement } from 'react';
import { renderToString } from 'react-dom/server';

const STYLED = [
  ...[Alert, Button, Checkbox, DatePicker, Drawer, Form, Input, Input.TextArea, InputNumber],
  ...[Pagination, Progress, Radio.Group, Radio, Segmented, Select, Skeleton, Switch, Tabs, Tag],
] as readonly ComponentType<{ open: boolean }>[];

const cache = createCache();
const parts = STYLED.map((part, key) => createElement(part, { key, open: true }));
const theme = { ...THEME, zeroRuntime: false };
const themed = createElement(ConfigProvider, { theme }, parts);
renderToString(createElement(StyleProvider, { cache }, themed));
const styles = extractStyle(cache, { plain: true, types: ['style', 'token', 'cssVar'] });
process.stdout.write(styles);
