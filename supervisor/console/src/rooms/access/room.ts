import { pageOf, type Room } from '@mingjing/console-kit';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };

export const access: Room = {
  id: 'access',
  letter: 'o',
  texts: { zh, en },
  Page: pageOf(() => import('./page.tsx')),
};
