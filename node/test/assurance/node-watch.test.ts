// What is believed of another node's report, and what is made of an answer that is none.
import { signerFromSeed } from '@mingjing/crypto/node';
import { type NodeReport, nodeReportCodec, nodeReportSigning } from '@mingjing/protocol';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { NodeWatch, type WatchedHost } from '../../src/management/assurance/centre/node-watch.ts';
import { planTestnet } from '../../src/testnet/plan.ts';
import { answered } from './seen.ts';

const CHAIN = 'trial-0123456789abcdef';
const planned = planTestnet({ name: 'trial', organisations: 4, users: 0, now: 1 });
const [own, other] = planned.nodes;
if (own === undefined || other === undefined) throw new Error('no nodes');
const peer = other.node.id;

function watched(answer: () => Promise<object>, now = () => 1000) {
  const registered = planned.genesis.nodes;
  const host = {
    nodeId: own?.node.id ?? '',
    assurance: { reporter: { report: () => reportOf({ nodeId: own?.node.id ?? '' }) } },
    network: { peers: () => [peer], request: answer },
    replica: {
      chain: {
        chainId: CHAIN,
        state: {
          registry: {
            all: () => registered,
            get: (_kind: string, id: string) => registered.find((node) => node.id === id),
          },
        },
      },
    },
  };
  return new NodeWatch(host as unknown as WatchedHost, now);
}

const reportOf = (changed: Partial<NodeReport>) =>
  answered({ nodeId: peer, version: '0.1.0', ...changed }).report;

function signed(report: NodeReport, chainId = CHAIN, signer = other) {
  const bytes = nodeReportCodec.encode(report);
  const seed = signer?.keys.get('statement')?.seed ?? new Uint8Array(0);
  return {
    nodeReport: {
      report: bytes,
      signature: signerFromSeed(seed).sign(nodeReportSigning(chainId, bytes)),
    },
  };
}

const seenOf = (watch: NodeWatch) => watch.nodes().find(({ id }) => id === peer);

describe('a report', () => {
  it('of a node is believed under its statement key', async () => {
    const watch = watched(async () => signed(reportOf({ time: 8000, height: 12 })));
    await watch.ask();
    const node = seenOf(watch);
    expect(node).toMatchObject({ isConnected: true, answer: { report: { height: 12 } } });
    expect(node?.answer?.offset.offsetMs).toBeGreaterThan(6900);
    expect(watch.nodes().find(({ isSelf }) => isSelf)?.answer).toBeDefined();
    expect(watch.nodes()).toHaveLength(planned.genesis.nodes.length);
  });

  test.each<[string, () => Promise<object>, string]>([
    ['under the key of another node', async () => signed(reportOf({}), CHAIN, own), 'signature'],
    ['of another chain', async () => signed(reportOf({}), 'other-0123456789abcdef'), 'signature'],
    ['about another node', async () => signed(reportOf({ nodeId: 'bing-1' })), 'another-node'],
    ['out of its bounds', async () => signed(reportOf({ portsMeasured: 2 })), 'malformed'],
    ['that is none', async () => ({}), 'malformed'],
    [
      'that is refused',
      () => Promise.reject(Object.assign(new Error('no'), { code: 'REQUEST_REFUSED' })),
      'refused',
    ],
  ])('%s is not', async (_name, answer, refusal) => {
    const watch = watched(answer);
    await watch.ask();
    expect(seenOf(watch)).toMatchObject({ answer: undefined, refusal });
  });

  it('that never comes leaves the last one, which grows old', async () => {
    let time = 1000;
    let answer: () => Promise<object> = async () => signed(reportOf({}));
    const watch = watched(
      () => answer(),
      () => time,
    );
    await watch.ask();
    [time, answer] = [20_000, () => Promise.reject(new Error('away'))];
    await watch.ask();
    const { answer: last, refusal } = seenOf(watch) ?? {};
    expect(refusal).toBeUndefined();
    expect(last?.at).toBeLessThan(2000);
  });

  it('with as many entries as before shows a journal that rests', async () => {
    let time = 1000;
    const watch = watched(
      async () => signed(reportOf({ journalEntries: 5 })),
      () => time,
    );
    await watch.ask();
    time = 9000;
    await watch.ask();
    expect(seenOf(watch)?.journalGrewAt).toBeLessThan(2000);
  });
});

describe('a peer that never answers', () => {
  const PERIOD_MS = 5000;
  const onError = (error: unknown) => {
    throw error;
  };
  let asked = 0;
  let rounds = 0;
  const hung = () => {
    asked += 1;
    return new Promise<object>(() => undefined);
  };
  const judge = async () => {
    rounds += 1;
  };
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    [asked, rounds] = [0, 0];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is asked once, and holds up no stop; what it left open is not judged', async () => {
    const watch = watched(hung);
    watch.start(PERIOD_MS, judge, onError);
    await vi.advanceTimersByTimeAsync(100 * PERIOD_MS);
    await watch.stop();
    await vi.advanceTimersByTimeAsync(100 * PERIOD_MS);
    expect([asked, rounds]).toEqual([1, 0]);
  });

  it('makes no rounds for later: each period has one at most', async () => {
    const answers: (() => void)[] = [];
    const watch = watched(() => {
      asked += 1;
      const { promise, resolve } = Promise.withResolvers<object>();
      answers.push(() => resolve(signed(reportOf({}))));
      return promise;
    });
    watch.start(PERIOD_MS, judge, onError);
    await vi.advanceTimersByTimeAsync(100 * PERIOD_MS);
    answers.at(-1)?.();
    await vi.waitFor(() => expect(rounds).toBe(1));
    expect(asked).toBe(1);
    await vi.advanceTimersByTimeAsync(PERIOD_MS);
    expect(asked).toBe(2);
    await watch.stop();
    expect(rounds).toBe(1);
  });
});
