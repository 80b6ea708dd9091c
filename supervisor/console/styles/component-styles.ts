// Prints the styles of the components in use, as the theme makes them; run by the build in a
// process of its own. A component that is missing here shows at once: it has no look at all.
import { stylesOf } from '@mingjing/console-kit/styles';
import {
  Alert,
  Button,
  Checkbox,
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
import type { ComponentType } from 'react';

const STYLED = [
  ...[Alert, Button, Checkbox, DatePicker, Drawer, Form, Input, Input.TextArea, InputNumber],
  ...[Pagination, Progress, Radio.Group, Radio, Segmented, Select, Skeleton, Switch, Tabs, Tag],
] as readonly ComponentType<{ open: boolean }>[];

process.stdout.write(stylesOf(STYLED));
