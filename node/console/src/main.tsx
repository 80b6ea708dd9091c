import '@mingjing/console-kit/kit.css';
import './console.css';
import { Answers, addTexts } from '@mingjing/console-kit';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import chainEn from './chain/i18n/en.json' with { type: 'json' };
import chainZh from './chain/i18n/zh-CN.json' with { type: 'json' };
import { Console } from './frame/console.tsx';
import en from './frame/i18n/en.json' with { type: 'json' };
import zh from './frame/i18n/zh-CN.json' with { type: 'json' };
import { ROOMS } from './rooms/rooms.ts';

addTexts('chain', { zh: chainZh, en: chainEn });
addTexts('frame', { zh, en });
for (const { id, texts } of ROOMS) addTexts(id, texts);

const place = document.getElementById('console');
if (place === null) throw new Error('the page has no place for the console');
// A page that fails is shown as such by its guard: the browser's console has nobody to read it.
createRoot(place, { onCaughtError: () => undefined }).render(
  <StrictMode>
    <Answers>
      <Console />
    </Answers>
  </StrictMode>,
);
