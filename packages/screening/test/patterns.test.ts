import { describe, expect, test } from 'vitest';
import { found, ruleOf, screenerOf } from './sample.ts';

function finds(pattern: string, text: string): string[] {
  return found(screenerOf([ruleOf({ any: [`@${pattern}`] })]), text);
}

describe('an address', () => {
  test.each([
    ['bitcoin-address', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
    ['bitcoin-address', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
    // BIP 173 and BIP 350.
    ['bitcoin-address', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4'],
    ['bitcoin-address', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
    ['tron-address', 'TNPeeaaFB7K9cmo4uQpcU32zGK8G1NYqeL'],
    ['evm-address', '0x52908400098527886E0F7030069857D2E4169EE7'],
  ])('is a %s: %s', (pattern, address) => {
    expect(finds(pattern, `付款到${address},谢谢`)).toEqual([address]);
    expect(finds(pattern, `pay: ${address}`)).toEqual([address]);
  });

  test('is found in full width', () => {
    const wide = 'ＴＮＰｅｅａａＦＢ７Ｋ９ｃｍｏ４ｕＱｐｃＵ３２ｚＧＫ８Ｇ１ＮＹｑｅＬ';
    expect(finds('tron-address', wide)).toEqual([wide]);
  });

  test.each([
    ['a wrong checksum', 'bitcoin-address', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'],
    ['a wrong checksum', 'tron-address', 'TNPeeaaFB7K9cmo4uQpcU32zGK8G1NYqeM'],
    ['a wrong checksum', 'bitcoin-address', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5'],
    ['two cases', 'bitcoin-address', 'bc1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4'],
    ['another network', 'bitcoin-address', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx'],
    ['the case lost', 'bitcoin-address', '1a1zp1ep5qgefi2dmptftl5slmv7divfna'],
    ['a digit too few', 'evm-address', '0x52908400098527886E0F7030069857D2E4169EE'],
    ['a hash', 'evm-address', `0x${'ab'.repeat(32)}`],
    ['a letter outside', 'tron-address', 'TNPeeaaFB7K9cmo4uQpcU32zGK8G1NYqe0'],
  ])('is refused for %s', (_kind, pattern, address) => {
    expect(finds(pattern, `地址 ${address}`)).toEqual([]);
  });
});

describe('a figure', () => {
  test.each([
    ['percentage', '日收益 3.5%，月', '3.5'],
    ['percentage', '年化 12 ％', '12'],
    ['multiple', '十倍收益', '十倍'],
    ['multiple', '涨 20 倍', '20 倍'],
    ['multiple', '杠杆 100x', '100x'],
    ['usdt-amount', '入场 3000 U 起', '3000 U'],
    ['usdt-amount', '均价900U', '900U'],
    ['coin-name', '茶币发行', '茶币'],
  ])('%s is found in %s', (pattern, text, expected) => {
    expect(finds(pattern, text)).toEqual([expected]);
  });

  test.each([
    ['percentage', '3.5 元，共 20 件'],
    ['multiple', '加倍努力'],
    ['multiple', '0x1234'],
    ['usdt-amount', '42U 机柜'],
    ['usdt-amount', '100us 延迟'],
    ['coin-name', '币值稳定'],
    ['coin-name', '茶，币'],
  ])('%s is not found in %s', (pattern, text) => {
    expect(finds(pattern, text)).toEqual([]);
  });
});
