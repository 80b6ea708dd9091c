import {
  blockCodec,
  commitCertificateCodec,
  type Header,
  headerCodec,
  type Request,
  type Response,
  type SyncBlock,
} from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chain } from '../src/chain/chain.ts';
import type { OpenedBlock } from '../src/sync/open-block.ts';
import { PeerBook } from '../src/sync/peer-book.ts';
import { RangePlan } from '../src/sync/range-plan.ts';
import { type Applied, BlockSync } from '../src/sync/sync.ts';

const none = new Uint8Array(0);
const zero = new Uint8Array(32);

function blockAt(height: number, sizeBytes = 100): SyncBlock {
  const header: Header = {
    ...{ version: 1, rulesVersion: 1, chainId: 'test', height, time: height, proposer: 'a' },
    ...{ parentId: zero, parentCertificateHash: zero, transactionsRoot: zero, stateRoot: zero },
    ...{ resultsRoot: zero, validatorsHash: zero, nextValidatorsHash: zero, parametersHash: zero },
  };
  const transactions = [new Uint8Array(sizeBytes).fill(1)];
  const block = { header: headerCodec.encode(header), parentCertificate: none, transactions };
  const certificate = { height, round: 0, blockId: zero, signatures: [] };
  return {
    block: blockCodec.encode(block),
    certificate: commitCertificateCodec.encode(certificate),
    attachments: [],
    results: none,
  };
}

function run(from: number, count: number): SyncBlock[] {
  return Array.from({ length: count }, (_, index) => blockAt(from + index));
}

type Asked = { peer: string; from: number; count: number };

/** Block sync over peers that answer as they are told, on a clock that moves by hand. */
class Bench {
  readonly asked: Asked[] = [];
  readonly committed: number[] = [];
  readonly accused: string[] = [];
  readonly stalled: string[] = [];
  readonly chain = { height: 0 };
  readonly sync: BlockSync;
  /** Blocks of this sender are refused. */
  liar = '';
  verdict: Applied = 'done';
  answers: (asked: Asked) => SyncBlock[] | 'never' | 'gone' = ({ from, count }) => run(from, count);
  #now = 0;
  #timers: { at: number; fire: () => void }[] = [];

  readonly peers: readonly string[];

  constructor(peers: readonly string[]) {
    this.peers = peers;
    const network = {
      peers: () => this.peers,
      send: () => undefined,
      request: (peer: string, request: Omit<Request, 'id'>) => this.#request(peer, request),
    };
    const clock = {
      now: () => this.#now,
      schedule: (delayMs: number, fire: () => void) => {
        const timer = { at: this.#now + delayMs, fire };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((each) => each !== timer);
        };
      },
      yield: async () => undefined,
    };
    this.sync = new BlockSync(
      this.chain as Chain,
      { network, clock },
      {
        apply: async (peer, blocks) => this.#apply(peer, blocks),
        misbehaviour: (peer, reason) => this.accused.push(`${peer} ${reason}`),
        stalled: (peer) => this.stalled.push(peer),
      },
    );
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 60; turn += 1) await new Promise(setImmediate);
  }

  async pass(ms: number): Promise<void> {
    await this.settle();
    const end = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = next.at;
      next.fire();
      await this.settle();
    }
    this.#now = end;
  }

  begin(height: number): void {
    for (const peer of this.peers) this.sync.peerAt(peer, height);
    this.sync.run();
  }

  async #request(peer: string, { blocks }: Omit<Request, 'id'>): Promise<Response> {
    const asked = { peer, from: blocks?.from ?? 0, count: blocks?.count ?? 0 };
    this.asked.push(asked);
    const answer = this.answers(asked);
    if (answer === 'never') return new Promise(() => undefined);
    if (answer === 'gone') throw new Error('gone');
    return { id: 1, blocks: { blocks: answer } };
  }

  #apply(peer: string, blocks: readonly OpenedBlock[]): Applied {
    if (peer === this.liar) return 'refused';
    if (this.verdict !== 'done') return this.verdict;
    for (const { header } of blocks) {
      if (header.height <= this.chain.height) continue;
      this.committed.push(header.height);
      this.chain.height = header.height;
    }
    return 'done';
  }
}

