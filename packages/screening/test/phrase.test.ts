import { describe, expect, test } from 'vitest';
import { found, ruleOf, screenerOf, verdictOf } from './sample.ts';

function finds(phrase: string, text: string): string[] {
  return found(screenerOf([ruleOf({ any: [phrase] })]), text);
}

describe('a Chinese phrase', () => {
  test.each([
    ['as it is', '买比特币吧', '比特币'],
    ['with spaces', '比 特\u3000币', '比 特\u3000币'],
    ['with signs', '比*特_币', '比*特_币'],
    ['over a line end', '比特\n币', '比特\n币'],
    ['in quotes and brackets', '“比特”币、比（特）币', '比特”币'],
    ['letter by letter over commas', '比，特。币', '比，特。币'],
    ['in traditional characters', '比特幣', '比特幣'],
    ['with invisible characters', '比\u200b特\u2060币', '比\u200b特\u2060币'],
  ])('is found %s', (_kind, text, expected) => {
    expect(finds('比特币', text)).toContain(expected);
  });

  test.each([
    ['over a comma', '对比，特币'],
    ['over a full stop', '比特。币值稳定'],
    ['over an empty line', '比特\n\n币'],
    ['with another character inside', '比的特币'],
  ])('is not found %s', (_kind, text) => {
    expect(finds('比特币', text)).toEqual([]);
  });

  test('of two characters is not found over a comma', () => {
    expect(finds('发币', '已发，币值稳定')).toEqual([]);
    expect(finds('发币', '已发 币')).toEqual(['发 币']);
  });
});

describe('a Latin phrase', () => {
  test.each([
    ['bitcoin', 'Buy BITCOIN now', 'BITCOIN'],
    ['bitcoin', '买bitcoin吧', 'bitcoin'],
    ['bitcoin', 'b i t c o i n', 'b i t c o i n'],
    ['bitcoin', 'b.i.t.c.o.i.n', 'b.i.t.c.o.i.n'],
    ['bit coin', 'bitcoin', 'bitcoin'],
    ['bit coin', 'bit-coin', 'bit-coin'],
    ['usdt', '100usdt', 'usdt'],
    ['usdt', 'USDT2', 'USDT'],
    ['收u', '大量收 U', '收 U'],
    ['发行token', '发行 Token', '发行 Token'],
  ])('%s is found in %s', (phrase, text, expected) => {
    expect(finds(phrase, text)).toEqual([expected]);
  });

  test.each([
    ['ico', 'an icon'],
    ['ico', 'Mexico'],
    ['ico', 'ic o'],
    ['bitcoin', 'bit coin'],
    ['bit coin', 'a bit, coin by coin'],
    ['bit coin', 'a bit. Coin by coin'],
    ['收u', '收utf'],
    ['token', 'tokenizer'],
    ['nft', 'con f t'],
  ])('%s is not found in %s', (phrase, text) => {
    expect(finds(phrase, text)).toEqual([]);
  });
});

describe('a Latin word with replaced letters', () => {
  test.each([
    ['token', 't0ken', 't0ken'],
    ['token', 'T0K3N', 'T0K3N'],
    ['token', 't 0 k e n', 't 0 k e n'],
    ['wallet', 'w@11et', 'w@11et'],
    ['wallet', 'wa||et', 'wa||et'],
    ['bitcoin', 'b!tco!n', 'b!tco!n'],
    ['bitcoin', 'bltcoln', 'bltcoln'],
    ['presale', 'pre$ale', 'pre$ale'],
  ])('%s is found in %s', (phrase, text, expected) => {
    const screener = screenerOf([ruleOf({ any: [phrase] })]);
    expect(found(screener, text)).toEqual([expected]);
    expect(verdictOf(screener, text).matches[0]?.places[0]?.[0]?.text).toBe(phrase);
  });

  test.each([
    ['a short word', 'ico', '1c0'],
    ['too few letters of its own', 'coin', 'c0114'],
    ['inside another word', 'token', 'my_xt0kenx'],
    ['over a Chinese character', 'token', 't0比ken'],
    ['a number', 'bobo', '8080'],
  ])('is not found: %s', (_kind, phrase, text) => {
    expect(finds(phrase, text)).toEqual([]);
  });
});
