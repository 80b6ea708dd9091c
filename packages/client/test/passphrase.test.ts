import { expect, test } from 'vitest';
import { passphraseFault } from '../src/index.ts';

test.each([
  ['correct horse battery', undefined],
  ['Kx7#mVq2!pLd', undefined],
  ['四更山吐月残夜', undefined],
  ['山月 lamp 江声', undefined],
  ['', 'short'],
  ['eleven char', 'short'],
  ['江声月色灯', 'short'],
  ['138001380001', 'digits'],
  ['1987-06-05 12:30'.replace(':', '.'), 'digits'],
  ['aaaaaaaaaaaaaaaa', 'plain'],
  ['abcdefghijklmnop', 'plain'],
  ['987654321fedcba', 'plain'],
  ['1a1a1a1a1a1a1a1a', 'plain'],
  ['Password1234', 'plain'],
  ['QWERTYuiop12', 'plain'],
  ['woaini1314520', 'plain'],
  ['mingjing2026', 'plain'],
  ['明镜密码口令', 'plain'],
  ['月月月月月月月月', 'plain'],
])('a new key under %j: %s', (passphrase, fault) => {
  expect(passphraseFault(passphrase)).toBe(fault);
});
