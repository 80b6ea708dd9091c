// Six months of a node's journal on a chain whose blocks a test makes, in seconds.
import { verify } from '@mingjing/crypto/node';
import { checkTransaction, DAY_MS, historyOf, resultCodeName } from '@mingjing/execution';
import { type Journal, openJournal, PersonKeyFile, verifyFolder } from '@mingjing/journal';
import {
  actGroupCodec,
  type Checked,
  frameGroupCodec,
  JournalSource,
  type ParsedTransaction,
  passed,
  RETENTION_FLOOR_MS,
  type RetentionDisposal,
  refused,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { bytes, key, START, TestChain } from '../../execution/test/chain.ts';
import { FakeDisk, POWER_LOSSES } from '../../journal/test/fake-disk.ts';
import { FOLDER, readerOf } from '../../journal/test/memory-folder.ts';
import { DisposalEngine, RETRY_MS } from '../src/retention/disposal-engine.ts';
import { Cosigner } from '../src/witness/cosigner.ts';

const NODE = 'node-a';
const HOME = '/home/journal';
const journalKey = key(`${NODE} journal`);
const SOURCE = 'publish';

class World {
  readonly chain = new TestChain();
  readonly pending: ParsedTransaction[] = [];
  readonly errors: unknown[] = [];
  readonly disposed: string[] = [];
  disk = new FakeDisk();
  /** Of the program; the chain's is in its blocks. */
  clock = START;
  journal!: Journal;
  engine!: DisposalEngine;

  async open(): Promise<this> {
    const personKeys = await PersonKeyFile.open({ path: '/home/person-keys', files: this.disk });
    this.journal = await openJournal({
      ...{ folder: HOME, chainId: this.chain.state.chainId, nodeId: NODE, signer: journalKey },
      ...{ personKeys, files: this.disk },
      clock: { now: () => this.clock, monotonicUs: () => this.clock * 1000 },
    });
    this.engine = new DisposalEngine({
      ...{ nodeId: NODE, journal: this.journal },
      state: () => this.chain.state,
      submit: (value) => this.submit(value),
      disposed: (source, from, to) => this.disposed.push(`${source} ${from}-${to}`),
      onError: (error) => this.errors.push(error),
    });
    return this;
  }

  /** What a node's pool does: judged on the state, then it waits for a block. */
  async submit(value: RetentionDisposal, signer = `${NODE} statement`) {
    const { state, authors } = this.chain;
    const transaction = this.chain.sign(signer, { retentionDisposal: value });
    const code = checkTransaction(state, transaction, state.time + 1000, verify, authors);
    if (code !== 0) return refused(`result-${resultCodeName(code)}`) as Checked<never, string>;
    this.pending.push(transaction);
    return passed(undefined);
  }

  /** A block at a time; then the engine looks at the logs. */
  async block(time = this.chain.state.time + 1000): Promise<void> {
    this.chain.block(this.pending.splice(0), time);
    await this.look();
  }

  async look(): Promise<void> {
    this.engine.afterBlock();
    await this.engine.idle();
  }

  async write(count = 3): Promise<void> {
    const personal = { sourceAddress: '192.0.2.7', sourcePort: 1, subject: '' };
    const actor = { type: 'user', id: 'alice' } as const;
    const entry = { source: SOURCE, event: 'record-published', result: 'done', actor } as const;
    await this.journal.appendMany(Array.from({ length: count }, () => ({ ...entry, personal })));
  }

  anchor(time: number): void {
    const retentionAnchor = { nodeId: NODE, logs: this.journal.logs(), witnessed: [] };
    expect(this.chain.act(`${NODE} statement`, { retentionAnchor }, time)).toBe('done');
  }

  /** The supervision node holds all that is anchored, or says that it has another root. */
  async vouch(change: { root?: Uint8Array } = {}): Promise<void> {
    const { chainId, registry } = this.chain.state;
    const statement = key('supervisor statement');
    const cosigner = new Cosigner(
      { chainId, nodeId: 'supervisor' },
      { journal: key('supervisor journal'), signStatement: (each) => statement.sign(each) },
    );
    for (const { source, size, root } of registry.get('anchor', NODE)?.logs ?? []) {
      const name = SOURCE_NAMES[source - 1] ?? SOURCE;
      const signed = cosigner.copy({ nodeId: NODE, source, size, root, time: 1, ...change });
      const { note, ...head } = await this.journal.checkpoint(name);
      const text = note.slice(0, note.indexOf('\n\n') + 1);
      const cosigned = cosigner.cosign({ ...head, note: Buffer.from(note), text }, this.clock);
      const copy = { size, ...signed };
      await this.journal.cosigned.keep(name, { witness: 'supervisor', note: cosigned, copy });
    }
  }

  /** Takes away what the supervision node gave for a log, while the program is off. */
  async forgetCopies(): Promise<void> {
    await this.journal.close();
    await this.disk.remove(`${HOME}/${SOURCE}/cosigned`);
    await this.open();
  }

  /** A day of acts, anchored and copied; the local clock goes with the chain's. */
  async day(count = 3): Promise<void> {
    this.clock = this.chain.state.time + DAY_MS;
    await this.write(count);
    await this.journal.tick();
    this.anchor(this.clock);
    await this.vouch();
  }

  disposedTo(source: keyof typeof JournalSource = SOURCE): number {
    return historyOf(this.chain.state.registry, NODE, JournalSource[source]).disposedTo;
  }

  /** Entries of the engine: event, log, and reason or range. */
  async told(): Promise<string[]> {
    const entries = await this.journal.readRange('maintenance', 0, 4000);
    return entries.flatMap(({ body }) => {
      if (body === undefined) return [];
      const { event, reason } = frameGroupCodec.decode(body.frame.stored);
      const { object, counts } = actGroupCodec.decode(body.act.stored);
      return [`${event} ${object} ${reason === '' ? counts.join('-') : reason}`];
    });
  }

  async bodies(): Promise<number[]> {
    const entries = await this.journal.readRange(SOURCE, 0, 4000);
    return entries.flatMap(({ body }, index) => (body === undefined ? [] : [index]));
  }

  /** What a stranger finds in the folder, who knows the certificates of the chain. */
  verify(disposals = [{ source: SOURCE, to: this.disposedTo() }] as const) {
    const prefix = `${HOME}/`;
    const files = [...this.disk.contents()].filter(([path]) => path.startsWith(prefix));
    const folder = new Map(files.map(([path, content]) => [path.slice(prefix.length), content]));
    const all = [...disposals, { source: 'maintenance', to: this.disposedTo('maintenance') }];
    const { chainId } = this.chain.state;
    const trust = { chainId, keysOf: () => [journalKey.publicKey] };
    return verifyFolder(FOLDER, { ...trust, disposals: all as never }, readerOf(folder));
  }
}

let world: World;
beforeEach(async () => {
  world = await new World().open();
});

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** Two days of acts whose period has run but for a millisecond, by the chain's time. */
async function almostDue(): Promise<number> {
  await world.day();
  const marked = world.chain.state.time;
  await world.day();
  const due = marked + RETENTION_FLOOR_MS;
  world.clock = due;
  return due;
}

describe('six months', () => {
  it('pass, and every day the oldest day goes, no sooner and no later', async () => {
    for (let day = 1; day <= 200; day++) {
      await world.day(2);
      await world.look();
      if (world.pending.length > 0) await world.block();
      // The mark of a day is due 184 days after it.
      expect(world.journal.bodiesFrom(SOURCE)).toBe(2 * Math.max(0, day - 184));
    }
    expect(world.errors).toEqual([]);
    expect(await world.bodies()).toEqual(range(32, 400));
    const disposals = (await world.told()).filter((told) => told.startsWith('bodies-disposed pub'));
    expect(disposals).toEqual(
      range(0, 16).map((i) => `bodies-disposed publish ${2 * i}-${2 * i + 2}`),
    );
    const verdict = await world.journal.verify((source) => world.disposedTo(source));
    expect(verdict).toMatchObject({ ok: true });
    await world.journal.close();
    const report = await world.verify();
    expect(report).toMatchObject({ ok: true, faults: [] });
    expect(report.logs.find(({ source }) => source === SOURCE)).toMatchObject({ disposed: 32 });
    expect((await world.verify([{ source: SOURCE, to: 31 } as never])).faults).toMatchObject([
      { source: SOURCE, part: 'body', reason: 'not-certified', index: 31, end: 32 },
    ]);
  });
});

describe('nothing is deleted', () => {
  const alice = { nodeId: '', source: 0, fromTime: 0, toTime: 0, userId: 'alice' };
  const hold = (scope = alice) => {
    const retentionHold = { scope, basis: 3, expiresAt: 0 };
    expect(world.chain.act('inspector', { retentionHold })).toBe('done');
  };
  type Attempt = [name: string, arrange: () => Promise<unknown> | unknown, reason: string];

  it.each<Attempt>([
    ['under a hold on a person', () => hold(), 'held'],
    [
      'under a hold on the log',
      () => hold({ ...alice, nodeId: NODE, source: 4, userId: '' }),
      'held',
    ],
    ['of what nobody has a copy', () => world.forgetCopies(), 'copy-missing'],
    [
      'when the copy has another root',
      async () => {
        await world.forgetCopies();
        await world.vouch({ root: bytes(32, 9) });
      },
      'copy-missing',
    ],
  ])('%s', async (_, arrange, reason) => {
    const due = await almostDue();
    await arrange();
    await world.block(due);
    await world.block();
    await world.block();
    expect(await world.bodies()).toEqual(range(0, 6));
    const told = (await world.told()).filter((each) => each.includes(` ${SOURCE} `));
    expect(told).toEqual([`disposal-withheld publish ${reason}`]);
  });

  it('a millisecond before the floor, and a forced certificate is refused', async () => {
    const due = await almostDue();
    await world.block(due - 1002);
    const forced = { nodeId: NODE, source: 4, from: 0, to: 3, bodiesHash: bytes(32, 1) };
    const copies = (await world.journal.cosigned.latest(SOURCE))?.copies ?? [];
    const answer = await world.submit({ ...forced, copies: [...copies] });
    expect(answer).toEqual({ ok: false, reason: 'result-notDue' });
    expect(world.pending).toEqual([]);
    expect(await world.told()).toEqual([]);
    await world.block(due);
    expect(world.pending.length).toBeGreaterThan(0);
  });

  it('when the local clock is set forward by ten years', async () => {
    await almostDue();
    world.clock += 10 * 365 * DAY_MS;
    await world.journal.tick();
    await world.block();
    expect(await world.bodies()).toEqual(range(0, 6));
    expect(world.pending).toEqual([]);
  });

  it('before the certificate is in a block, and it is asked for again in time', async () => {
    const due = await almostDue();
    await world.block(due);
    expect(world.pending).toHaveLength(1);
    for (let i = 0; i < 3; i++) {
      world.pending.length = 0;
      await world.block(world.chain.state.time + 1000);
    }
    expect(world.pending).toEqual([]);
    expect(await world.bodies()).toEqual(range(0, 6));
    await world.block(due + RETRY_MS);
    expect(world.pending).toHaveLength(1);
    await world.block();
    expect(await world.bodies()).toEqual(range(3, 6));
    expect((await world.told()).filter((each) => each.includes(` ${SOURCE} `))).toEqual([
      'disposal-proposed publish 0-3',
      'disposal-proposed publish 0-3',
      'bodies-disposed publish 0-3',
    ]);
  });

  it.each(['system-a', 'security-a', 'audit-a', 'inspector', 'supervisor statement', 'alice'])(
    'because %s signs for it',
    async (signer) => {
      const due = await almostDue();
      await world.block(due - 1001);
      const copies = [...((await world.journal.cosigned.latest(SOURCE))?.copies ?? [])];
      const bodiesHash = await world.journal.bodiesHash(SOURCE, 0, 3);
      const value = { nodeId: NODE, source: 4, from: 0, to: 3, bodiesHash, copies };
      const answer = await world.submit(value, signer);
      expect(answer).toEqual({ ok: false, reason: 'result-signerNotPermitted' });
    },
  );

  it('of a log begun anew, whose entries no certificate is about', async () => {
    const due = await almostDue();
    await world.block(due);
    world.chain.block(world.pending.splice(0), due + 1000);
    expect(world.disposedTo()).toBe(3);
    world.disk = new FakeDisk();
    await world.open();
    await world.write(9);
    await world.look();
    expect(await world.bodies()).toEqual(range(0, 9));
    expect(await world.told()).toEqual(['disposal-withheld publish other-root']);
  });

  it('while the journal cannot say so', async () => {
    const due = await almostDue();
    await world.block(due);
    world.disk.failing = (operation) =>
      operation.includes('tail') ? new Error('full') : undefined;
    await world.block();
    expect(world.errors).toMatchObject([{ code: 'JOURNAL_UNWRITABLE' }]);
    world.disk.failing = () => undefined;
    await world.journal.reopen();
    expect(await world.bodies()).toEqual(range(0, 6));
    await world.look();
    expect(await world.bodies()).toEqual(range(3, 6));
  });
});

it('a loss of power at any operation loses no step, and the next block ends it', async () => {
  const due = await almostDue();
  await world.block(due);
  world.chain.block(world.pending.splice(0));
  const { chain, disk } = world;
  // The certificate is on the chain; all that is left to do is this program's.
  const carryOut = async (onto: FakeDisk) => {
    const program = Object.assign(new World(), { chain, disk: onto, clock: due });
    await program.open();
    const from = onto.operations.length;
    await program.look();
    return { program, from, to: onto.operations.length };
  };
  await world.journal.close();
  const { from, to } = await carryOut(disk.afterPowerLoss('keep'));
  expect(to - from).toBeGreaterThan(15);
  for (let at = from + 1; at <= to; at++) {
    const failing = disk.afterPowerLoss('keep');
    failing.failing = (_, number) => (number >= at ? new Error('power') : undefined);
    await carryOut(failing);
    for (const loss of POWER_LOSSES) {
      const found = Object.assign(new World(), { chain, disk: failing.afterPowerLoss(loss) });
      found.clock = due;
      await found.open();
      const before = await found.bodies();
      expect([range(0, 6), range(3, 6)]).toContainEqual(before);
      // Nothing goes that the journal does not tell of.
      const carriedOut = 'bodies-disposed publish 0-3';
      if (before.length === 3) expect(await found.told()).toContain(carriedOut);
      await found.look();
      expect(await found.bodies()).toEqual(range(3, 6));
      expect(await found.told()).toContain(carriedOut);
      expect(found.errors).toEqual([]);
      await found.journal.close();
      expect(await found.verify()).toMatchObject({ ok: true });
    }
  }
});
