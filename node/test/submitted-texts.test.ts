// What is read of a submission, and what the rules then find in it.
import { sha256 } from '@mingjing/crypto';
import type { Message, RecordItem } from '@mingjing/protocol';
import { currencyRules, TEXT_UNITS_MAX, windowsOf } from '@mingjing/screening';
import fc from 'fast-check';
import { afterAll, describe, expect, it, test } from 'vitest';
import { judgedTexts } from '../src/management/screening/back-test.ts';
import { judgementOf } from '../src/management/screening/judgement.ts';
import { OVERLAP_UNITS, UNITS_JUDGED_MAX } from '../src/management/screening/limits.ts';
import {
  contentAmong,
  contentDigest,
  submittedTexts,
  textOf,
} from '../src/management/screening/submitted-texts.ts';
import { TextJudge } from '../src/management/screening/text-judge.ts';

const described = (text: object) => Buffer.from(JSON.stringify(text));

function submitted(contents: readonly [role: number, content: Uint8Array][], subject = '') {
  const items = contents.map(([role, content]) => ({ role, content, commitment: sha256(content) }));
  const attachments = items.map(({ commitment, content, role }) => {
    return { commitment, role, sizeBytes: content.length };
  });
  const record: RecordItem = { category: 0, subject, attachments };
  return { record, contentOf: contentAmong(items) };
}

describe('what is read of a submission', () => {
  const usual = { file_name: '名.txt', media_type: 'text/plain', title: '题' };
  const gb = Uint8Array.of(0xb1, 0xd2); // 币
  test.each<[string, [number, Uint8Array][], string[], number]>([
    [
      'a text with its name',
      [
        [1, Buffer.from('文')],
        [2, described(usual)],
      ],
      ['文', '名.txt', '题', 'text/plain'],
      0,
    ],
    ['a description of another form', [[2, described({ note: 'x' })]], ['{"note":"x"}'], 0],
    [
      'a usual one with more in it',
      [[2, described({ ...usual, more: 1 })]],
      [JSON.stringify({ ...usual, more: 1 })],
      0,
    ],
    [
      'half a surrogate in a name',
      [[2, Buffer.from('{"file_name":"\\ud800币","media_type":""}')]],
      ['\ufffd币'],
      0,
    ],
    ['a picture', [[1, Uint8Array.of(0xff, 0xd8, 0xff)]], [], 1],
    [
      'a text of the national code',
      [
        [1, gb],
        [2, described(usual)],
      ],
      ['币', '名.txt', '题', 'text/plain'],
      0,
    ],
    [
      'one whose description has more in it',
      [
        [1, gb],
        [2, described({ ...usual, more: 1 })],
      ],
      ['币', JSON.stringify({ ...usual, more: 1 })],
      0,
    ],
    [
      'one whose type names a code',
      [
        [1, gb],
        [2, described({ file_name: 'a', media_type: 'application/json; charset=gb18030' })],
      ],
      ['币', 'a', 'application/json; charset=gb18030'],
      0,
    ],
    [
      'a type that is no text',
      [[2, described({ ...usual, media_type: ['x'] })]],
      [JSON.stringify({ ...usual, media_type: ['x'] })],
      0,
    ],
    ['the same bytes as no text', [[1, gb]], [], 1],
  ])('%s', (_name, contents, texts, unread) => {
    const { record, contentOf } = submitted(contents);
    const read = submittedTexts([record], contentOf);
    expect(read.texts.map(({ text }) => text)).toEqual(texts);
    expect(read).toMatchObject({ unread, isTooLong: false });
  });

  it('is too long beyond its bound, and its subject counts', () => {
    const { record, contentOf } = submitted([[1, Buffer.alloc(UNITS_JUDGED_MAX, 'a')]]);
    expect(submittedTexts([record], contentOf).isTooLong).toBe(false);
    expect(submittedTexts([{ ...record, subject: 'x' }], contentOf).isTooLong).toBe(true);
  });

  it('comes in windows that cover it, share what rules look at, and cut no character', () => {
    const length = fc.integer({ min: 0, max: 3 * TEXT_UNITS_MAX });
    fc.assert(
      fc.property(length, fc.constantFrom('a', '币', '😀', 'a😀'), (size, unit) => {
        const text = unit
          .repeat(Math.ceil(size / unit.length))
          .slice(0, size)
          .toWellFormed();
        const windows = windowsOf(text);
        expect(windows.every((each) => each.length <= TEXT_UNITS_MAX && each.isWellFormed())).toBe(
          true,
        );
        expect(windows.reduce((whole, each) => whole + each.slice(overlap(whole, each)), '')).toBe(
          text,
        );
      }),
      { numRuns: 20 },
    );
  });

  // Windows after the first begin so many units before the end of the one before, or one more.
  function overlap(whole: string, next: string): number {
    if (whole === '') return 0;
    const starts = next.slice(0, OVERLAP_UNITS);
    const at = whole.length - OVERLAP_UNITS;
    return whole.startsWith(starts, at) ? OVERLAP_UNITS : OVERLAP_UNITS + 1;
  }

  it('is told apart by author, content and kind of act, never by salts', () => {
    const { record, contentOf } = submitted([[1, Buffer.from('a')]]);
    const message: Message = { type: 'recordsPublish', value: { records: [record] } };
    const of = (author: string, said: Message = message, chainId = 'c') =>
      contentDigest({ author, chainId }, said, contentOf);
    const amends: Message = {
      type: 'recordsAmend',
      value: { recordId: new Uint8Array(36), record },
    };
    const other: Message = {
      type: 'recordsPublish',
      value: { records: [{ ...record, category: 1 }] },
    };
    const all = [of('a'), of('b'), of('a', amends), of('a', other), of('a', message, 'd')];
    expect(new Set(all).size).toBe(all.length);
    expect(of('a')).toBe(of('a'));
  });

  it('is read in the order of bytes that its mark names', () => {
    expect(textOf(Buffer.from('\ufeff币', 'utf16le'), '')).toBe('币');
    expect(textOf(Uint8Array.of(0xfe, 0xff, 0x5e, 0x01), '')).toBe('币');
    expect(textOf(Uint8Array.of(0xff, 0xfe, 0x00), '')).toBeUndefined();
  });
});

