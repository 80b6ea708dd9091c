import { verifyPortable } from '@mingjing/crypto';
import { JOURNAL_PAGE_ENTRIES_MAX, stubCodec } from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LogPage, type Sight, WitnessedLog } from '../src/index.ts';
import { CHAIN_ID, JOURNAL_KEY, NODE_ID, SampleLog } from './sample-log.ts';

function witness(state?: WitnessedLog['state'], sight?: Sight): WitnessedLog {
  const identity = { chainId: CHAIN_ID, nodeId: NODE_ID, source: 'access' } as const;
  const log = new WitnessedLog(identity, verifyPortable, state, sight);
  log.journalKeys = [JOURNAL_KEY];
  return log;
}

/** Offers the log's checkpoint at a size and takes all of it. */
function follow(watched: WitnessedLog, log: SampleLog, size = log.size, step = 5): void {
  expect(watched.offered(log.note(size), log.consistency(watched.size, size))).toMatchObject({
    ok: true,
  });
  while (watched.size < size) {
    const to = Math.min(watched.size + step, size);
    expect(watched.take(log.page(watched.size, to, size))).toMatchObject({ ok: true });
  }
}

describe('an honest log', () => {
  it('is followed by pages and checkpoints of any sizes, also over a restart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 17 }),
        (growths, step) => {
          const log = new SampleLog();
          let watched = witness();
          for (const growth of growths) {
            log.grow(growth);
            follow(watched, log, log.size, step);
            expect(watched.state.verified).toMatchObject({ size: log.size, root: log.root() });
            watched = witness(watched.state);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('may go on under a new checkpoint in the middle of an old one', () => {
    const log = new SampleLog().grow(20);
    const watched = witness();
    watched.offered(log.note(), []);
    watched.take(log.page(0, 7));
    expect(watched.state.verified).toBeUndefined();
    follow(watched, log.grow(13));
    expect(watched.state.verified?.size).toBe(33);
  });

  it('fits what the chain anchored, before and after the entries came', () => {
    const log = new SampleLog().grow(12);
    const watched = witness();
    expect(watched.anchored({ size: 9, root: log.root(9) }).ok).toBe(true);
    follow(watched, log, 12, 12);
    expect(watched.anchored({ size: 12, root: log.root() }).ok).toBe(true);
  });

  it('lacks bodies only where the chain let them go', () => {
    const log = new SampleLog().grow(6);
    log.bodies.fill(new Uint8Array(0), 0, 3);
    const watched = witness();
    watched.offered(log.note(), []);
    expect(watched.take(log.page(0))).toMatchObject({ reason: 'body-withheld', index: 0 });
    watched.disposedTo = 3;
    expect(watched.take(log.page(0))).toMatchObject({ ok: true });
  });

  it('is followed by its stubs alone by whom bodies are not for', () => {
    const log = new SampleLog().grow(8);
    const watched = witness(undefined, 'stubs');
    watched.offered(log.note(), []);
    expect(watched.take(log.page(0))).toMatchObject({ reason: 'page-size' });
    const taken = watched.take({ ...log.page(0), bodies: [] });
    expect(taken).toMatchObject({ ok: true, value: { verified: { size: 8 } } });
    expect(taken.ok && taken.value.entries[0]?.body).toBeUndefined();
  });

  it('tells of a clock that ran backwards', () => {
    const log = new SampleLog().grow(2).add({ time: 1_000_500 }).grow(1);
    const watched = witness();
    watched.offered(log.note(), []);
    expect(watched.take(log.page(0))).toMatchObject({ ok: true, value: { clockBackAt: [2] } });
  });
});

describe('a checkpoint is refused', () => {
  /** Ten entries are verified; the log has grown to fifteen since. */
  function verified() {
    const log = new SampleLog().grow(10);
    const watched = witness();
    follow(watched, log);
    return { log: log.grow(5), watched };
  }
  const other = () => new SampleLog().add({ time: 5 }).grow(14);

  it.each<[name: string, note: (log: SampleLog) => Uint8Array, reason: string]>([
    ['that is smaller than an earlier one', (log) => log.note(9), 'rolled-back'],
    ['of the same size with another root', (log) => log.note(10, log.root(9)), 'split-view'],
    [
      'of another log',
      (log) => log.note(15, log.root(), `${CHAIN_ID}/node-b/access/suite1`),
      'origin-mismatch',
    ],
    ['of another tree', () => other().note(), 'inconsistent'],
    ['with a changed text', (log) => log.note().with(-120, 65), 'bad-signature'],
  ])('%s', (_, note, reason) => {
    const { log, watched } = verified();
    const before = watched.state;
    const refusal = watched.offered(note(log), log.consistency(10));
    expect(refusal).toMatchObject({ ok: false });
    if (reason !== 'bad-signature') expect(refusal).toMatchObject({ reason });
    expect(watched.state).toBe(before);
  });

  it('with a proof that is missing, of other sizes, or of nothing', () => {
    const { log, watched } = verified();
    for (const proof of [[], log.consistency(9), [...log.consistency(10), log.root()]]) {
      expect(watched.offered(log.note(), proof)).toMatchObject({ reason: 'inconsistent' });
    }
    expect(witness().offered(log.note(), [log.root()])).toMatchObject({ reason: 'inconsistent' });
  });

  it('that is behind what the chain anchored', () => {
    const { log, watched } = verified();
    watched.anchored({ size: 15, root: log.root() });
    expect(watched.offered(log.note(12), log.consistency(10, 12))).toMatchObject({
      reason: 'behind-anchor',
    });
    follow(watched, log);
  });

  it('by a key that the chain does not know', () => {
    const { log, watched } = verified();
    watched.journalKeys = [new Uint8Array(32).fill(1)];
    expect(watched.offered(log.note(), log.consistency(10))).toMatchObject({ ok: false });
  });
});

describe('an anchor', () => {
  it('with another root is found when the entries come, and when they are here', () => {
    const log = new SampleLog().grow(10);
    const watched = witness();
    watched.anchored({ size: 6, root: log.root(5) });
    watched.offered(log.note(), []);
    expect(watched.take(log.page(0))).toMatchObject({ reason: 'anchor-differs' });
    expect(watched.size).toBe(0);
    const late = witness();
    follow(late, log);
    expect(late.anchored({ size: 10, root: log.root(9) })).toMatchObject({
      reason: 'anchor-differs',
    });
  });
});

describe('a page', () => {
  const flip = (bytes: Uint8Array | undefined, at: number) =>
    Uint8Array.from(bytes ?? [], (byte, i) => (i === at ? byte ^ 1 : byte));
  const replaced = (all: readonly Uint8Array[], at: number, by: Uint8Array) =>
    all.map((each, i) => (i === at ? by : each));

  it.each<[name: string, change: (page: LogPage) => LogPage, reason: string]>([
    ['from another place', (page) => ({ ...page, from: 1 }), 'not-next'],
    ['without entries', (page) => ({ ...page, stubs: [], bodies: [] }), 'page-size'],
    ['with a body less', (page) => ({ ...page, bodies: page.bodies.slice(1) }), 'page-size'],
    [
      'of more entries than a page has',
      (page) => ({
        ...page,
        stubs: new Array(JOURNAL_PAGE_ENTRIES_MAX + 1).fill(page.stubs[0]),
        bodies: new Array(JOURNAL_PAGE_ENTRIES_MAX + 1).fill(page.bodies[0]),
      }),
      'page-size',
    ],
    [
      'beyond the checkpoint',
      (page) => ({
        ...page,
        stubs: [...page.stubs, ...page.stubs],
        bodies: [...page.bodies, ...page.bodies],
      }),
      'beyond-head',
    ],
    [
      'whose entries changed places',
      (page) => ({ ...page, stubs: [...page.stubs].reverse() }),
      'stub-misplaced',
    ],
    [
      'with a stub that is none',
      (page) => ({ ...page, stubs: replaced(page.stubs, 2, new Uint8Array(9)) }),
      'stub-not-canonical',
    ],
    [
      'with a stub longer than any',
      (page) => {
        const [first] = page.stubs;
        const stub = stubCodec.decode(first as Uint8Array);
        const long = stubCodec.encode({ ...stub, actorTag: new Uint8Array(200).fill(1) });
        return { ...page, stubs: replaced(page.stubs, 0, long) };
      },
      'stub-not-canonical',
    ],
    [
      "with another entry's body",
      (page) => ({ ...page, bodies: replaced(page.bodies, 2, page.bodies[3] as Uint8Array) }),
      'body-differs',
    ],
    [
      'with a body that is none',
      (page) => ({ ...page, bodies: replaced(page.bodies, 2, new Uint8Array(9)) }),
      'body-not-canonical',
    ],
    ['with a proof too short', (page) => ({ ...page, proof: page.proof.slice(1) }), 'not-in-head'],
  ])('%s is refused, and nothing of it is taken', (_, change, reason) => {
    const log = new SampleLog().grow(10);
    const watched = witness();
    watched.offered(log.note(), []);
    expect(watched.take(change(log.page(0, 6)))).toMatchObject({ ok: false, reason });
    expect(watched.size).toBe(0);
    follow(watched, log);
  });

  it('with any byte changed is refused', () => {
    const log = new SampleLog().grow(10);
    const whole = log.page(2, 8);
    fc.assert(
      fc.property(fc.nat(5), fc.nat(1000), fc.constantFrom('stubs', 'bodies'), (at, byte, part) => {
        const watched = witness();
        watched.offered(log.note(), []);
        watched.take(log.page(0, 2));
        const target = whole[part][at] as Uint8Array;
        const changed = replaced(whole[part], at, flip(target, byte % target.length));
        expect(watched.take({ ...whole, [part]: changed })).toMatchObject({ ok: false });
        expect(watched.size).toBe(2);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused while no checkpoint is under way', () => {
    const log = new SampleLog().grow(3);
    expect(witness().take(log.page(0))).toMatchObject({ reason: 'no-head' });
  });
});
