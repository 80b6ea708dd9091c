import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dealSide, sealKey, shareKey } from '../src/index.ts';

const random = fc.uint8Array({ minLength: 64, maxLength: 64 });

test('a key asked for again is the same, and nobody changes it for the next who asks', () => {
  fc.assert(
    fc.property(random, random, random, (first, second, third) => {
      const side = dealSide([first, second], 3);
      const other = dealSide([third], 1);
      const [authority, custody] = [side.commitments[0], other.commitments[0]];
      if (authority === undefined || custody === undefined) throw new Error('a side has a key');
      const key = sealKey(authority, custody);
      const share = shareKey(side.commitments, 2);
      const [seen, seenShare] = [key?.slice(), share?.slice()];
      key?.fill(0);
      share?.fill(0);
      expect(sealKey(authority, custody)).toEqual(seen);
      expect(shareKey(side.commitments, 2)).toEqual(seenShare);
      expect(shareKey(side.commitments, 3)).not.toEqual(seenShare);
      expect(sealKey(authority, authority)).not.toEqual(seen);
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['short', new Uint8Array(31)],
  ['long', new Uint8Array(33)],
  ['empty', new Uint8Array(0)],
  ['no element', new Uint8Array(32).fill(0xff)],
])('a point that is %s gives no key, asked once or twice', (_, point) => {
  const [good = new Uint8Array(0)] = dealSide([new Uint8Array(64).fill(7)], 1).commitments;
  for (let time = 0; time < 2; time += 1) {
    expect(sealKey(point, good)).toBeUndefined();
    expect(sealKey(good, point)).toBeUndefined();
    expect(shareKey([good, point], 1)).toBeUndefined();
  }
});
