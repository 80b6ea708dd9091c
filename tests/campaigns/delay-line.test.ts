import { expect, test } from 'vitest';
import { DelayLine } from '../../scripts/campaigns/hosts/delay-line.ts';

const CHUNKS = 2000;

test('what comes out of a delayed line comes in the order in which it was put in', async () => {
  const line = new DelayLine(() => ({ delayMs: 5, jitterMs: 4 }));
  const put = async () => {
    for (let i = 0; i < CHUNKS; i++) {
      line.write(Buffer.from([i >> 8, i & 255]));
      if (i % 4 === 0) await new Promise(setImmediate);
    }
    line.end();
  };
  const taken: Buffer[] = [];
  await Promise.all([put(), line.forEach((chunk: Buffer) => void taken.push(chunk))]);
  const bytes = Buffer.concat(taken);
  const numbers = Array.from({ length: CHUNKS }, (_, i) => bytes.readUInt16BE(2 * i));
  expect(numbers).toEqual(Array.from({ length: CHUNKS }, (_, i) => i));
});
