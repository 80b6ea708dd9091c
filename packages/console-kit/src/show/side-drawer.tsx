import { Drawer } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useText } from '../text/texts.ts';

export interface SideDrawerProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly children: ReactNode;
  onClose(): void;
}

/** Details beside the list they belong to. The page stays in use, so nothing lies over it. */
export function SideDrawer({ title, isOpen, children, onClose }: SideDrawerProps) {
  const say = useText();
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [isOpen, onClose]);
  return (
    <Drawer
      title={title}
      open={isOpen}
      onClose={onClose}
      mask={false}
      size={560}
      keyboard={false}
      destroyOnHidden
      closable={{ 'aria-label': say('kit.close') }}
    >
      {children}
    </Drawer>
  );
}
