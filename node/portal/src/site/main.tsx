import '@mingjing/console-kit/kit.css';
import './portal.css';
import { Answers, addTexts } from '@mingjing/console-kit';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepDropsOnPage } from '../drop-field.ts';
import { Portal } from './frame/portal.tsx';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };

addTexts('portal', { zh, en });
keepDropsOnPage();

const place = document.getElementById('portal');
if (place === null) throw new Error('the page has no place for the portal');
// A page that fails is shown as such by its guard: the browser's console has nobody to read it.
createRoot(place, { onCaughtError: () => undefined }).render(
  <StrictMode>
    <Answers>
      <Portal />
    </Answers>
  </StrictMode>,
);
