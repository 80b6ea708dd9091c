// A validator's life on real files and databases in which one call after the other fails, or is the
// last one before the process or the power goes; then the next life, which must know all that was
// acknowledged, sign nothing twice, and leave a home that verifies.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify } from '@mingjing/crypto/node';
import { checkAttachments, checkChain, Findings } from '@mingjing/host/offline';
import { blockCodec, chainIdOf, type SyncBlock } from '@mingjing/protocol';
import { Chain, type CheckedBlock, checkBlock, type Verifier } from '@mingjing/replica';
import {
  openSignState,
  openStore,
  openWriteAheadLog,
  type SignPoint,
  type SignStep,
} from '@mingjing/storage';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { QuietWorld } from '../simulation/quiet-world.ts';
import { calls, MODES, type Mode } from './failing-calls.ts';

vi.mock('node:fs/promises', async (original) =>
  (await import('./failing-calls.ts')).countedFiles(await original()),
);
vi.mock('../../packages/storage/node_modules/level/index.js', async (original) =>
  (await import('./failing-calls.ts')).countedLevel(await original()),
);

const HEIGHTS = 2;
/** Every code of an operating failure that a program explains to its operator. */
const CODED = /^(STORE|WAL|SIGN_STATE)_[A-Z_]+$/;
const verifier: Verifier = {
  verify: ({ publicKey, message, signature }) => verify(publicKey, message, signature),
  verifyMany: async (checks) => checks.map((check) => verifier.verify(check)),
};
const ports = {
  verifier,
  clock: { now: () => 0, schedule: () => () => undefined, yield: () => Promise.resolve() },
};

let sent: SyncBlock[];
let genesis: QuietWorld['world']['options']['genesis'];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-faults-'));
  const quiet = new QuietWorld({ signatures: 'ed25519' });
  genesis = quiet.world.options.genesis;
  await quiet.pass(500);
  for (let height = 1; height <= HEIGHTS; height += 1) {
    await quiet.publish('node-a', [300, 2000]);
    await quiet.reach(height);
  }
  sent = await Promise.all(
    quiet
      .blocks('node-a')
      .slice(0, HEIGHTS)
      .map(async ({ executed, certificate }) => {
        const answer = await quiet.world.node('node-a').replica?.handler.request('node-b', {
          id: 1,
          blocks: { from: executed.header.height, count: 1, attachments: true },
        });
        const attachments = answer?.blocks?.blocks[0]?.attachments ?? [];
        return { block: blockCodec.encode(executed.block), certificate, attachments };
      }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What left a life: what others were told, and must find again. */
interface Told {
  height: number;
  attachments: Uint8Array[];
  readonly signed: Map<string, number>;
  /** Records of the log whose append resolved, and no commit after them. */
  logged: number;
}

/** One life; `value` is what it votes for, so that two lives disagree about everything. */
async function live(home: string, value: number, told: Told): Promise<void> {
  const store = await openStore(home);
  const wal = await openWriteAheadLog(join(home, 'wal'));
  const guard = await openSignState(join(home, 'signed-last'), { create: true });
  const opened = await Chain.open(genesis, store, verifier);
  if (!opened.ok) throw new Error(opened.reason);
  const chain = opened.value;
  expect(chain.height - told.height, 'height after the last one told').toBeOneOf([0, 1]);
  if (chain.height === told.height)
    expect((await wal.load()).length).toBeGreaterThanOrEqual(told.logged);
  const held = await store.hasAttachments(told.attachments);
  expect(
    held.every((isHeld) => isHeld),
    'attachments told',
  ).toBe(true);
  const sign = async (height: number, step: SignStep) => {
    const point: SignPoint = { height, round: 0, step, blockId: new Uint8Array(32).fill(value) };
    if ((await guard.advance(point)) === 'conflict') return;
    const place = `${height}/${step}`;
    expect(told.signed.get(place) ?? value, `signed at ${place}`).toBe(value);
    told.signed.set(place, value);
  };
  while (chain.height < HEIGHTS) {
    const height = chain.height + 1;
    const checked = await checkBlock(chain, sent[height - 1] as SyncBlock, { ...ports, store });
    const { attachments } = (checked as { value: CheckedBlock }).value;
    await store.putAttachments(attachments);
    told.attachments.push(...attachments.map(({ commitment }) => commitment));
    await wal.append(Uint8Array.of(height));
    told.logged += 1;
    await sign(height, 1);
    await sign(height, 2);
    await chain.commit((checked as { value: CheckedBlock }).value);
    told.height = height;
    told.logged = 0;
    await wal.clear();
  }
  await guard.close();
  await wal.close();
  await store.close();
}

async function fault(at: number | undefined, mode: Mode): Promise<number> {
  const home = await mkdtemp(join(folder, 'home-'));
  const told: Told = { height: 0, attachments: [], signed: new Map(), logged: 0 };
  calls.begin(at, mode);
  const { names } = calls;
  const life = live(home, 1, told).then(
    () => 'done',
    (error: unknown) => error,
  );
  const outcome = await Promise.race([life, calls.died.promise.then(() => 'died')]);
  const name = `${mode} at call ${at}, ${names[at ?? 0]}`;
  if (typeof outcome !== 'string') {
    expect(outcome, name).toMatchObject({ code: expect.stringMatching(CODED) });
    expect(outcome, name).toHaveProperty('cause');
  }
  await calls.end();
  try {
    await live(home, 2, told);
    expect(await findingsIn(home), name).toEqual([]);
  } catch (cause) {
    throw new Error(`after ${name}: ${cause}`, { cause });
  } finally {
    await calls.end();
  }
  await rm(home, { recursive: true });
  process.env['SHOW'] && at === undefined && console.log(names.join(' '));
  return names.length;
}

async function findingsIn(home: string): Promise<object[]> {
  const store = await openStore(home);
  const findings = new Findings();
  const onProgress = () => undefined;
  const parts = { store, findings, onProgress };
  expect(await checkChain({ ...parts, genesis, onBlock: async () => undefined })).toBe(HEIGHTS);
  await checkAttachments({ ...parts, chainId: chainIdOf(genesis) });
  await store.close();
  return findings.list;
}

test('a life without a fault makes some dozens of calls and leaves a home that verifies', async () => {
  expect(await fault(undefined, 'error')).toBeGreaterThan(60);
});

test.each(MODES)('every call in turn: %s', async (mode) => {
  const count = await fault(undefined, mode);
  for (let at = 0; at < count; at += 1) await fault(at, mode);
}, 300_000);
