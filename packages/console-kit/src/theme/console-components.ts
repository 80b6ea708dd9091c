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

/** Components of Ant Design that a console uses. One that is missing here has no look at all. */
export const CONSOLE_COMPONENTS = [
  ...[Alert, Button, Checkbox, DatePicker, Drawer, Form, Input, Input.TextArea, InputNumber],
  ...[Pagination, Progress, Radio.Group, Radio, Segmented, Select, Skeleton, Switch, Tabs, Tag],
] as readonly ComponentType<{ open: boolean }>[];
