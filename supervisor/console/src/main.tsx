import '@mingjing/console-kit/kit.css';
import './console.css';
import { startConsole } from '@mingjing/console-kit';
import { askAccount } from './api.ts';
import { isOfSeveral, readChains, siteOf } from './chains/chain-list.ts';
import { ChainSwitch } from './chains/chain-switch.tsx';
import severalEn from './chains/i18n/en.json' with { type: 'json' };
import severalZh from './chains/i18n/zh-CN.json' with { type: 'json' };
import { closeAll, openOthers } from './chains/opened.ts';
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
  several: { zh: severalZh, en: severalEn },
};

/** A login opens every chain that names the officer, and one way out leads out of all of them. */
const ofSeveral = () => ({
  ask: ((method, path, body) => {
    const call = () => askAccount(method, path, body);
    return method === 'DELETE' && path === '/v1/session' ? closeAll(call) : call();
  }) satisfies typeof askAccount,
  choice: <ChainSwitch />,
  enrolment: `${siteOf()}/account/`,
  alsoLogIn: openOthers,
});

// Without an answer it is a console of one chain, which says itself that nothing answers.
await readChains().catch(() => undefined);
const several = isOfSeveral() ? ofSeveral() : {};
startConsole({ rooms: ROOMS, bare: [wall], ask: askAccount, texts, ...several });
