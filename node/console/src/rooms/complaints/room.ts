import { pageOf, type Room } from '@mingjing/console-kit';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };

/** Open to every officer: whoever is called while on duty answers here. */
export const complaints: Room = {
  id: 'complaints',
  letter: 'c',
  texts: { zh, en },
  Page: pageOf(() => import('./page.tsx')),
};
