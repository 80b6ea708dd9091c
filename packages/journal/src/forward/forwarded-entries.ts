import { actGroupCodec, frameGroupCodec, logOrigin } from '@mingjing/protocol';
import { leafHash } from '@mingjing/tlog';
import type { FollowedEntries } from '../reader/journal-follower.ts';
import type { ForwardedEntry } from './forward-line.ts';

/** Entries as they may leave: frame and act are opened, the personal group stays where it is. */
export function forwardedEntries(
  chainId: string,
  nodeId: string,
  { source, entries }: FollowedEntries,
): ForwardedEntry[] {
  const origin = logOrigin(chainId, nodeId, source);
  return entries.map(({ stub, stubBytes, body }) => ({
    ...{ origin, source, index: stub.index, time: stub.time, leafHash: leafHash(stubBytes) },
    groups: body && {
      frame: frameGroupCodec.decode(body.frame.stored),
      act: actGroupCodec.decode(body.act.stored),
    },
  }));
}
