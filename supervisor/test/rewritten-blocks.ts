// A block in the store of a home whose program is off, changed as whoever has the disk can.
import { join } from 'node:path';
import { homePaths } from '@mingjing/host';
import { type Finding, fsck, openOffline } from '@mingjing/host/offline';
import { blockCodec, commitCertificateCodec, headerCodec } from '@mingjing/protocol';
import type { StoredBlock } from '@mingjing/replica';
import { blockParts, decodeBlock } from '../../packages/storage/src/block-record.ts';
import { numberKey } from '../../packages/storage/src/keys.ts';
import { openLevelKeyValue } from '../../packages/storage/src/level-key-value.ts';
import * as prefix from '../../packages/storage/src/prefixes.ts';
import { openValue, sealValue } from '../../packages/storage/src/sealed-value.ts';

/** What is stored under the key of a block in the place of `sealed`. */
export type BlockChange = (key: Uint8Array, sealed: Uint8Array, height: number) => Uint8Array;

/** Another block, well formed and with a right checksum. */
export const anotherTime = rewritten((stored) => {
  const { header, parentCertificate, transactions } = blockCodec.decode(stored.block);
  const real = headerCodec.decode(header);
  const other = headerCodec.encode({ ...real, time: real.time + 1 });
  const block = blockCodec.encode({ header: other, parentCertificate, transactions });
  return { ...stored, block };
});

/** The same for the certificate: one signature is another one. */
export const anotherSignature = rewritten((stored) => {
  const { height, round, blockId, signatures } = commitCertificateCodec.decode(stored.certificate);
  const [{ validator, signature } = { validator: 0, signature: new Uint8Array(64) }, ...others] =
    signatures;
  const other = Uint8Array.from(signature, (byte, at) => (at === 0 ? byte ^ 1 : byte));
  const all = [{ validator, signature: other }, ...others];
  return {
    ...stored,
    certificate: commitCertificateCodec.encode({ height, round, blockId, signatures: all }),
  };
});

export const flippedBlock = flipped(({ block }) => 4 + block.length / 2);
export const flippedCertificate = flipped(({ block, certificate }) => {
  return 8 + block.length + certificate.length / 2;
});

function rewritten(how: (stored: StoredBlock) => StoredBlock): BlockChange {
  return (key, sealed, height) => sealValue(key, ...blockParts(how(opened(key, sealed, height))));
}

/** One bit, under the checksum of what was written. */
function flipped(place: (stored: StoredBlock) => number): BlockChange {
  return (key, sealed, height) => {
    const at = Math.floor(place(opened(key, sealed, height)));
    return sealed.map((byte, index) => (index === at ? byte ^ 1 : byte));
  };
}

function opened(key: Uint8Array, sealed: Uint8Array, height: number): StoredBlock {
  const stored = decodeBlock(height, openValue(key, sealed));
  if (stored === undefined) throw new Error(`there is no block ${height}`);
  return stored;
}

/** Changes the stored block; what is answered puts it back. */
export async function rewriteBlock(
  home: string,
  height: number,
  change: BlockChange,
): Promise<() => Promise<void>> {
  const key = numberKey(prefix.BLOCK, height);
  const folder = join(homePaths(home).data, 'chain');
  const put = async (how: (sealed: Uint8Array) => Uint8Array) => {
    const database = await openLevelKeyValue(folder);
    const before = new Uint8Array((await database.get(key)) ?? []);
    const batch = database.batch();
    batch.put(key, how(before));
    await batch.write();
    await database.close();
    return before;
  };
  const before = await put((sealed) => change(key, sealed, height));
  return async () => {
    await put(() => before);
  };
}

/** What `fsck` finds in a home. */
export async function fsckOf(home: string): Promise<readonly Finding[]> {
  const offline = await openOffline({ home, nodeId: 'supervision' });
  try {
    return (await fsck(offline)).findings;
  } finally {
    await offline.release();
  }
}
