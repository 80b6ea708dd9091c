import { blockCodec, blockId } from '@mingjing/protocol';
import type { Store, StoredBlock } from '@mingjing/replica';
import { describe, expect, it } from 'vitest';
import { HeaderTrust } from '../src/trusted-header.ts';

const CHAIN = 'trial-0011223344556677';
const HEIGHT = 5;
const header = (text: string) => new TextEncoder().encode(text);
const certificate = new Uint8Array(0);
const block = (height: number, text: string): StoredBlock => ({
  ...{ height, certificate, results: [] },
  block: blockCodec.encode({
    header: header(text),
    parentCertificate: certificate,
    transactions: [],
  }),
});
const trusted = { height: HEIGHT, blockId: blockId(CHAIN, header('ours')) };

/** A store that writes down what reached it. */
function store(held?: StoredBlock) {
  const written: string[] = [];
  const plain = {
    block: async (height: number) => (held?.height === height ? held : undefined),
    commit: async ({ height }: StoredBlock) => void written.push(`commit ${height}`),
    putOlder: async (blocks: readonly StoredBlock[]) => void written.push(`older ${blocks.length}`),
    install: async () => ({
      finish: async ({ block: { height } }: { block: StoredBlock }) =>
        void written.push(`installed ${height}`),
    }),
  };
  return { written, store: plain as unknown as Store };
}

type Way = (store: Store, block: StoredBlock) => Promise<unknown>;

describe('a chain with a header that its operator trusts', () => {
  const WAYS: [string, Way][] = [
    ['as the next block', (to, next) => to.commit(next as never)],
    ['as one of the past', (to, old) => to.putOlder([block(9, 'later'), old] as never)],
    ['in a snapshot', async (to, tip) => (await to.install()).finish({ block: tip } as never)],
  ];

  it.each(WAYS)('is taken when it has that block, %s', async (_name, give) => {
    const { written, store: plain } = store();
    const trust = await HeaderTrust.open(CHAIN, trusted, plain);
    expect(trust.isMet).toBe(false);
    await give(trust.guard(plain), block(HEIGHT, 'ours'));
    expect([written.length, trust.isMet]).toEqual([1, true]);
  });

  it.each(WAYS)('is refused when it has another one, %s', async (_name, give) => {
    const { written, store: plain } = store();
    const trust = await HeaderTrust.open(CHAIN, trusted, plain);
    const given = give(trust.guard(plain), block(HEIGHT, 'theirs'));
    await expect(given).rejects.toMatchObject({ code: 'TRUSTED_HEADER_OTHER' });
    expect([written, trust.isMet]).toEqual([[], false]);
  });

  it('is not judged by blocks of other heights', async () => {
    const { written, store: plain } = store();
    const trust = await HeaderTrust.open(CHAIN, trusted, plain);
    await trust.guard(plain).commit(block(HEIGHT + 1, 'theirs') as never);
    expect([written, trust.isMet]).toEqual([['commit 6'], false]);
  });

  it('is judged by what lies in the home at the start', async () => {
    const ours = store(block(HEIGHT, 'ours')).store;
    expect((await HeaderTrust.open(CHAIN, trusted, ours)).isMet).toBe(true);
    const theirs = store(block(HEIGHT, 'theirs')).store;
    await expect(HeaderTrust.open(CHAIN, trusted, theirs)).rejects.toMatchObject({
      code: 'TRUSTED_HEADER_OTHER',
    });
  });
});
