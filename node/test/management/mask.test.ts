// What of a person stays to be seen.
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { maskedContact, maskedNumber, maskedText } from '../../src/management/mask.ts';

test.each([
  ['13000000000', '130****0000'],
  ['+86 130-0000-0000', '861****0000'],
  ['010-12345678', '010****5678'],
  ['12345678', '****78'],
])('the number %s is shown as %s', (number, shown) => {
  expect(maskedNumber(number)).toBe(shown);
});

test.each([
  ['请致电 13000000000 谢谢', '请致电 130****0000 谢谢'],
  ['身份证110000190001010004。', '身份证110****4。'],
  ['身份证11000019000101008X', '身份证110****X'],
  ['a.b+c@example.org 与 x@y.cn', 'a***@*** 与 x***@***'],
  ['第 12 条，共 3456 元', '第 12 条，共 3456 元'],
  ['打 130 0000 0000', '打 130****0000'],
])('the text %s is shown as %s', (text, shown) => {
  expect(maskedText(text)).toBe(shown);
});

test.each([
  ['13000000000', '130****0000'],
  ['wang@example.org', 'w***@***'],
])('the contact %s is shown as %s', (contact, shown) => {
  expect(maskedContact(contact)).toBe(shown);
});

it('leaves no mobile and no resident ID number in any text', () => {
  const digits = fc.stringMatching(/^1[3-9]\d{9}$/);
  const id = fc.stringMatching(/^[1-6]\d{16}[\dX]$/);
  const words = fc.stringMatching(/^[a-z 请打电话,。]{0,8}$/);
  fc.assert(
    fc.property(words, fc.oneof(digits, id), words, (before, number, after) => {
      const shown = maskedText(before + number + after);
      expect(shown).not.toMatch(/1[3-9]\d{9}|\d{17}[\dX]/);
      expect(shown).not.toContain(number);
    }),
  );
});

it('keeps no more than the first character of another contact', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\u4e00-\u9fa5]{2,12}$/), (contact) => {
      const shown = maskedContact(contact);
      expect([...shown].filter((character) => contact.slice(1).includes(character))).toEqual(
        [...shown.slice(0, 1)].filter((character) => contact.slice(1).includes(character)),
      );
    }),
  );
});
