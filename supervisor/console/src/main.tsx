import '@mingjing/console-kit/kit.css';
import './console.css';
import { startConsole } from '@mingjing/console-kit';
import { askAccount } from './api.ts';
import dispositionEn from './disposition/i18n/en.json' with { type: 'json' };
import dispositionZh from './disposition/i18n/zh-CN.json' with { type: 'json' };
import en from './frame/i18n/en.json' with { type: 'json' };
import zh from './frame/i18n/zh-CN.json' with { type: 'json' };
import { ROOMS } from './rooms/rooms.ts';
import { wall } from './rooms/situation/wall/room.ts';
import wordsEn from './words/i18n/en.json' with { type: 'json' };
import wordsZh from './words/i18n/zh-CN.json' with { type: 'json' };

const texts = {
  frame: { zh, en },
  words: { zh: wordsZh, en: wordsEn },
  disposition: { zh: dispositionZh, en: dispositionEn },
};
startConsole({ rooms: ROOMS, bare: [wall], ask: askAccount, texts });
