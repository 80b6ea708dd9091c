// Every synthetic number of the rules, and what a slip of the hand makes of them.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { creditCodeCheck } from '../../src/numbers/credit-code.ts';
import {
  dateInChina,
  maskIdentifier,
  maskName,
  parseCreditCode,
  parseFilingNumber,
  parseIcpNumber,
  parseIdentifier,
  parseMlpsNumber,
  parseMobile,
  parsePoliceNumber,
  parseResidentId,
} from '../../src/numbers/index.ts';
import { checkCharacter } from '../../src/numbers/mod-11-2.ts';

const TODAY = 20_261_126;
const RESIDENT_IDS = [
  ...['110000190001010004', '110000190001010012', '110000190001010039', '11000019000101008X'],
  ...['440000199912310005', '110000200002290008'],
];
const CREDIT_CODES = [
  ...['91000000000000000K', '91000000TEXT00009A', '91110000MA00000077', '12000000FAKE00013U'],
  ...['11000000000000019Q', '93000000TEXT00025R'],
];
const FILING_NUMBERS = [
  '京网信备11000000000000000011号',
  '京网信备1100000000000000002X号',
  '粤网信备44000000000000000017号',
  '沪网信备31000000000000000037号',
  '浙网信备3300000000000000004X号',
];
const good = (value: string) => ({ ok: true, value });
const bad = (reason: string) => ({ ok: false, reason });
const withCheck = (digits: string) => digits + checkCharacter(digits);

describe('a resident ID number', () => {
  test.each(RESIDENT_IDS)('%s is one', (id) => {
    expect(parseResidentId(id, TODAY)).toEqual(good(id));
  });

  test.each([
    ['a lower-case x', '11000019000101008x', '11000019000101008X'],
    ['full-width characters', '11000019000101008x', '11000019000101008X'],
    ['blanks around it', ' 110000190001010004\u3000', '110000190001010004'],
  ])('is the same with %s', (_name, typed, value) => {
    expect(parseResidentId(typed, TODAY)).toEqual(good(value));
  });

  test.each([
    ['the old form', '110000900101001', 'resident-id-old-form'],
    ['17 characters', '11000019000101000', 'resident-id-pattern'],
    ['19 characters', '1100001900010100044', 'resident-id-pattern'],
    ['nothing', '', 'resident-id-pattern'],
    ['X within', '1100001900X1010004', 'resident-id-pattern'],
    ['a blank within', '110000 190001010004', 'resident-id-pattern'],
    ['digits of another script', '١١٠٠٠٠١٩٠٠٠١٠١٠٠٠٤', 'resident-id-pattern'],
    ['a wrong check', '110000190001010005', 'resident-id-check'],
    ['month 13', '110000190013010001', 'resident-id-date'],
    ['29 February of no leap year', '110000190002290001', 'resident-id-date'],
    ['day 0', withCheck('11000019500100000'), 'resident-id-date'],
    ['month 0', withCheck('11000019500001000'), 'resident-id-date'],
    ['a birth before 1900', withCheck('11000018991231000'), 'resident-id-date'],
    ['a birth tomorrow', withCheck('11000020261127000'), 'resident-id-date'],
    ['no province', '990000190001010008', 'resident-id-province'],
  ])('is refused with %s', (_name, typed, reason) => {
    expect(parseResidentId(typed, TODAY)).toEqual(bad(reason));
  });

  it('may be of somebody born today', () => {
    expect(parseResidentId(withCheck('11000020261126000'), TODAY).ok).toBe(true);
  });
});

describe('a unified social credit code', () => {
  test.each(CREDIT_CODES)('%s is one', (code) => {
    expect(parseCreditCode(code)).toEqual(good(code));
    expect(parseCreditCode(` ${code.toLowerCase()}`)).toEqual(good(code));
  });

  const outerMended = (first17: string) => first17 + creditCodeCheck(first17);
  test.each([
    ['17 characters', '91000000000000000', 'credit-code-pattern'],
    ['letters in the area', '91A00000000000000K', 'credit-code-pattern'],
    ['an I', '91000000I0000000XK', 'credit-code-alphabet'],
    ['an O', '9100000000000000OK', 'credit-code-alphabet'],
    ['an S', '91000000S0000000XK', 'credit-code-alphabet'],
    ['a V', '91000000V0000000XK', 'credit-code-alphabet'],
    ['a Z', '91000000Z0000000XK', 'credit-code-alphabet'],
    ['another last character', '91000000000000000L', 'credit-code-check'],
    ['another inner check', outerMended('91000000000000001'), 'credit-code-organisation'],
    [
      'another inner check of letters',
      outerMended('91000000TEXT00008'),
      'credit-code-organisation',
    ],
  ])('is refused with %s', (_name, typed, reason) => {
    expect(parseCreditCode(typed)).toEqual(bad(reason));
  });
});

describe('a mobile number', () => {
  test.each([
    ['13000000000', '13000000000'],
    ['19900000000', '19900000000'],
    ['+86 130-0000-0000', '13000000000'],
    ['0086 13000000000', '13000000000'],
    ['13000000000', '13000000000'],
  ])('%s is one', (typed, value) => {
    expect(parseMobile(typed)).toEqual(good(value));
  });

  test.each(['12000000000', '1300000000', '130000000000', '+8513000000000', '', '1300000000a'])(
    '%s is refused',
    (typed) => expect(parseMobile(typed)).toEqual(bad('mobile-pattern')),
  );
});

