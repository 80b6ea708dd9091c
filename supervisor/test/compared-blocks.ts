// What a search and a trace answer, held against every block of a chain walked one by one.
import type { TraceStatement } from '@mingjing/proofs';
import { beforeAll, expect, it } from 'vitest';
import type { TestChain } from './chain.ts';
import { publishHistory, type WalkedRecord, walkBlocks } from './history.ts';

/** Hangs on the history of records that is made, and on nothing else. */
const SEED = 20_261_126;
/** Nodes that one node of a trace is followed to. */
const SHOWN_MAX = 20;

interface Page {
  readonly hits: readonly { readonly id: string }[];
  readonly next_cursor: string | null;
}

export interface Compared {
  chain(): TestChain;
  /** Key files of those who publish, of two organisations. */
  keyFiles(): readonly string[];
  /** Resolves when so many records more than before are in the index. */
  indexed(more: number): Promise<void>;
}

/** The tests, for a chain that is running and has records already. */
export function comparesWithBlocks({ chain, indexed, keyFiles }: Compared): void {
  let blocks: Blocks;
  beforeAll(async () => {
    const node = chain().firstNode;
    if (node === undefined) throw new Error('no node');
    const before = (await walkBlocks(node.host)).length;
    const history = { blocks: 12, keyFiles: keyFiles(), seed: SEED };
    const more = await publishHistory(chain().nodeUrl(), node.host, history);
    await indexed(more);
    blocks = new Blocks(chain(), await walkBlocks(node.host));
    expect(blocks.walked).toHaveLength(before + more);
  });

  it('by subject', () => bySubject(blocks));
  it('by content: each commitment, and each text whoever published it', () => byContent(blocks));
  it('by organisation and author', () => byOrganisation(blocks));
  it('by time, the beginning included and the end not', () => byTime(blocks));
}

/** All records of the blocks, and what is answered about them. */
class Blocks {
  readonly chain: TestChain;
  readonly walked: readonly WalkedRecord[];

  constructor(chain: TestChain, walked: readonly WalkedRecord[]) {
    this.chain = chain;
    this.walked = walked;
  }

  those(isMeant: (record: WalkedRecord) => boolean): string[] {
    return this.walked
      .filter(isMeant)
      .map(({ id }) => id)
      .sort();
  }

  distinct<T>(of: (record: WalkedRecord) => T): T[] {
    return [...new Set(this.walked.map(of))];
  }

  /** Windows that begin and end at and beside the times of blocks. */
  get windows(): { from: number; to: number }[] {
    const times = this.distinct(({ time }) => time);
    const begun = times.filter((_, i) => i % 4 === 0);
    return begun.flatMap((from) => {
      const to = times[times.indexOf(from) + 3] ?? (times.at(-1) ?? 0) + 1;
      return [from, from + 1].flatMap((each) => (each < to ? [{ from: each, to }] : []));
    });
  }

  /** Records of all pages of a search. */
  async searched(query: Record<string, string | number>): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = { ...query, limit: '7', ...(cursor === '' ? {} : { cursor }) };
      const asked = new URLSearchParams();
      for (const [name, value] of Object.entries(page)) asked.set(name, String(value));
      const answer: Page = await this.chain.get(`/v1/desk/search/records?${asked}`);
      found.push(...answer.hits.map(({ id }) => id));
      cursor = answer.next_cursor;
    }
    return found.sort();
  }

  /** Records of a trace, one step from where it begins; whether more are there than it shows. */
  async traced(query: string): Promise<{ isCut: boolean; records: string[] }> {
    const path = `/v1/desk/search/trace?depth=1&${query}`;
    const { is_cut: isCut, nodes }: TraceStatement = await this.chain.get(path);
    const records = nodes.filter(({ type }) => type === 'record');
    return { isCut, records: records.map(({ id }) => id.slice('record:'.length)).sort() };
  }
}

async function bySubject(blocks: Blocks): Promise<void> {
  for (const subject of blocks.distinct((each) => each.subject).filter((each) => each !== '')) {
    const expected = blocks.those((record) => record.subject === subject);
    expect(expected.length).toBeGreaterThan(1);
    expect(await blocks.searched({ subject })).toEqual(expected);
    const { isCut, records } = await blocks.traced(`start=subject&name=${subject}`);
    expect([isCut, records]).toEqual([false, expected]);
  }
  expect(await blocks.searched({ subject: 'test:nothing' })).toEqual([]);
  const nothing = '/v1/desk/search/trace?start=subject&name=test:nothing';
  expect((await blocks.chain.fetch(nothing)).status).toBe(404);
}

async function byContent(blocks: Blocks): Promise<void> {
  const contents = [...new Set(blocks.walked.flatMap((record) => record.contents))];
  const holding = (content: string) => blocks.those((record) => record.contents.includes(content));
  for (const content of contents) {
    expect(await blocks.searched({ content })).toEqual(holding(content));
  }
  const shared = contents.filter((content) => holding(content).length > 1);
  expect(shared.length).toBeGreaterThan(3);
  for (const content of [...shared, contents[0] ?? '']) {
    const { records } = await blocks.traced(`start=content&name=${content}`);
    expect(records).toEqual(holding(content));
  }
}

async function byOrganisation(blocks: Blocks): Promise<void> {
  for (const organisation of blocks.distinct((each) => each.organisation)) {
    const expected = blocks.those((record) => record.organisation === organisation);
    expect(await blocks.searched({ organisation })).toEqual(expected);
    const { isCut, records } = await blocks.traced(`start=organisation&name=${organisation}`);
    // A trace shows twenty of a kind, and says so where there are more.
    expect(isCut).toBe(expected.length > SHOWN_MAX);
    expect(expected).toEqual(expect.arrayContaining(records));
    expect(records).toHaveLength(Math.min(expected.length, SHOWN_MAX));
  }
  for (const author of blocks.distinct((each) => each.author)) {
    const expected = blocks.those((record) => record.author === author);
    expect(await blocks.searched({ author })).toEqual(expected);
  }
}

async function byTime(blocks: Blocks): Promise<void> {
  for (const { from, to } of blocks.windows) {
    const expected = blocks.those(({ time }) => time >= from && time < to);
    expect(await blocks.searched({ from, to })).toEqual(expected);
    if (expected.length === 0 || expected.length > SHOWN_MAX) continue;
    const { records } = await blocks.traced(`start=period&from=${from}&to=${to}`);
    expect(records).toEqual(expected);
  }
}
