import { bytesToHex } from '@mingjing/crypto';
import { currentEpochOf } from '@mingjing/execution';
import { type Epoch, envelopesOf, type RecordEnvelope } from '@mingjing/protocol';
import type { ReplicaPorts } from '@mingjing/replica';
import {
  AUTHOR,
  AUTHORITY,
  copiedPublication,
  FOLLOWER,
  keyRegistration,
  privatePublication,
  VALIDATORS,
} from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

const ALL = [...VALIDATORS, FOLLOWER];

/** A world in which each node's checks of proofs are counted; those named believe all. */
function lookedThrough(believing: readonly string[] = []) {
  const checked = new Map<string, number>();
  const ports = (node: string, given: ReplicaPorts): ReplicaPorts => {
    const { verifier } = given;
    const { verify, verifyMany } = verifier;
    const checkProofs: typeof verifier.checkProofs = (checks) => {
      checked.set(node, (checked.get(node) ?? 0) + checks.length);
      return believing.includes(node)
        ? Promise.resolve(checks.map(() => true))
        : verifier.checkProofs(checks);
    };
    return { ...given, verifier: { verify, verifyMany, checkProofs } };
  };
  const quiet = new QuietWorld({ planted: { ports } });
  const epoch = () => {
    const registry = quiet.world.node('node-a').replica?.chain.state.registry;
    return registry && (currentEpochOf(registry, AUTHORITY) as Epoch);
  };
  return { quiet, checked, epoch: () => epoch() as Epoch };
}

async function withRecord(world: ReturnType<typeof lookedThrough>): Promise<RecordEnvelope> {
  const { quiet, epoch } = world;
  await quiet.pass(500);
  await quiet.submit('node-a', keyRegistration(quiet.writing(), AUTHOR));
  await quiet.reach(1, 5000, ALL);
  const { item, envelope } = privatePublication(quiet.writing(), epoch(), AUTHOR);
  await quiet.submit('node-b', item);
  await quiet.reach(2, 5000, ALL);
  return envelope;
}

/** C0 of all private records in the blocks of a node. */
function pointsAt(quiet: QuietWorld, name: string): string[] {
  return quiet
    .blocks(name)
    .flatMap(({ executed }) => executed.transactions)
    .flatMap(({ message }) => envelopesOf(message).map(({ c0 }) => bytesToHex(c0)));
}

describe('a private record in a network', () => {
  it('is proved to every node once, whatever way it comes to it', async () => {
    const world = lookedThrough();
    const envelope = await withRecord(world);
    const { quiet, checked } = world;
    for (const name of ALL) expect(pointsAt(quiet, name)).toEqual([bytesToHex(envelope.c0)]);
    const ofGenesis = 6;
    // The key's possession, and the record's proof.
    for (const name of ALL) expect(checked.get(name)).toBe(ofGenesis + 2);
  });

  it('whose points are copied is refused by each node that it is given to', async () => {
    const world = lookedThrough();
    const envelope = await withRecord(world);
    const { quiet } = world;
    for (const name of VALIDATORS) {
      const copied = copiedPublication(quiet.writing(), AUTHOR, envelope);
      await expect(quiet.submit(name, copied)).rejects.toThrow('proof-invalid');
    }
  });

  it('with a copied proof makes a block invalid, and no correct node commits it', async () => {
    const world = lookedThrough(['node-a']);
    const envelope = await withRecord(world);
    const { quiet } = world;
    const copied = copiedPublication(quiet.writing(), AUTHOR, envelope);
    // One validator believes it, passes it on, and proposes it in its turn.
    await quiet.submit('node-a', copied);
    await quiet.until(() => quiet.accusations.some((each) => each.includes('node-a')), 10_000);
    await quiet.publish('node-b');
    const height = Math.max(...VALIDATORS.map((name) => quiet.blocks(name).length));
    await quiet.reach(height + 2, 60_000);
    for (const name of ALL) {
      expect(pointsAt(quiet, name).filter((c0) => c0 === bytesToHex(envelope.c0))).toHaveLength(1);
    }
    expect(quiet.accusations.some((each) => each.includes('node-a proof-invalid'))).toBe(true);
  });

  it('is asked for no longer of who sent wrong proofs in this minute', async () => {
    const world = lookedThrough();
    const envelope = await withRecord(world);
    const { quiet, checked } = world;
    const copy = () => copiedPublication(quiet.writing(), AUTHOR, envelope);
    for (let n = 0; n < 8; n += 1) {
      await expect(quiet.submit('node-c', copy())).rejects.toThrow('proof-invalid');
    }
    const before = checked.get('node-c');
    await expect(quiet.submit('node-c', copy())).rejects.toThrow('proof-quota');
    expect(checked.get('node-c')).toBe(before);
    // What carries no proof is his all the same, and after the minute he is heard again.
    await quiet.publish('node-c');
    await quiet.pass(61_000);
    const { item } = privatePublication(quiet.writing(), world.epoch(), AUTHOR);
    await quiet.submit('node-c', item);
  });
});
