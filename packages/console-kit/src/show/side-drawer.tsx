import { Drawer } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../text/texts.ts';

export interface SideDrawerProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly children: ReactNode;
  onClose(): void;
}

/** Drawers that are open, the one on top last: `Esc` closes that one alone. */
const stack: object[] = [];

/** Details beside the list they belong to. The page stays in use, so nothing lies over it. */
export function SideDrawer({ title, isOpen, children, onClose }: SideDrawerProps) {
  const say = useText();
  useEscape(isOpen, onClose);
  return (
    <Drawer
      rootClassName="side-drawer"
      title={title}
      open={isOpen}
      onClose={onClose}
      mask={false}
      size={560}
      keyboard={false}
      destroyOnHidden
      closable={{ 'aria-label': say('kit.close') }}
    >
      {isOpen && children}
    </Drawer>
  );
}

function useEscape(isOpen: boolean, onClose: () => void): void {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  }, [onClose]);
  useEffect(() => {
    if (!isOpen) return;
    const own = {};
    stack.push(own);
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && stack.at(-1) === own) latest.current();
    };
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('keydown', close);
      stack.splice(stack.indexOf(own), 1);
    };
  }, [isOpen]);
}
