import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Gap } from '../src/atoms.ts';
import { read } from '../src/reading.ts';

describe('a text is read', () => {
  test.each([
    ['upper case and full width', 'ＢiTcoin', 'bitcoin'],
    ['letters in circles, squares and flags', 'ⓑ🅸🆃🇨🅞ⓘⓝ', 'bitcoin'],
    ['mathematical and small letters', '𝐛𝒊𝓽ᴄ𝕠𝚒ɴ', 'bitcoin'],
    ['Cyrillic and Greek look-alikes', 'Вιтсοiп', 'bitcoin'],
    ['traditional and regional characters', '虛擬貨幣發行為裡', '虚拟货币发行为里'],
    ['Japanese forms', '価銭両気売発', '价钱两气卖发'],
    ['compatibility ideographs and radicals', '金⽐⼭', '金比山'],
    [
      'zero-width characters and bidirectional controls',
      '比\u200b特\u202e\u2066币\ufeff',
      '比特币',
    ],
    ['soft hyphens and invisible fillers', 'bit\u00adco\u034f\u3164in', 'bitcoin'],
    ['control characters', '比\u0007特\u0000币', '比特币'],
    ['variation selectors and tags', '比\ufe0f特\u{e0101}币\u{e0041}', '比特币'],
    ['combining marks', 'b\u0336i\u0301t\u20dd比\u0338特', 'bit比特'],
    ['composed letters', 'bítçöïñ', 'bitcoin'],
    ['digits of all scripts', '１２３٤५๖❼⑧⓿', '123456780'],
    ['numerals of banks', '叁佰〇貳', '三百零二'],
    ['characters of two units', '𠵾比', '𠵾比'],
    ['the long s and the sharp s', 'ſtraße', 'strasse'],
  ])('past %s', (_kind, text, expected) => {
    expect(read(text).text).toBe(expected);
  });

  test.each([
    ['directly', '比特', Gap.none],
    ['over a space', '比 特', Gap.soft],
    ['over a line end', '比\r\n特', Gap.soft],
    ['over signs', '比*_·~特', Gap.soft],
    ['over an emoji', '比🎉特', Gap.soft],
    ['over a point', '比.特', Gap.soft],
    ['over a comma', '比，特', Gap.clause],
    ['over a full stop', '比。特', Gap.clause],
    ['over a point and a space', '比. 特', Gap.clause],
    ['over an empty line', '比\n \n特', Gap.clause],
  ])('with what separates characters: %s', (_kind, text, gap) => {
    expect(read(text).gaps).toEqual([Gap.none, gap]);
  });

  test('with the place of every unit in the original text', () => {
    const { text, starts, ends } = read('a\u200b㍿ 𠵾');
    expect(text).toBe('a株式会社𠵾');
    expect(starts).toEqual([0, 2, 2, 2, 2, 4, 4]);
    expect(ends).toEqual([1, 3, 3, 3, 3, 6, 6]);
  });

  test('with what digits and signs may stand for', () => {
    const { disguised } = read('t0ken w@||et 比$5');
    expect(disguised.text).toBe('tokenwaiiet\u0000s');
    expect(disguised.places).toEqual([0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 7, 8, 9]);
  });

  test('again as it was: what was read is read the same', () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
      fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCharCode(code)),
      fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCharCode(code)),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
        const { text } = read(units.join('').toWellFormed());
        expect(read(text).text).toBe(text);
      }),
    );
  });
});
