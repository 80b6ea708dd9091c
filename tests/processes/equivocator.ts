import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import type { ChainNetwork } from '@mingjing/network';
import { type SignedVote, VoteType, voteSignable } from '@mingjing/protocol';
import type { TestNetwork } from './network.ts';
import { playNetwork } from './played-network.ts';
import type { ProgramProcess } from './program-process.ts';
import { until } from './until.ts';

/** Heights ahead for which it signs twice: the chain moves on while the votes travel. */
const HEIGHTS = 6;

/** One conflict as the supervision node shows it. */
export interface EquivocationAlarm {
  readonly subject: string;
  readonly nodes: readonly string[];
  readonly evidence: {
    readonly kind: string;
    readonly statements: { readonly recordedHeight: number; readonly height: number };
  };
}

/**
 * Takes the place of a validator that was ended, with its keys, and signs two prevotes for each of
 * the next heights until the supervision node has raised the alarm. Answers the alarm.
 */
export async function equivocate(
  network: TestNetwork,
  program: ProgramProcess,
): Promise<EquivocationAlarm> {
  const peers = network.programs.filter(({ isUp }) => isUp);
  const earlier = new Set((await alarms(network)).map(({ subject }) => subject));
  const played = await dial(network, program, peers);
  try {
    return await until(`the alarm about ${program.nodeId}`, async () => {
      await signTwice(network, program, played);
      const raised = await alarms(network);
      return raised.find(
        ({ nodes, subject }) => nodes.includes(program.nodeId) && !earlier.has(subject),
      );
    });
  } finally {
    await played.stop();
  }
}

async function dial(
  network: TestNetwork,
  { nodeId, home }: ProgramProcess,
  peers: readonly ProgramProcess[],
): Promise<ChainNetwork> {
  const played = await playNetwork({
    ...{ chainId: network.chainId, nodeId, seed: keyInForce(home, 'peer').seed },
    to: peers.map((each) => ({
      ...{ nodeId: each.nodeId, address: each.p2p },
      publicKey: keyInForce(each.home, 'peer').publicKey,
    })),
  });
  await until('the played validator is connected', () => played.peers().length > 1);
  return played;
}

async function signTwice(
  network: TestNetwork,
  { nodeId, home }: ProgramProcess,
  played: ChainNetwork,
): Promise<void> {
  const node = network.validators.find(({ isUp }) => isUp);
  if (node === undefined) throw new Error('no node is up');
  const { validators } = await node.client().validators();
  const { height } = await node.client().status();
  const { sign } = signerFromSeed(keyInForce(home, 'vote').seed);
  const validator = validators.findIndex((each) => each.node_id === nodeId);
  for (let ahead = 1; ahead <= HEIGHTS; ahead += 1) {
    for (const fill of [1, 2]) {
      const blockId = new Uint8Array(32).fill(fill);
      const vote = { type: VoteType.prevote, height: height + ahead, round: 0, blockId };
      const { statement, signing } = voteSignable(network.chainId, vote);
      const signed: SignedVote = { statement, validator, signature: sign(signing) };
      for (const peer of played.peers()) played.send(peer, { vote: signed });
    }
  }
}

// The one that was laid beside the first, where there is one: by then it is in force.
function keyInForce(home: string, name: string) {
  const path = join(home, 'config', 'keys', name);
  return loadKeyFile(existsSync(`${path}-next.json`) ? `${path}-next.json` : `${path}.json`);
}

async function alarms({ supervision }: TestNetwork): Promise<EquivocationAlarm[]> {
  const answer = await supervision?.ask<{
    items: (EquivocationAlarm & { readonly rule: string })[];
  }>('/v1/alarms');
  return answer?.items.filter(({ rule }) => rule === 'equivocation') ?? [];
}
