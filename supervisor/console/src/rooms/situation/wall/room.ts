import { pageOf, type Room } from '@mingjing/console-kit';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };

/** The situation alone, for a screen that nobody sits at. It has no line in the menu. */
export const wall: Room = {
  id: 'wall',
  letter: '',
  texts: { zh, en },
  Page: pageOf(() => import('./page.tsx')),
};
