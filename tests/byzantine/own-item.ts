import { composePublish } from '@mingjing/client';
import { randomBytes } from '@mingjing/crypto/node';
import type { PoolItem } from '@mingjing/protocol';
import type { Traitor } from './behaviour.ts';

/** A document of the traitor's own user; undefined without one. */
export function ownItem(
  { chainId, genesis, user }: Traitor,
  sizeBytes: number,
): PoolItem | undefined {
  if (user === undefined) return undefined;
  const content = new Uint8Array(sizeBytes);
  content.set(randomBytes(Math.min(sizeBytes, 32)));
  const mediaType = 'application/octet-stream';
  const composed = composePublish([{ fileName: 'kept-back.bin', mediaType, content }], {
    ...{ chainId, limits: genesis.parameters, random: randomBytes, now: () => Date.now() },
    ...user,
  });
  return composed.ok ? composed.value.requests[0]?.[0] : undefined;
}
