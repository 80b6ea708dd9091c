// A validator's life on real files and databases with a fault at one call, and the next life, which
// must know all that was acknowledged, sign nothing twice, and leave a home that verifies.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAttachments, checkChain, Findings } from '@mingjing/host/offline';
import { chainIdOf, type SyncBlock } from '@mingjing/protocol';
import { Chain } from '@mingjing/replica';
import {
  type NodeStore,
  openSignState,
  openStore,
  openWriteAheadLog,
  type SignGuard,
  type SignStep,
} from '@mingjing/storage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calls, type Mode, modesOf } from './failing-calls.ts';
import { checkedBlock, realVerifier, type SampleChain, sampleChain } from './home-fixture.ts';

const HEIGHTS = 2;
/** Every code of an operating failure that a program explains to its operator. */
const CODED = /^(STORE|WAL|SIGN_STATE)_[A-Z_]+$/;
/** Some hundred homes, each opened three times. */
const TIMEOUT_MS = 240_000;
let sample: SampleChain;
let folder: string;

/** Tests the modes that are meant at each call in turn. The caller has the modules counted. */
export function testEachCall(isMode: (mode: Mode) => boolean): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mingjing-faults-'));
    sample = await sampleChain(HEIGHTS);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  test.each<[string, RegExp]>([
    ['files', /^[a-z]+$/i],
    ['databases', /^level\./],
  ])('calls on %s', (_, isMeant) => faults(isMeant, isMode), TIMEOUT_MS);
}

async function faults(isMeant: RegExp, isMode: (mode: Mode) => boolean): Promise<void> {
  const names = await fault(undefined, 'error');
  expect(names.length).toBeGreaterThan(50);
  for (const [at, name] of names.entries()) {
    if (!isMeant.test(name)) continue;
    for (const mode of modesOf(name).filter(isMode)) await fault(at, mode);
  }
}

/** What left a life: what others were told, and must find again. */
interface Told {
  height: number;
  readonly attachments: Uint8Array[];
  readonly signed: Map<string, number>;
  /** Records of the log whose append resolved, and no commit after them. */
  logged: number;
}

/** Signs for `value` unless the guard refuses, and demands that nothing else was signed there. */
async function sign(guard: SignGuard, told: Told, height: number, step: SignStep, value: number) {
  const blockId = new Uint8Array(32).fill(value);
  if ((await guard.advance({ height, round: 0, step, blockId })) === 'conflict') return;
  const place = `${height}/${step}`;
  expect(told.signed.get(place) ?? value, `signed at ${place}`).toBe(value);
  told.signed.set(place, value);
}

/** One life; `value` is what it votes for, so that two lives disagree about everything. */
async function live(
  home: string,
  value: number,
  told: Told,
  check: (store: NodeStore) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const store = await openStore(home);
  const wal = await openWriteAheadLog(join(home, 'wal'));
  const guard = await openSignState(join(home, 'signed-last'), { create: true });
  const opened = await Chain.open(sample.genesis, store, realVerifier);
  if (!opened.ok) throw new Error(opened.reason);
  const chain = opened.value;
  expect(chain.height - told.height, 'height after the last one told').toBeOneOf([0, 1]);
  const records = await wal.load();
  if (chain.height === told.height) expect(records.length).toBeGreaterThanOrEqual(told.logged);
  expect(await store.hasAttachments(told.attachments)).not.toContain(false);
  while (chain.height < HEIGHTS) {
    const height = chain.height + 1;
    const sent = sample.blocks[height - 1] as SyncBlock;
    const checked = await checkedBlock(chain, sent, store);
    const { attachments } = checked;
    await store.putAttachments(attachments);
    told.attachments.push(...attachments.map(({ commitment }) => commitment));
    await wal.append(Uint8Array.of(height));
    told.logged += 1;
    await wal.replace([Uint8Array.of(height)]);
    for (const step of [1, 2] as const) await sign(guard, told, height, step, value);
    await chain.commit(checked);
    told.height = height;
    told.logged = 0;
    await wal.clear();
  }
  await check(store);
  await guard.close();
  await wal.close();
  await store.close();
}

/** A life with a fault at one call, the life after it, and what the home then holds; its calls. */
async function fault(at: number | undefined, mode: Mode): Promise<string[]> {
  const home = await mkdtemp(join(folder, 'home-'));
  const told: Told = { height: 0, attachments: [], signed: new Map(), logged: 0 };
  calls.begin(at, mode);
  const life = live(home, 1, told).then(
    () => 'done',
    (error: unknown) => error,
  );
  const outcome = await Promise.race([life, calls.died.promise.then(() => 'died')]);
  const names = await calls.end();
  const name = `${mode} at call ${at}, ${names[at ?? 0]}`;
  if (typeof outcome !== 'string') {
    expect(outcome, name).toMatchObject({ code: expect.stringMatching(CODED) });
    expect(outcome, name).toHaveProperty('cause');
  }
  try {
    await live(home, 2, told, assertSound);
  } catch (cause) {
    throw new Error(`after ${name}: ${cause}`, { cause });
  } finally {
    await calls.end();
    await rm(home, { recursive: true });
  }
  return names;
}

async function assertSound(store: NodeStore): Promise<void> {
  const findings = new Findings();
  const parts = { store, findings, onProgress: () => undefined };
  const onBlock = async () => undefined;
  const height = await checkChain({ ...parts, genesis: sample.genesis, onBlock });
  const attachments = await checkAttachments({ ...parts, chainId: chainIdOf(sample.genesis) });
  expect([findings.list, height, attachments]).toEqual([[], HEIGHTS, 2 * HEIGHTS]);
}
