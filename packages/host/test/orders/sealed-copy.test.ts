// The one copy that stays with the case: for the authority's key alone, and bound to its order.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { x25519PublicKey } from '@mingjing/crypto';
import { commitmentOf, sealedCopyCodec } from '@mingjing/protocol';
import { afterAll, describe, expect, it } from 'vitest';
import { copyFileName, openCopy, readCopy, saveCopy, sealCopy } from '../../src/index.ts';

const chainId = 'test-0123456789abcdef';
const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const secretKey = bytes(3);
const recipientKey = x25519PublicKey(secretKey);
const content = new TextEncoder().encode('planted marker of what was taken down');
const copied = { commitment: commitmentOf(chainId, bytes(1), content), salt: bytes(1), content };
const purpose = { chainId, orderId: bytes(9), recipientKey };
const folder = mkdtempSync(join(tmpdir(), 'mingjing-copy-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function sealed(change: object = {}): Promise<Uint8Array> {
  const made = await sealCopy({ ...purpose, ...change }, copied);
  if (!made.ok) throw new Error(made.reason);
  return made.value;
}

describe('a sealed copy', () => {
  it('opens for the authority with what it opens the commitment by', async () => {
    const opened = await openCopy(chainId, await sealed(), secretKey);
    expect(opened).toEqual({ ok: true, value: copied });
  });

  it('of an empty content and of a large one opens as well', async () => {
    for (const each of [new Uint8Array(0), new Uint8Array(2_000_000).fill(7)]) {
      const commitment = commitmentOf(chainId, bytes(1), each);
      const made = await sealCopy(purpose, { commitment, salt: bytes(1), content: each });
      const opened = made.ok ? await openCopy(chainId, made.value, secretKey) : made;
      expect(opened.ok && Buffer.compare(opened.value.content, each)).toBe(0);
    }
  });

  it('holds nothing in clear, and is another each time', async () => {
    const [one, other] = [await sealed(), await sealed()];
    for (const trace of [content, copied.salt]) {
      expect(Buffer.from(one).includes(Buffer.from(trace))).toBe(false);
    }
    expect(Buffer.compare(one, other)).not.toBe(0);
  });

  it.each<[string, (copy: ReturnType<typeof sealedCopyCodec.decode>) => void, string]>([
    ['of another order', (copy) => copy.orderId.fill(8), 'not-for-this-key'],
    ['of another content', (copy) => copy.commitment.fill(8), 'not-for-this-key'],
    [
      'altered',
      (copy) => copy.ciphertext.fill((copy.ciphertext[4] ?? 0) ^ 1, 4, 5),
      'not-for-this-key',
    ],
    ['cut', (copy) => Object.assign(copy, { enc: copy.enc.slice(1) }), 'not-for-this-key'],
    [
      'without an order',
      (copy) => Object.assign(copy, { orderId: bytes(1).slice(1) }),
      'malformed',
    ],
  ])('that was made one %s opens no more', async (_name, change, reason) => {
    const copy = structuredClone(sealedCopyCodec.decode(await sealed()));
    change(copy);
    const opened = await openCopy(chainId, sealedCopyCodec.encode(copy), secretKey);
    expect(opened).toEqual({ ok: false, reason });
  });

  it('opens for no other key, and for no other chain', async () => {
    const copy = await sealed();
    expect(await openCopy(chainId, copy, bytes(4))).toMatchObject({ reason: 'not-for-this-key' });
    expect(await openCopy('other-0123456789abcde', copy, secretKey)).toMatchObject({ ok: false });
    expect(await openCopy(chainId, bytes(1), secretKey)).toMatchObject({ reason: 'malformed' });
  });

  it('is not made for a key that everybody knows, nor of a content that is another', async () => {
    for (const key of [new Uint8Array(32), bytes(1).subarray(1), bytes(255)]) {
      expect(await sealCopy({ ...purpose, recipientKey: key }, copied)).toMatchObject({
        ok: false,
      });
    }
    const other = { ...copied, content: content.subarray(1) };
    expect(await sealCopy(purpose, other)).toEqual({ ok: false, reason: 'other-content' });
  });

  it('lies in a file that its account alone reads, and says whose it is', async () => {
    const copy = await sealed();
    const path = join(folder, copyFileName(sealedCopyCodec.decode(copy)));
    await saveCopy(path, copy);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(Buffer.compare(readFileSync(path), copy)).toBe(0);
    expect(await readCopy(path)).toMatchObject({ recipientKey, commitment: copied.commitment });
    await saveCopy(path, Uint8Array.of(1));
    expect(await readCopy(path)).toBeUndefined();
  });
});
