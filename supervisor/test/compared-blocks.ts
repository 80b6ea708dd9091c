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
  let walked: WalkedRecord[];
  beforeAll(async () => {
    const [node] = chain().nodes.values();
    if (node === undefined) throw new Error('no node');
    const before = (await walkBlocks(node.host)).length;
    const history = { blocks: 12, keyFiles: keyFiles(), seed: SEED };
    const more = await publishHistory(chain().nodeUrl(), node.host, history);
    await indexed(more);
    walked = await walkBlocks(node.host);
    expect(walked).toHaveLength(before + more);
  });

  const those = (isMeant: (record: WalkedRecord) => boolean) =>
    walked
      .filter(isMeant)
      .map(({ id }) => id)
      .sort();
  /** Records of all pages of a search. */
  const searched = async (query: Record<string, string | number>) => {
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = { ...query, limit: '7', ...(cursor === '' ? {} : { cursor }) };
      const asked = new URLSearchParams();
      for (const [name, value] of Object.entries(page)) asked.set(name, String(value));
      const answer: Page = await chain().get(`/v1/desk/search/records?${asked}`);
      found.push(...answer.hits.map(({ id }) => id));
      cursor = answer.next_cursor;
    }
    return found.sort();
  };
  /** Records of a trace, one step from where it begins; whether more are there than it shows. */
  const traced = async (query: string) => {
    const path = `/v1/desk/search/trace?depth=1&${query}`;
    const { is_cut: isCut, nodes }: TraceStatement = await chain().get(path);
    const records = nodes.filter(({ type }) => type === 'record');
    return { isCut, records: records.map(({ id }) => id.slice('record:'.length)).sort() };
  };
  const distinct = <T>(of: (record: WalkedRecord) => T) => [...new Set(walked.map(of))];
  /** Windows that begin and end at and beside the times of blocks. */
  const windows = () => {
    const times = distinct(({ time }) => time);
    const begun = times.filter((_, i) => i % 4 === 0);
    return begun.flatMap((from) => {
      const to = times[times.indexOf(from) + 3] ?? (times.at(-1) ?? 0) + 1;
      return [from, from + 1].flatMap((each) => (each < to ? [{ from: each, to }] : []));
    });
  };

  it('by subject', async () => {
    for (const subject of distinct((each) => each.subject).filter((each) => each !== '')) {
      const expected = those((record) => record.subject === subject);
      expect(expected.length).toBeGreaterThan(1);
      expect(await searched({ subject })).toEqual(expected);
      const { isCut, records } = await traced(`start=subject&name=${subject}`);
      expect([isCut, records]).toEqual([false, expected]);
    }
    expect(await searched({ subject: 'test:nothing' })).toEqual([]);
    const nothing = '/v1/desk/search/trace?start=subject&name=test:nothing';
    expect((await chain().fetch(nothing)).status).toBe(404);
  });

  it('by content: each commitment, and each text whoever published it', async () => {
    const contents = [...new Set(walked.flatMap((record) => record.contents))];
    const shared: string[] = [];
    for (const content of contents) {
      const expected = those((record) => record.contents.includes(content));
      if (expected.length > 1) shared.push(content);
      expect(await searched({ content })).toEqual(expected);
    }
    expect(shared.length).toBeGreaterThan(3);
    for (const content of [...shared, contents[0] ?? '']) {
      const expected = those((record) => record.contents.includes(content));
      const { records } = await traced(`start=content&name=${content}`);
      expect(records).toEqual(expected);
    }
  });

  it('by organisation and author', async () => {
    for (const organisation of distinct((each) => each.organisation)) {
      const expected = those((record) => record.organisation === organisation);
      expect(await searched({ organisation })).toEqual(expected);
      const { isCut, records } = await traced(`start=organisation&name=${organisation}`);
      // A trace shows twenty of a kind, and says so where there are more.
      expect(isCut).toBe(expected.length > SHOWN_MAX);
      expect(expected).toEqual(expect.arrayContaining(records));
      expect(records).toHaveLength(Math.min(expected.length, SHOWN_MAX));
    }
    for (const author of distinct((each) => each.author)) {
      expect(await searched({ author })).toEqual(those((record) => record.author === author));
    }
  });

  it('by time, the beginning included and the end not', async () => {
    for (const { from, to } of windows()) {
      const expected = those(({ time }) => time >= from && time < to);
      expect(await searched({ from, to })).toEqual(expected);
      if (expected.length === 0 || expected.length > SHOWN_MAX) continue;
      const { records } = await traced(`start=period&from=${from}&to=${to}`);
      expect(records).toEqual(expected);
    }
  });
}
