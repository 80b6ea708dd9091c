// A peer that is played by a test: it speaks to a node in the name of one that does not run.
import { join } from 'node:path';
import { type KeyFile, loadKeyFile, randomBytes } from '@mingjing/crypto/node';
import { type ChainNetwork, createNetwork } from '@mingjing/network';
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
export async function playPeer({ chainId, to, nodeId, seed }: Part): Promise<{
  readonly peer: ChainNetwork;
  readonly complaints: readonly string[];
}> {
  const complaints: string[] = [];
  const schedule = (delayMs: number, fire: () => void) => {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  };
  const peer = await createNetwork(
    {
      ...{ chainId, nodeId, peerSeed: seed, listen: '/ip4/127.0.0.1/tcp/0' },
      dial: [{ nodeId: to.nodeId, address: to.p2p }],
    },
    {
      clock: { now: () => Date.now(), schedule },
      random: { bytes: randomBytes },
      handler: {
        envelope: () => undefined,
        connected: () => undefined,
        disconnected: () => undefined,
        request: async () => ({ refusal: { code: 1 } }),
      },
      onMisbehaviour: (_, reason) => complaints.push(reason),
    },
  );
  peer.setAdmission(new Map([[to.nodeId, peerKeyOf(to).publicKey]]));
  return { peer, complaints };
}

export function peerKeyOf({ home }: Pick<ProgramProcess, 'home'>): KeyFile {
  return loadKeyFile(join(home, 'config', 'keys', 'peer.json'));
}
