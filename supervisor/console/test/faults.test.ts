// Why something was refused, in the language that the page speaks when it is shown.
import './bare-page.ts';
import { addTexts, faultOf, speak } from '@mingjing/console-kit';
import { afterEach, expect, it } from 'vitest';
import { AccessFault } from '../src/rooms/access/access-fault.ts';
import accessEn from '../src/rooms/access/i18n/en.json' with { type: 'json' };
import accessZh from '../src/rooms/access/i18n/zh-CN.json' with { type: 'json' };
import rulesEn from '../src/rooms/rules/i18n/en.json' with { type: 'json' };
import rulesZh from '../src/rooms/rules/i18n/zh-CN.json' with { type: 'json' };
import { ruleFaultOf } from '../src/rooms/rules/rule-fault.ts';

addTexts('access', { zh: accessZh, en: accessEn });
addTexts('rules', { zh: rulesZh, en: rulesEn });
afterEach(() => speak('zh-CN'));

it('files of an officer that do not fit', () => {
  const fault = new AccessFault('bad-secret');
  expect(faultOf(fault).title).toBe(accessZh.fault['bad-secret']);
  speak('en');
  expect(faultOf(fault).title).toBe(accessEn.fault['bad-secret']);
});

it('a set of rules that is none', () => {
  const [name = ''] = Object.keys(rulesEn.refusedFor);
  const fault = ruleFaultOf({ problem: { fault: name, place: 'rules' } });
  const zh = faultOf(fault).title;
  speak('en');
  const en = faultOf(fault).title;
  expect(en).toBe(Reflect.get(rulesEn.refusedFor, name).replace('{place}', 'rules'));
  expect(zh).not.toBe(en);
});

it('a refusal that the page has no words for stays what it was', () => {
  const error = { problem: { fault: 'nothing-known' } };
  expect(ruleFaultOf(error)).toBe(error);
});
