import { equivocate } from './equivocator.ts';
import { govern } from './governing.ts';
import {
  admitted,
  ROTATED,
  replace,
  revoke,
  rotate,
  seats,
  setPower,
  signersNow,
  speaker,
  votes,
} from './membership-run.ts';
import type { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { seededRandom } from './seeded-random.ts';
import { until } from './until.ts';

/** What one act did. */
export interface MembershipOutcome {
  readonly round: number;
  readonly act: string;
  readonly node: string;
  /** Height of the block that carried the act out. */
  readonly height: number;
  /** Blocks from there until what was asked of it was seen. */
  readonly blocks: number;
  readonly ms: number;
}

interface Done {
  readonly node: string;
  readonly height: number;
  /** Height at which the act was seen to have taken effect. */
  readonly seenAt: number;
}

/** The fifth organisation, whose seat comes and goes. */
const FIFTH = 'wu';

type Act = (
  network: TestNetwork,
  round: number,
  random: (bound: number) => number,
) => Promise<Done>;

/** A validator that votes, drawn. */
async function seated(
  network: TestNetwork,
  random: (bound: number) => number,
): Promise<ProgramProcess> {
  const { signers } = await signersNow(network);
  const able = network.validators.filter(({ nodeId, isUp }) => isUp && signers.includes(nodeId));
  return able[random(able.length)] as ProgramProcess;
}

const rotations: [string, Act][] = ROTATED.map((purpose) => [
  `rotate the ${purpose} key`,
  async (network, _, random) => {
    const program = await seated(network, random);
    const height = await rotate(network, program, purpose);
    return { node: program.nodeId, height, seenAt: await votes(network, program.nodeId, height) };
  },
]);

/** Killed the moment its key changed: it must find out by itself under which key it is known. */
const rotateAndKill: Act = async (network, _, random) => {
  const program = await seated(network, random);
  const rotating = rotate(network, program, 'peer');
  await until('the new key is there', async () => (await signersNow(network)).height > 0);
  await program.kill();
  const height = await rotating;
  program.start();
  await program.ready();
  return { node: program.nodeId, height, seenAt: await votes(network, program.nodeId, height) };
};

/** Another node of the organisation takes the seat; the old one is revoked and ended. */
const replaceValidator: Act = async (network, round, random) => {
  const old = await seated(network, random);
  const by = await admitted(network, `node-${round}`, old.organisation);
  const height = await replace(network, old.nodeId, by.nodeId);
  const seenAt = await votes(network, by.nodeId, height);
  await revoke(network, old);
  await old.kill();
  return { node: by.nodeId, height, seenAt };
};

/** Cut off by all within a block; then another node of the organisation takes the silent seat. */
const revokeValidator: Act = async (network, round, random) => {
  const old = await seated(network, random);
  const by = await admitted(network, `node-${round}`, old.organisation);
  const { height, cutOffs } = await revoke(network, old);
  const seenAt = Math.max(height, ...cutOffs.map(({ lastWith }) => lastWith));
  if (seenAt > height) throw new Error(`${old.nodeId} was connected at ${seenAt} past ${height}`);
  const { signers } = await signersNow(network);
  if (signers.includes(old.nodeId)) throw new Error(`${old.nodeId} still signs`);
  await replace(network, old.nodeId, by.nodeId);
  await votes(network, by.nodeId, height);
  await old.kill();
  return { node: old.nodeId, height, seenAt };
};

/** The fifth organisation gets its seat, or loses it. */
const fifthSeat: Act = async (network, round) => {
  const known = network.validators.find((each) => each.organisation === FIFTH);
  if (known === undefined) {
    const organisation = { id: FIFTH, region: 'CN' };
    await govern(network, speaker(network), { admitOrganisation: organisation });
  }
  const program = known ?? (await admitted(network, `node-${round}`, FIFTH));
  const { nodeId } = program;
  if ((await seats(speaker(network))).includes(nodeId)) {
    const height = await setPower(network, nodeId, 0);
    const { height: seenAt, signers } = await signersNow(network);
    if (signers.includes(nodeId)) throw new Error(`${nodeId} votes without a seat`);
    return { node: nodeId, height, seenAt };
  }
  const height = await setPower(network, nodeId, 1);
  return { node: nodeId, height, seenAt: await votes(network, nodeId, height) };
};

/** Its keys sign twice while it is down; then it comes back. */
const signTwice: Act = async (network, _, random) => {
  const program = await seated(network, random);
  await program.kill();
  const { evidence } = await equivocate(network, program);
  program.start();
  await program.ready();
  const { height, recordedHeight } = evidence.statements;
  await votes(network, program.nodeId, recordedHeight);
  return { node: program.nodeId, height, seenAt: recordedHeight };
};

const acts: readonly [name: string, act: Act][] = [
  ...rotations,
  ['rotate the peer key and kill', rotateAndKill],
  ['replace', replaceValidator],
  ['revoke', revokeValidator],
  ['seat of a fifth organisation', fifthSeat],
  ['sign twice', signTwice],
];

/** Does what the seed says for this round: each act once in eight rounds, in a drawn order. */
export async function actOnce(
  network: TestNetwork,
  seed: number,
  round: number,
): Promise<MembershipOutcome> {
  // Each round draws from a generator of its own: a campaign that goes on later draws the same.
  const random = seededRandom(seed * 1000 + round);
  const [name, act] = orderOf(seed, Math.floor((round - 1) / acts.length))[
    (round - 1) % acts.length
  ] as (typeof acts)[number];
  const startedAt = Date.now();
  const { node, height, seenAt } = await act(network, round, random);
  return {
    ...{ round, act: name, node, height, blocks: seenAt - height },
    ms: Date.now() - startedAt,
  };
}

function orderOf(seed: number, turn: number): readonly (typeof acts)[number][] {
  const random = seededRandom(seed * 77 + turn);
  const order = [...acts];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = random(at + 1);
    [order[at], order[other]] = [order[other], order[at]] as [Entry, Entry];
  }
  return order;
}

type Entry = (typeof acts)[number];
