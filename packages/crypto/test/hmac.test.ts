import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToHex, hmacSha256 } from '../src/index.ts';
import { fromHex } from './vectors.ts';

// RFC 4231, section 4: key, data, HMAC-SHA-256.
const RFC_4231 = [
  [
    '0b'.repeat(20),
    '4869205468657265',
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  ],
  [
    '4a656665',
    '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    'aa'.repeat(20),
    'dd'.repeat(50),
    '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  ],
  [
    'aa'.repeat(131),
    '54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
] as const;

test.each(RFC_4231)('RFC 4231: key %s', (key, data, code) => {
  expect(bytesToHex(hmacSha256(fromHex(key))(fromHex(data)))).toBe(code);
});

test('agrees with OpenSSL on keys and messages of any length', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 }),
      (key, messages) => {
        const code = hmacSha256(key);
        for (const message of messages) {
          const expected = createHmac('sha256', key).update(message).digest('hex');
          expect(bytesToHex(code(message))).toBe(expected);
        }
      },
    ),
  );
});
