import { describe, expect, it, vi } from 'vitest';
import { durationText } from '../src/show/duration.ts';
import { shortHash } from '../src/show/hash.tsx';
import { shanghaiDay, shanghaiTime } from '../src/show/time.tsx';
import { faultOf, isLoggedOut, isOutcomeUnknown } from '../src/states/fault.ts';
import { languageOf } from '../src/text/language.ts';
import { speak } from '../src/text/texts.ts';

describe('times', () => {
  it('are those of Shanghai, also across midnight', () => {
    expect(shanghaiTime(Date.UTC(2026, 10, 22, 7, 4, 5))).toBe('2026-11-22 15:04:05');
    expect(shanghaiTime(Date.UTC(2026, 10, 22, 16, 0, 0))).toBe('2026-11-23 00:00:00');
  });

  it.each([
    ['2026-11-22', Date.UTC(2026, 10, 21, 16)],
    ['2026-02-30x', undefined],
    ['2026-13-01', undefined],
    ['', undefined],
  ])('reads the day %j', (text, ms) => {
    expect(shanghaiDay(text)).toBe(ms);
  });

  it.each([
    [0, 'seconds 0'],
    [-5, 'seconds 0'],
    [59_999, 'seconds 59'],
    [60_000, 'minutes 1'],
    [3_600_000, 'hours 1'],
    [10 * 86_400_000, 'days 10'],
  ])('says %d ms in its largest unit', (ms, text) => {
    const say = (key: string, fields = {}) =>
      `${key.replace('kit.duration.', '')} ${Reflect.get(fields, 'count')}`;
    expect(durationText(say, ms)).toBe(text);
  });
});

describe('hashes', () => {
  it('keep eight digits and six', () => {
    expect(shortHash('0123456789abcdef0123456789abcdef')).toBe('01234567…abcdef');
  });

  it('stay whole where nothing is gained', () => {
    expect(shortHash('0123456789abcd')).toBe('0123456789abcd');
  });
});

describe('languages', () => {
  it.each([
    ['', 'zh-CN'],
    ['?lang=en', 'en'],
    ['?lang=fr', 'zh-CN'],
    ['?status=open&lang=en', 'en'],
  ])('%j speaks %s', (search, language) => {
    expect(languageOf(search)).toBe(language);
  });
});

describe('faults', () => {
  it('keep code, texts and roles of a refused call', () => {
    const problem = { roles: ['audit-admin'] };
    const error = Object.assign(new Error('x'), { code: 'role-required', status: 403, problem });
    expect(faultOf(error)).toMatchObject({ code: 'role-required', roles: ['audit-admin'] });
  });

  it.each([[undefined], [null], ['text'], [new TypeError('x is not a function')]])(
    'of %j are unexpected',
    (error) => {
      expect(faultOf(error)).toMatchObject({ code: 'UNEXPECTED', status: 0, roles: [] });
    },
  );

  it('are told in the language of the page, whenever the call was made', () => {
    vi.stubGlobal('document', { documentElement: {} });
    const texts = {
      'zh-CN': { title: '没有这个用户' },
      en: { title: 'No such user', detail: 'x' },
    };
    const error = { code: 'user-unknown', title: '没有这个用户', problem: { texts } };
    expect(faultOf(error)).toMatchObject({ title: '没有这个用户', detail: undefined });
    speak('en');
    expect(faultOf(error)).toMatchObject({ title: 'No such user', detail: 'x' });
    speak('zh-CN');
    vi.unstubAllGlobals();
  });

  it.each([
    [undefined],
    ['text'],
    [{ en: { title: 'No such user' } }],
    [{ 'zh-CN': { detail: 'x' } }],
    [{ 'zh-CN': null }],
  ])('keep the words they came with where the problem has as texts %j', (texts) => {
    const error = { code: 'user-unknown', title: '没有', detail: '请核对', problem: { texts } };
    expect(faultOf(error)).toMatchObject({ title: '没有', detail: '请核对' });
  });

  it.each([
    ...['UNREACHABLE', 'TIMEOUT', 'BAD_ANSWER'],
    ...['timeout', 'internal', 'access-nobody'],
  ])('%s leaves open what came of an act, and of reading changed nothing', (code) => {
    expect(isOutcomeUnknown({ code, method: 'POST' })).toBe(true);
    expect(isOutcomeUnknown({ code, method: 'DELETE' })).toBe(true);
    expect(isOutcomeUnknown({ code, method: 'GET' })).toBe(false);
    // Not of a call: a page found it in what it had read.
    expect(isOutcomeUnknown({ code })).toBe(false);
  });

  it('leave open what a block alone decides, and nothing that was refused', () => {
    expect(isOutcomeUnknown({ code: 'outcome-unknown' })).toBe(true);
    // The answer of the verification service is one of our own program: nobody is registered.
    const refused = { code: 'verifier-unreachable', status: 502, method: 'POST' };
    expect(isOutcomeUnknown(refused)).toBe(false);
    expect(isOutcomeUnknown(new TypeError('x is not a function'))).toBe(false);
  });

  it('tell a session that is over from other refusals', () => {
    expect(isLoggedOut({ code: 'session-over' })).toBe(true);
    expect(isLoggedOut({ code: 'role-required' })).toBe(false);
  });
});