describe('the rules', () => {
  const judge = new TextJudge([currencyRules()]);
  afterAll(() => judge.close());
  const banned = '首次代币发行项目启动，欢迎认购';
  const escaped = `{"text":"${[...banned].map((each) => `\\u${hex(each)}`).join('')}"}`;
  const referred = `<p>${[...banned].map((each) => `&#x${hex(each)};`).join('')}</p>`;
  const typed = (mediaType: string, more = {}) =>
    described({ file_name: 'a', media_type: mediaType, ...more });

  function hex(character: string): string {
    return character.charCodeAt(0).toString(16).padStart(4, '0');
  }

  test.each<[string, content: string, description: Uint8Array, part: string]>([
    ['escapes of JSON', escaped, typed('application/json'), 'content'],
    ['escapes of JSON under another type', escaped, typed('text/plain'), 'content'],
    ['references of HTML', referred, typed('text/html'), 'content'],
    ['the media type', 'x', typed(banned), 'description'],
    [
      'a description with more in it',
      'x',
      Buffer.from(`{"file_name":"a","note":${escaped}}`),
      'description',
    ],
  ])('read %s', async (_name, content, description, part) => {
    const { record, contentOf } = submitted([
      [1, Buffer.from(content)],
      [2, description],
    ]);
    const judged = await judgedTexts(submittedTexts([record], contentOf).texts, judge);
    const { action, findings } = judgementOf(judged, []);
    expect(action).toBe('refuse');
    expect(findings[0]).toMatchObject({ part, found: ['发行', '代币'] });
  });

  it('say once what is found in several readings of a text', async () => {
    const text = { record: 0, attachment: 0, part: 'content' as const, text: `<p>${banned}</p>` };
    const [judged] = await judgedTexts([text], judge);
    expect(judged?.verdicts).toHaveLength(2);
    const { findings } = judgementOf(judged === undefined ? [] : [judged], []);
    const rules = findings.map(({ rule }) => rule);
    expect(rules).toEqual([...new Set(rules)]);
    expect(rules).not.toEqual([]);
  });
});