const upTo = (height: number) => Array.from({ length: height }, (_, index) => index + 1);

describe('block sync', () => {
  it('asks several peers for successive ranges at once, and commits in order', async () => {
    const bench = new Bench(['a', 'b', 'c']);
    bench.begin(1000);
    expect(bench.asked.map(({ peer, from }) => `${peer} ${from}`)).toEqual([
      'a 1',
      'b 65',
      'c 129',
      'a 193',
      'b 257',
      'c 321',
    ]);
    await bench.settle();
    expect(bench.committed).toEqual(upTo(1000));
    expect([bench.accused, bench.sync.isRunning]).toEqual([[], false]);
  });

  it('asks for smaller ranges where blocks are large', async () => {
    const bench = new Bench(['a']);
    bench.answers = ({ from, count }) =>
      run(from, Math.min(count, 3)).map((_, index) => blockAt(from + index, 1_000_000));
    bench.begin(40);
    await bench.settle();
    expect(bench.committed).toEqual(upTo(40));
    expect(bench.asked.at(-1)?.count).toBeLessThanOrEqual(4);
  });

  it('does not hold more than its bound of bytes ahead', async () => {
    const bench = new Bench(['a', 'b', 'c', 'd', 'e']);
    // The first range never comes; of the others each block is large.
    bench.answers = ({ from, count }) =>
      from === 1 ? 'never' : run(from, count).map((_, index) => blockAt(from + index, 100_000));
    bench.begin(5000);
    await bench.settle();
    const highest = Math.max(...bench.asked.map(({ from, count }) => from + count));
    expect(highest).toBeLessThan(1030);
    const bytes = bench.asked.slice(1).reduce((sum, { count }) => sum + count * 100_000, 0);
    expect(bytes).toBeLessThan(64 * 1024 * 1024 + 8 * 64 * 100_000);
  });

  it('asks another when one does not answer, names it and leaves it alone', async () => {
    const bench = new Bench(['a', 'b']);
    bench.answers = ({ peer, from, count }) => (peer === 'a' ? 'never' : run(from, count));
    bench.begin(300);
    await bench.pass(6000);
    expect([bench.committed, bench.stalled.includes('a')]).toEqual([upTo(300), true]);
    const before = bench.asked.length;
    bench.begin(400);
    await bench.settle();
    expect(bench.asked.slice(before).every(({ peer }) => peer === 'b')).toBe(true);
  });

  it('asks another when a connection breaks, and blames nobody', async () => {
    const bench = new Bench(['a', 'b']);
    bench.answers = ({ peer, from, count }) => (peer === 'a' ? 'gone' : run(from, count));
    bench.begin(100);
    await bench.pass(1000);
    expect([bench.committed, bench.accused, bench.stalled]).toEqual([upTo(100), [], []]);
  });

  it.each<[string, string, (asked: Asked) => SyncBlock[]]>([
    ['another range', 'sync-wrong-range', ({ from, count }) => run(from + 1, count)],
    ['more than asked', 'sync-wrong-range', ({ from, count }) => run(from, count + 1)],
    [
      'bytes that are no block',
      'sync-block-malformed',
      ({ from, count }) => run(from, count).map((sent) => ({ ...sent, block: Uint8Array.of(9) })),
    ],
    [
      'bytes that are no certificate',
      'sync-certificate-malformed',
      ({ from }) => [{ ...blockAt(from), certificate: Uint8Array.of(9) }],
    ],
  ])('names who sends %s, and takes it of another', async (_what, reason, lie) => {
    const bench = new Bench(['a', 'b']);
    bench.answers = (asked) => (asked.peer === 'a' ? lie(asked) : run(asked.from, asked.count));
    bench.begin(200);
    await bench.settle();
    expect(bench.committed).toEqual(upTo(200));
    expect(new Set(bench.accused)).toEqual(new Set([`a ${reason}`]));
  });

  it('believes nothing more of a peer whose block was refused', async () => {
    const bench = new Bench(['a', 'b']);
    bench.liar = 'a';
    bench.begin(300);
    await bench.settle();
    expect(bench.committed).toEqual(upTo(300));
    expect(bench.asked.filter(({ peer }) => peer === 'a').length).toBeLessThanOrEqual(4);
  });

  it('tries again later what could not be judged yet', async () => {
    const bench = new Bench(['a']);
    bench.verdict = 'later';
    bench.begin(10);
    await bench.pass(2000);
    expect([bench.committed, bench.asked.length]).toEqual([[], 1]);
    bench.verdict = 'done';
    await bench.pass(1000);
    expect(bench.committed).toEqual(upTo(10));
  });

  it('asks again when the chain passed all of a short answer', async () => {
    const bench = new Bench(['a']);
    const whole = bench.answers;
    bench.answers = ({ from }) => run(from, 30);
    bench.begin(64);
    bench.chain.height = 40;
    bench.answers = whole;
    await bench.settle();
    expect([bench.committed, bench.accused]).toEqual([upTo(64).slice(40), []]);
  });

  it('drops what the chain passed meanwhile, and blames nobody for it', async () => {
    const bench = new Bench(['a']);
    bench.begin(64);
    // Its answer is on its way.
    bench.chain.height = 40;
    await bench.settle();
    expect([bench.committed[0], bench.accused]).toEqual([41, []]);
  });
});

