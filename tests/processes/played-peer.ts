// A peer that is played by a test: it speaks to a node in the name of one that does not run.
import { join } from 'node:path';
import { type KeyFile, loadKeyFile } from '@mingjing/crypto/node';
import type { ChainNetwork } from '@mingjing/network';
import { playNetwork } from './played-network.ts';
import type { ProgramProcess } from './program-process.ts';

/** Whom a test speaks to, and in whose name. */
export interface Part {
  readonly chainId: string;
  readonly to: ProgramProcess;
  readonly nodeId: string;
  /** Of the peer key, whether or not it is the one that this node has. */
  readonly seed: Uint8Array;
}

/** Dials a node; tells what came back as unacceptable. Whoever made the peer stops it. */
export async function playPeer({ to, ...part }: Part): Promise<{
  readonly peer: ChainNetwork;
  readonly complaints: readonly string[];
}> {
  const complaints: string[] = [];
  const { publicKey } = peerKeyOf(to);
  const peer = await playNetwork({
    ...part,
    to: [{ nodeId: to.nodeId, address: to.p2p, publicKey }],
    onMisbehaviour: (reason) => complaints.push(reason),
  });
  return { peer, complaints };
}

export function peerKeyOf({ home }: Pick<ProgramProcess, 'home'>): KeyFile {
  return loadKeyFile(join(home, 'config', 'keys', 'peer.json'));
}
