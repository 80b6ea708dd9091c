// Prints the styles of the components in use; run by the build in a process of its own.
import { stylesOf } from '@mingjing/console-kit/styles';
import { Button, Drawer, Input, Skeleton } from 'antd';
import type { ComponentType } from 'react';

const STYLED = [Button, Drawer, Input, Input.TextArea, Skeleton] as readonly ComponentType<{
  open: boolean;
}>[];

process.stdout.write(stylesOf(STYLED));
