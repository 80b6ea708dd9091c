// Four organisations with one validator each, really signed tips, one judgement.
import { publicKeyFromSeedPortable, signPortable, verifyPortable } from '@mingjing/crypto';
import { type SignedTip, type Tip, tipSignable, type ValidatorSet } from '@mingjing/protocol';
import { type AlarmEvent, type Member, Oversight } from '../src/index.ts';

const CHAIN_ID = 'test-0123456789abcdef';
export const BOUNDS = { silenceMs: 30_000, behindMs: 15_000, gapMs: 10_000 };
const LETTERS = ['a', 'b', 'c', 'd'] as const;

const seedOf = (nodeId: string) => new Uint8Array(32).fill(nodeId.charCodeAt(5));
const keyOf = (nodeId: string, revokedHeight = 0) => {
  return { publicKey: publicKeyFromSeedPortable(seedOf(nodeId)), revokedHeight };
};
const members: Member[] = [...LETTERS, 'f'].map((letter) => ({
  nodeId: `node-${letter}`,
  organisation: letter === 'f' ? 'org-a' : `org-${letter}`,
  statementKeys: [keyOf(`node-${letter}`)],
}));
const validators: ValidatorSet = {
  validators: LETTERS.map((letter) => ({
    nodeId: `node-${letter}`,
    organisation: `org-${letter}`,
    voteKey: new Uint8Array(32),
    power: 10,
  })),
};

/** The id of the block at a height on a branch of the chain; 0 is the true one. */
export function idAt(height: number, branch = 0): Uint8Array {
  return new Uint8Array(32).fill(height % 251).fill(branch, 0, 1);
}

/** A tip signed with a node's key, or with that of another name. */
export function tipOf(
  nodeId: string,
  height: number,
  said: Partial<Tip> = {},
  key = nodeId,
): SignedTip {
  const tip: Tip = {
    chainId: CHAIN_ID,
    nodeId,
    height,
    blockId: idAt(height),
    stateRoot: idAt(height, 9),
    time: 1000 + height,
    ...said,
  };
  const { statement, signing } = tipSignable(CHAIN_ID, tip);
  return { tip: statement, signature: signPortable(seedOf(key), signing) };
}

export function blockAt(height: number, branch = 0) {
  return { height, blockId: idAt(height, branch), stateRoot: idAt(height, 9) };
}

/** Signatures are checked for real once per test file; elsewhere speed matters. */
export function newOversight(history: readonly AlarmEvent[] = [], verify = verifyPortable) {
  const oversight = new Oversight({
    chainId: CHAIN_ID,
    nodeId: 'watch-1',
    verify,
    history,
  });
  oversight.setMembers(members, validators, BOUNDS, 0);
  return oversight;
}

/** The block of `height` gave a node the statement key of another name. */
export function rotate(oversight: Oversight, nodeId: string, height: number, key: string): void {
  const after = members.map((member) =>
    member.nodeId === nodeId
      ? { ...member, statementKeys: [keyOf(nodeId, height), keyOf(key)] }
      : member,
  );
  oversight.setMembers(after, validators, BOUNDS, 5000);
}

/** A block made silence last so long before it is an alarm. */
export function setSilence(oversight: Oversight, silenceMs: number, now: number): void {
  oversight.setMembers(members, validators, { ...BOUNDS, silenceMs }, now);
}

/** Open alarms as `rule subject`. */
export function openOf(oversight: Oversight): string[] {
  return oversight.alarms.open().map(({ rule, subject }) => `${rule} ${subject}`);
}
