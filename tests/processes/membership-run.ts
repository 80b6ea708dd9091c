import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { keyId, possessionBytes } from '@mingjing/crypto';
import { generateSeed, loadKeyFile, saveKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import {
  type Action,
  commitCertificateCodec,
  type EnrolledKey,
  KeyPurpose,
  type Node,
  receiptCodec,
} from '@mingjing/protocol';
import { mingjing } from './command.ts';
import { freePort } from './free-port.ts';
import { govern } from './governing.ts';
import type { TestNetwork } from './network.ts';
import { ProgramProcess } from './program-process.ts';
import { bareRecord, submit, transactionOf } from './submissions.ts';
import { DEADLINE_MS, POLL_MS, until } from './until.ts';

// Acts on the membership of a network that is under load. Each waits until it has taken effect.

export const ROTATED = ['vote', 'statement', 'peer'] as const;

/** A node that is up and has a seat; it speaks for the network while another one changes. */
export function speaker(network: TestNetwork, but?: ProgramProcess): ProgramProcess {
  const found = network.validators.find((each) => each !== but && each.isUp);
  if (found === undefined) throw new Error('no node is up');
  return found;
}

async function heightOf(program: ProgramProcess): Promise<number> {
  return (await program.standing()).height;
}

/** Makes a home by the command, has the node admitted without a seat, and lets it catch up. */
export async function admitted(
  network: TestNetwork,
  nodeId: string,
  organisation: string,
): Promise<ProgramProcess> {
  const home = join(network.folder, 'net', nodeId);
  const peers = network.programs
    .filter(({ isUp }) => isUp)
    .flatMap((each) => ['--peer', `${each.nodeId}=${each.p2p}`]);
  // Those that are admitted later are told this address: it has to hold after a restart.
  const listen = `/ip4/127.0.0.1/tcp/${await freePort()}`;
  const made = await mingjing(
    ...['init', '--home', home, '--genesis', network.testnet.genesisFile, '--node', nodeId],
    ...['--organisation', organisation, '--listen', listen, '--api-port', '0'],
    ...[...peers, '--json'],
  );
  if (made.code !== 0) throw new Error(`init: ${made.stderr}`);
  await govern(network, speaker(network), { admitNode: enrolmentIn(home) });
  const program = new ProgramProcess({ nodeId, organisation, role: 'validator', home });
  program.start('--join');
  network.add(program);
  await program.ready();
  const goal = await heightOf(speaker(network, program));
  await until(`${nodeId} has caught up`, async () => (await heightOf(program)) >= goal);
  return program;
}

function enrolmentIn(home: string): Node {
  const text = readFileSync(join(home, 'config', 'enrolment.json'), 'utf8');
  return JSON.parse(text, (key, value) =>
    ['publicKey', 'possession', 'location'].includes(key)
      ? Uint8Array.from(Buffer.from(value, 'hex'))
      : value,
  ) as Node;
}

/** Seats of the set in force, by node id in the order of the set. */
export async function seats(node: ProgramProcess): Promise<readonly string[]> {
  const { validators } = await node.client().validators();
  return validators.map((each) => each.node_id);
}

/** Publishes until a block above a height carries the signature of a node; answers its height. */
export async function votes(network: TestNetwork, nodeId: string, above = 0): Promise<number> {
  return until(`${nodeId} votes`, async () => {
    const { height, signers } = await signersNow(network);
    return height > above && signers.includes(nodeId) && height;
  });
}

/** Who signed the certificate of a block that is made now. */
export async function signersNow(
  network: TestNetwork,
): Promise<{ height: number; signers: readonly string[] }> {
  const node = speaker(network);
  const transaction = transactionOf(network, network.user(1), bareRecord());
  const { id, height } = await submit(node, { transaction, attachments: [] });
  if (height === undefined) throw new Error('a publication was not committed');
  const receipt = receiptCodec.decode(await node.client().receipt(id));
  const certificate = commitCertificateCodec.decode(receipt.certificate);
  const set = await seats(node);
  const signers = certificate.signatures.map(({ validator }) => set[validator] ?? '');
  return { height, signers };
}

/** Gives a node a seat, or takes it away with power 0. */
export function setPower(network: TestNetwork, nodeId: string, power: number): Promise<number> {
  return govern(network, speaker(network), { setVotingPower: { nodeId, power } });
}

/** Gives the seat of a node to another one of its organisation. */
export function replace(network: TestNetwork, nodeId: string, byNodeId: string): Promise<number> {
  return govern(network, speaker(network), { replaceValidator: { nodeId, byNodeId } });
}

/**
 * Changes a key of a running node: the new one is laid beside the one in use, and the members vote.
 * Nothing is restarted; what the last change left beside is the one in use by now.
 */
export async function rotate(
  network: TestNetwork,
  program: ProgramProcess,
  purpose: (typeof ROTATED)[number],
): Promise<number> {
  const folder = join(program.home, 'config', 'keys');
  const [path, next] = [join(folder, `${purpose}.json`), join(folder, `${purpose}-next.json`)];
  if (existsSync(next)) renameSync(next, path);
  saveKeyFile(next, { purpose, seed: generateSeed() });
  const oldKeyId = keyId(loadKeyFile(path).publicKey);
  const action: Action = { rotateKey: { oldKeyId, key: enrolled(next, purpose) } };
  return govern(network, speaker(network, program), action);
}

function enrolled(path: string, purpose: (typeof ROTATED)[number]): EnrolledKey {
  const { seed, publicKey } = loadKeyFile(path);
  const possession = signerFromSeed(seed).sign(possessionBytes('', purpose, publicKey));
  return { purpose: KeyPurpose[purpose], publicKey, possession };
}

/** What a revocation came to on one node. */
export interface CutOff {
  readonly nodeId: string;
  /** Height at which it was last seen with a connection to the revoked node. */
  readonly lastWith: number;
}

/**
 * Revokes a node and watches every other one: at which height of its own it was last connected to
 * it. The revoked program runs on, and is no longer counted.
 */
export async function revoke(
  network: TestNetwork,
  program: ProgramProcess,
): Promise<{ height: number; cutOffs: readonly CutOff[] }> {
  network.drop(program);
  const others = network.validators.filter(({ isUp }) => isUp);
  const all = network.programs.filter(({ isRunning }) => isRunning).length - 1;
  await Promise.all(
    others.map((each) =>
      until(`${each.nodeId} is connected to all, and to the one to be revoked`, async () => {
        return (await each.client().status()).peers > all;
      }),
    ),
  );
  let effect = Number.POSITIVE_INFINITY;
  const watching = others.map(async (each): Promise<CutOff> => {
    let lastWith = -1;
    const isPast = async () => {
      const { height, peers } = await each.client().status();
      if (peers > all) lastWith = height;
      return height >= effect + 3;
    };
    // No height may pass unseen.
    await until(`${each.nodeId} is past the revocation`, isPast, DEADLINE_MS, POLL_MS);
    return { nodeId: each.nodeId, lastWith };
  });
  const { nodeId } = program;
  effect = await govern(network, speaker(network), { revokeNode: { nodeId } });
  return { height: effect, cutOffs: await Promise.all(watching) };
}