describe('what is known of peers', () => {
  it('remembers lies of a peer that comes back, and forgets one that did nothing wrong', () => {
    const book = new PeerBook();
    const limits = { connected: ['a', 'b'], askedMax: 2 };
    for (const peer of limits.connected) book.peerAt(peer, 9);
    book.failed('a', 'refused');
    book.failed('b', 'unreachable');
    book.rested('b');
    for (const peer of limits.connected) {
      book.forget(peer);
      book.peerAt(peer, 9);
    }
    expect(book.pick(9, limits)).toBe('b');
    book.rested('a');
    expect(book.pick(9, limits)).toBe('a');
  });

  it('leaves a peer alone for longer with each lie, and forgives after a good answer', () => {
    const book = new PeerBook();
    const rests = [1, 2, 3].map(() => book.failed('a', 'refused'));
    book.served('a');
    expect([rests, book.failed('a', 'refused')]).toEqual([[5000, 10_000, 20_000], 5000]);
    expect(Array.from({ length: 40 }, () => book.failed('a', 'stalled')).at(-1)).toBe(300_000);
  });
});

describe('the plan of ranges', () => {
  it('has no gap and loses nothing, whatever comes, fails or is passed', () => {
    const step = fc.record({
      act: fc.nat(4),
      pick: fc.nat(20),
      size: fc.integer({ min: 1, max: 9 }),
    });
    const property = fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const plan = new RangePlan();
      let height = 0;
      for (const { act, pick, size } of steps) {
        plan.trim(height);
        plan.extend(height, 200, size);
        const wanted = plan.wanted();
        const range = wanted[pick % Math.max(1, wanted.length)];
        if (act <= 1 && range !== undefined) {
          range.peer = 'p';
          const blocks = run(range.from, Math.min(size, range.count));
          if (act === 0) plan.arrived(range, blocks as never, blocks.length);
        }
        if (act === 2) plan.disown('p');
        if (act === 3) height += size;
        const ready = plan.ready();
        if (act === 4 && ready !== undefined) height = ready.from + ready.count - 1;
      }
      plan.disown('p');
      plan.trim(height);
      plan.extend(height, 200, 7);
      const heights = plan
        .wanted()
        .flatMap(({ from, count }) => upTo(count).map((i) => from + i - 1));
      expect(heights).toEqual(upTo(200).filter((each) => each > height));
      expect(plan.bytes).toBe(0);
    });
    fc.assert(property);
  });
});
