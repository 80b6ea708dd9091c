import '@mingjing/console-kit/kit.css';
import './console.css';
import { startConsole } from '@mingjing/console-kit';
import { askAccount } from './api.ts';
import chainEn from './chain/i18n/en.json' with { type: 'json' };
import chainZh from './chain/i18n/zh-CN.json' with { type: 'json' };
import en from './frame/i18n/en.json' with { type: 'json' };
import zh from './frame/i18n/zh-CN.json' with { type: 'json' };
import { ROOMS } from './rooms/rooms.ts';

const texts = { chain: { zh: chainZh, en: chainEn }, frame: { zh, en } };
startConsole({ rooms: ROOMS, ask: askAccount, texts });
