import { bytesKey, keyBytes } from '@mingjing/protocol';
import { encodeRange } from '@mingjing/tlog';
import { describe, expect, it } from 'vitest';
import { type LoadedState, loadChainState } from '../src/index.ts';
import { bytes, record, storedRegistry, TestChain } from './chain.ts';

/** A chain with something of everything, and what a store holds of it. */
function stored() {
  const chain = new TestChain();
  const id = chain.publish('alice');
  chain.act('alice', { recordsAmend: { recordId: id, record: record('order/2') } });
  chain.publish('bob');
  chain.carry({ admitOrganisation: { id: 'org-e', region: 'CN' } });
  chain.block([], chain.state.time + 5000);
  const last = chain.outcomes.at(-1) as (typeof chain.outcomes)[number];
  const floor = chain.state.replay.floor(chain.state.height);
  const loaded: LoadedState = {
    header: last.header,
    stateSummary: last.outcome.stateSummary,
    registry: storedRegistry(chain.state.registry),
    replay: chain.outcomes
      .filter(({ outcome }) => outcome.height >= floor)
      .map(({ outcome }) => ({ height: outcome.height, ids: outcome.replay })),
  };
  return { chain, loaded };
}

const { chain, loaded } = stored();
const load = (change: Partial<LoadedState> = {}) =>
  loadChainState(chain.state.chainId, chain.state.genesisHash, { ...loaded, ...change });

describe('a stored state', () => {
  it('loads to the state it was, and goes on like it', () => {
    const state = load();
    if (state === undefined) return expect.fail('the stored state was refused');
    const { registry, replay, records, parameters, validators, ...plain } = chain.state;
    expect(state).toMatchObject(plain);
    expect(state.registry.root).toEqual(registry.root);
    expect(encodeRange(state.records)).toEqual(encodeRange(records));
    expect(state.validators).toEqual(validators);
    expect(state.replay.rootWith([], state.time)).toEqual(replay.rootWith([], state.time));
    expect(state.replay.floor(99)).toBe(replay.floor(99));
    const next = chain.sign('bob', { recordsPublish: { records: [record('order/9')] } });
    const roots = [state, chain.state].map((each) => {
      const draft = new TestChain();
      Object.assign(draft, { state: each });
      const block = draft.draft();
      block.apply(next);
      return block.finish().stateRoot;
    });
    expect(roots[0]).toEqual(roots[1]);
  });

  it('keeps replays out after loading', () => {
    const state = load();
    for (const { outcome } of chain.outcomes) {
      for (const { id, validUntil } of outcome.parts.additions) {
        expect(state?.replay.has(id, validUntil)).toBe(chain.state.replay.has(id, validUntil));
      }
    }
  });

  it('is refused with any byte of an entry changed, key or value', () => {
    loaded.registry.forEach(([key, value], at) => {
      for (const part of [0, 1]) {
        const target = [key, value][part] as Uint8Array;
        for (let place = 0; place < target.length; place += 7) {
          const changed = Uint8Array.from(target);
          changed[place] = (changed[place] as number) ^ 1;
          const registry = loaded.registry.with(at, part === 0 ? [changed, value] : [key, changed]);
          expect(load({ registry })).toBeUndefined();
        }
      }
    });
  });

  it.each([
    ['an entry missing', { registry: loaded.registry.slice(1) }],
    ['an entry added', { registry: [...loaded.registry, [bytes(33, 11), bytes(4, 1)] as const] }],
    ['no entries', { registry: [] }],
    ['no replay ids', { replay: [] }],
    ['replay ids of one block missing', { replay: loaded.replay.slice(1) }],
    ['replay ids in another order', { replay: loaded.replay.toReversed() }],
    [
      'half a replay entry',
      { replay: loaded.replay.map((each) => ({ ...each, ids: each.ids.slice(1) })) },
    ],
    ['a minute beyond every clock', { replay: [{ height: 1, ids: bytes(40, 0xff) }] }],
    ['no record tree', { stateSummary: new Uint8Array(0) }],
    ['a record tree cut short', { stateSummary: loaded.stateSummary.slice(0, -1) }],
    [
      'another record tree',
      { stateSummary: loaded.stateSummary.with(10, (loaded.stateSummary[10] as number) ^ 1) },
    ],
    ['a header cut short', { header: loaded.header.slice(0, -1) }],
  ])('is refused with %s', (_, change) => {
    expect(load(change as Partial<LoadedState>)).toBeUndefined();
  });
});

describe('bytesKey', () => {
  it('is exact at any length', () => {
    for (const length of [0, 1, 32, 4096, 4097, 1_000_000]) {
      const original = bytes(length, 0).map((_, index) => index * 31);
      expect(Buffer.compare(keyBytes(bytesKey(original)), original)).toBe(0);
    }
  });
});