describe('a filing number', () => {
  test.each(FILING_NUMBERS)('%s is one', (number) => {
    expect(parseFilingNumber(number)).toEqual({ ok: true, value: number, doubts: [] });
    expect(parseFilingNumber(number.replace('X', 'x'))).toMatchObject({ ok: true, value: number });
  });

  test.each([
    ['粤网信备11000000000000000011号', 'filing-number-province'],
    ['京网信备11000000000000000012号', 'filing-number-check'],
  ])('%s is doubtful', (number, doubt) => {
    expect(parseFilingNumber(number)).toEqual({ ok: true, value: number, doubts: [doubt] });
  });

  test.each([
    ...['京网信算备11000000000000000011号', '网信备11000000000000000011号', ''],
    ...['京网信备1100000000000000001号', '京网信备11000000000000000011', '京网信备X号'],
  ])('%s is none', (number) => {
    expect(parseFilingNumber(number)).toEqual(bad('filing-number-pattern'));
  });
});

describe('other numbers', () => {
  test.each([
    ['ICP', parseIcpNumber, '京ICP备00000000号', true],
    ['ICP of a site', parseIcpNumber, '粤ICP备00000000号-123', true],
    ['ICP without a province', parseIcpNumber, 'ICP备00000000号', false],
    ['ICP with four digits of a site', parseIcpNumber, '京ICP备00000000号-1234', false],
    ['police', parsePoliceNumber, '京公网安备11000000000000号', true],
    ['police with a blank', parsePoliceNumber, '京公网安备 11000000000000号', true],
    ['police with 13 digits', parsePoliceNumber, '京公网安备1100000000000号', false],
    ['MLPS', parseMlpsNumber, '11000000000-00001', true],
    ['MLPS without a hyphen', parseMlpsNumber, '1100000000000001', false],
  ])('%s', (_name, parse, typed, isGood) => {
    const parsed = parse(typed);
    expect(parsed.ok).toBe(isGood);
    if (!parsed.ok) expect(parsed.reason).toMatch(/^(icp|police|mlps)-pattern$/);
  });
});

describe('any one character changed', () => {
  const changed = (number: string, at: number, to: string) =>
    number.slice(0, at) + to + number.slice(at + 1);
  const position = fc.nat({ max: 17 });

  it('makes no other resident ID number', () => {
    const digit = fc.constantFrom(...'0123456789X');
    fc.assert(
      fc.property(fc.constantFrom(...RESIDENT_IDS), position, digit, (id, at, to) => {
        fc.pre(id[at] !== to);
        expect(parseResidentId(changed(id, at, to), TODAY).ok).toBe(false);
      }),
    );
  });

  it('makes no other credit code', () => {
    const character = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    fc.assert(
      fc.property(fc.constantFrom(...CREDIT_CODES), position, character, (code, at, to) => {
        fc.pre(code[at] !== to);
        expect(parseCreditCode(changed(code, at, to)).ok).toBe(false);
      }),
    );
  });

  it('makes a filing number doubtful', () => {
    const digit = fc.constantFrom(...'0123456789');
    const at = fc.integer({ min: 4, max: 22 });
    fc.assert(
      fc.property(fc.constantFrom(...FILING_NUMBERS), at, digit, (number, index, to) => {
        fc.pre(number[index] !== to);
        const parsed = parseFilingNumber(changed(number, index, to));
        expect(parsed.ok && parsed.doubts).toContain('filing-number-check');
      }),
    );
  });
});

describe('any text', () => {
  it('is answered, and what is taken stays the same when it is read again', () => {
    const kind = fc.constantFrom('resident-id', 'credit-code', 'mobile' as const);
    fc.assert(
      fc.property(kind, fc.string({ unit: 'binary' }), (of, text) => {
        const parsed = parseIdentifier(of, text, TODAY);
        if (parsed.ok) expect(parseIdentifier(of, parsed.value, TODAY)).toEqual(parsed);
      }),
    );
  });

  it('shows no number once it is masked', () => {
    expect(maskIdentifier('resident-id', '11000019000101008X')).toBe('110*************8X');
    expect(maskIdentifier('mobile', '13000000000')).toBe('130****0000');
    expect(maskIdentifier('credit-code', '91000000TEXT00009A')).toBe('91**************9A');
    expect([maskName('张三丰'), maskName('张'), maskName('𠮷野')]).toEqual(['张**', '*', '𠮷*']);
    const numbers = [...RESIDENT_IDS.map((id) => ['resident-id', id] as const)];
    for (const [kind, value] of numbers) {
      expect(maskIdentifier(kind, value)).not.toMatch(/\d{17}[\dX]|1[3-9]\d{9}/);
    }
  });
});

describe('a date in China', () => {
  test.each([
    ['2026-11-25T15:59:59Z', 20_261_125],
    ['2026-11-25T16:00:00Z', 20_261_126],
    ['2025-12-31T16:00:00Z', 20_260_101],
  ])('%s', (time, date) => expect(dateInChina(Date.parse(time))).toBe(date));
});
