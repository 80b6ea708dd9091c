// One suite for every implementation of `SearchIndex`; a further one adds its line to the fixture.
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  checkQuery,
  EMPTY_DIGEST,
  matches,
  type SearchDocument,
  type SearchIndex,
  type SearchQuery,
} from '../src/index.ts';
import {
  CHAIN_ID,
  type DocumentPart,
  documentAt,
  fill,
  found,
  INDEX_KINDS,
  type IndexPlace,
  START_MS,
} from './fixture.ts';
import { findsRecords } from './record-steps.ts';

describe.each(INDEX_KINDS)('index: %s', (_kind, makePlace) => {
  let place: IndexPlace;
  let index: SearchIndex;

  /** Every test has logs of its own in one index, which is what a node has too. */
  let origin: string;
  let other: string;
  let tests = 0;

  beforeAll(async () => {
    place = makePlace();
    index = await place.open();
  });
  beforeEach(() => {
    tests += 1;
    origin = `${CHAIN_ID}/node-${tests}/access/suite1`;
    other = `${CHAIN_ID}/node-${tests}/auth/suite1`;
  });
  afterAll(async () => {
    await index.close();
    await place.remove();
  });
  const positions = async (query: SearchQuery) =>
    found(index, { origins: [origin, other], ...query });

  const ownLogs = async () =>
    (await index.positions()).filter((log) => [origin, other].includes(log.origin));

  test('a new index holds nothing and answers', async () => {
    expect(await index.positions()).toEqual([]);
    expect(await positions({ text: '明镜' })).toEqual([]);
    expect(await index.span(origin, 0)).toEqual({ count: 0, digest: EMPTY_DIGEST, rows: [] });
    expect(await index.verify()).toEqual({ ok: true });
  });

  const texts: DocumentPart[] = [
    { texts: ['张三丰登录明镜平台'] },
    { texts: ['张丰'] },
    { texts: ['明镜,存证记录'] },
    { texts: ['𠮷野家 Café ＡＢＣ１２３'] },
    { texts: ['record-published deadBEEF00 node1明镜x'] },
    { texts: ['"明镜" OR keys:x NEAR(a b) * ^ - { } ( )'] },
    { personalTexts: ['李四的身份资料'] },
  ];

  test.each<[text: string, expected: number[]]>([
    ['张三', [0]],
    ['三丰', [0]],
    ['张丰', [1]],
    ['张', [1, 0]],
    ['丰', [1, 0]],
    ['张三丰', [0]],
    ['明镜平台', [0]],
    ['明镜', [5, 4, 2, 0]],
    ['镜存', []],
    ['存证 明镜', [2]],
    ['"明镜 存证"', [2]],
    ['"存证 明镜"', []],
    ['𠮷', [3]],
    ['𠮷野', [3]],
    ['abc123', [3]],
    ['ａｂｃ１２３', [3]],
    ['CAFÉ', [3]],
    ['cafe', []],
    ['deadbeef00', [4]],
    ['deadbeef', []],
    ['record-published', [4]],
    ['"record published"', [4]],
    ['"published record"', []],
    ['node1明镜x', [4]],
    ['镜x', [5, 4]],
    ['"镜x"', [4]],
    ['李四', [6]],
    ['四', [6]],
    ['身份资料', [6]],
    ['张三 OR 张丰', []],
    ['keys:x', [5]],
    ['text:张三', []],
    ['张*', [1, 0]],
    ['near(a', [5]],
    ['明镜 NOT 存证', []],
    ["'; DROP TABLE doc; --", []],
    ['"明镜', [5, 4, 2, 0]],
  ])('text %s', async (text, expected) => {
    const documents = await fill(index, origin, texts);
    const checked = checkQuery({ text });
    if (!checked.ok) throw new Error('refused');
    // An index may know too little to leave out what only looks like a phrase.
    const isMeant = (at: number) => matches(documents[at] ?? documentAt(0), checked.value);
    expect((await positions({ text })).filter(isMeant)).toEqual(expected);
  });

  test('exact fields are found by their whole value, byte for byte', async () => {
    await fill(index, origin, [
      { actor: 'alice', object: 'Abc 1', result: 'refused' },
      { actor: 'alice2', object: 'abc 1', event: 'login' },
      { actor: 'alice', actorTag: 'aa', object: '***' },
    ]);
    expect(await positions({ actor: 'alice' })).toEqual([2, 0]);
    expect(await positions({ object: '***' })).toEqual([2]);
    expect(await positions({ result: 'refused' })).toEqual([0]);
    expect(await positions({ event: 'login', source: 'access' })).toEqual([1]);
    expect(await positions({ actorTag: 'aa' })).toEqual([2]);
    expect(await positions({ actor: 'alice', object: 'abc 1', event: 'login' })).toEqual([]);
    expect(await positions({ actor: '" OR "alice' })).toEqual([]);
  });

  test('an object is found by the words of its text, and whoever opens it sees which', async () => {
    const documents = await fill(index, origin, [{ object: 'Abc 1' }, { object: 'abc 1' }, {}]);
    const checked = checkQuery({ object: 'abc 1' });
    if (!checked.ok) throw new Error('refused');
    const hits = await positions({ object: 'abc 1' });
    expect(hits).not.toContain(2);
    expect(hits.filter((at) => matches(documents[at] as SearchDocument, checked.value))).toEqual([
      1,
    ]);
  });

  test('what the documents of a log share is said of the log', async () => {
    await fill(index, origin, [{}, {}]);
    await fill(index, other, [
      { kind: 'record', organisation: 'yi', node: 'node-2', source: 'auth', time: START_MS },
    ]);
    const one = [{ kind: 'record' }, { organisation: 'yi' }, { node: 'node-2', source: 'auth' }];
    for (const query of one) expect(await positions({ ...query, actor: 'alice' })).toEqual([0]);
    expect(await positions({ organisation: 'jia' })).toEqual([1, 0]);
    expect(await positions({ organisation: 'jia', node: 'node-2' })).toEqual([]);
    const odd = [documentAt(2, { origin }), documentAt(3, { origin, node: 'node-2' })];
    await expect(index.add({ origin, first: 2, documents: odd })).rejects.toMatchObject({
      code: 'SEARCH_NOT_NEXT',
    });
  });

  test('a record is found by whose it is, by category, height and contents', async () => {
    await findsRecords(index, origin, other);
  });

  test('times are from, including, to, excluding', async () => {
    await fill(index, origin, [{}, {}, {}]);
    const [first, second] = [START_MS, START_MS + 1000];
    expect(await positions({ from: second })).toEqual([2, 1]);
    expect(await positions({ to: second })).toEqual([0]);
    expect(await positions({ from: first, to: second + 1, actor: 'alice' })).toEqual([1, 0]);
  });

  test('a clock that ran back hides nothing, and the order of a log stays its own', async () => {
    const times = [0, 5000, 2000, 9000, 4000, 9500].map((after) => START_MS + after);
    await fill(
      index,
      origin,
      times.map((time) => ({ time })),
    );
    await fill(index, other, [{ time: START_MS + 6000 }]);
    expect(await positions({ from: START_MS + 1000, to: START_MS + 5000 })).toEqual([4, 2]);
    expect(await positions({ from: START_MS + 9000 })).toEqual([5, 3]);
    expect(await positions({ actor: 'alice', to: START_MS + 4000 })).toEqual([2, 0]);
    expect(await positions({ actor: 'alice' })).toEqual([5, 4, 3, 0, 2, 1, 0]);
  });

  test('a page goes on in the other log where the one before ended', async () => {
    const same = { time: START_MS };
    await fill(index, origin, [same, same, same]);
    await fill(index, other, [same, { time: START_MS + 1 }]);
    for (const query of [{ actor: 'alice' }, {}]) {
      const seen: string[] = [];
      let cursor: string | null = '';
      for (let page = 0; page < 5 && cursor !== null; page += 1) {
        const paged: SearchQuery = {
          ...{ ...query, origins: [origin, other], limit: 1 },
          ...(cursor !== '' && { cursor }),
        };
        const result = await index.query(paged);
        if (!result.ok) throw new Error('refused');
        seen.push(
          ...result.hits.map((hit) => `${hit.origin === origin ? 'a' : 'b'}${hit.position}`),
        );
        cursor = result.nextCursor;
      }
      expect(seen).toEqual(['b1', 'b0', 'a2', 'a1', 'a0']);
      expect(cursor).toBeNull();
    }
  });

  test('addresses are found exactly and by prefix, in both versions', async () => {
    await fill(index, origin, [
      { sourceAddress: '192.0.2.7' },
      { sourceAddress: '192.0.3.7' },
      { sourceAddress: '2001:db8:1::7' },
      { sourceAddress: 'unknown' },
    ]);
    expect(await positions({ address: '192.0.2.7' })).toEqual([0]);
    expect(await positions({ address: '192.0.0.0/16' })).toEqual([1, 0]);
    expect(await positions({ address: '192.0.3.0/24' })).toEqual([1]);
    expect(await positions({ address: '2001:db8::/32' })).toEqual([2]);
    expect(await positions({ address: '2001:DB8:1:0::7' })).toEqual([2]);
    expect(await positions({ address: '10.0.0.0/8' })).toEqual([]);
  });

  test('logs are kept apart and found together, newest first', async () => {
    await fill(index, origin, [{}, {}]);
    await fill(index, other, [{ time: START_MS + 500 }]);
    expect(await ownLogs()).toEqual([
      { origin, next: 2 },
      { origin: other, next: 1 },
    ]);
    expect(await positions({ actor: 'alice' })).toEqual([1, 0, 0]);
    expect(await positions({ actor: 'alice', origins: [other] })).toEqual([0]);
    expect(await positions({ origins: [other, origin] })).toHaveLength(3);
  });

  test('pages are stable while newer documents come, and end', async () => {
    // All of one millisecond: the order must still be one.
    await fill(
      index,
      origin,
      Array.from({ length: 7 }, () => ({ time: START_MS, texts: ['明镜'] })),
    );
    const [query, seen]: [SearchQuery, number[]] = [{ text: '明镜', origins: [origin] }, []];
    let cursor: string | undefined;
    for (let page = 0; page < 4; page += 1) {
      const result = await index.query({ ...query, limit: 2, ...(cursor && { cursor }) });
      if (!result.ok) throw new Error('refused');
      seen.push(...result.hits.map(({ position }) => position));
      cursor = result.nextCursor ?? undefined;
      const next = documentAt(7 + page, { time: START_MS + 1, texts: ['明镜'], origin });
      await index.add({ origin, first: 7 + page, documents: [next] });
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(cursor).toBeUndefined();
  });

  test.each<[query: SearchQuery, field: string, reason: string]>([
    [{}, 'query', 'empty'],
    [{ limit: 5 }, 'query', 'empty'],
    [{ text: '' }, 'text', 'empty'],
    [{ text: '。、*' }, 'text', 'no-words'],
    [{ text: '明'.repeat(257) }, 'text', 'too-long'],
    [{ text: 'a b c d e f g h i j k l m n o p q' }, 'text', 'too-many'],
    [{ actor: '' }, 'actor', 'empty'],
    [{ content: '' }, 'content', 'empty'],
    [{ category: 'x'.repeat(1025) }, 'category', 'too-long'],
    [{ object: 'x'.repeat(1025) }, 'object', 'too-long'],
    [{ kind: 'block' }, 'kind', 'unknown-value'],
    [{ from: -1 }, 'from', 'not-a-time'],
    [{ to: 1.5 }, 'to', 'not-a-time'],
    [{ from: 5, to: 5 }, 'to', 'not-a-range'],
    [{ address: '192.0.2' }, 'address', 'not-an-address'],
    [{ address: '192.0.2.0/33' }, 'address', 'not-an-address'],
    [{ address: '192.0.2.0/24/8' }, 'address', 'not-an-address'],
    [{ address: '0.0.0.0/4' }, 'address', 'too-wide'],
    [{ origins: [] }, 'origins', 'empty'],
    [{ actor: 'a', limit: 201 }, 'limit', 'not-a-limit'],
    [{ actor: 'a', cursor: 'AAAA' }, 'cursor', 'bad-cursor'],
  ])('refuses %j', async (query, field, reason) => {
    expect(await index.query(query)).toEqual({ ok: false, refusal: { field, reason } });
  });

  test('refuses the cursor of another query', async () => {
    await fill(index, origin, [{}, {}]);
    const query = { actor: 'alice', origins: [origin, other] };
    const page = await index.query({ ...query, limit: 1 });
    const cursor = page.ok ? (page.nextCursor ?? '') : '';
    expect(await index.query({ ...query, actor: 'bob', cursor })).toEqual({
      ok: false,
      refusal: { field: 'cursor', reason: 'cursor-of-another-query' },
    });
    expect(await positions({ actor: 'alice', limit: 5, cursor })).toEqual([0]);
  });

  test('takes only what continues a log, and then all of it', async () => {
    await fill(index, origin, [{}]);
    const batches = [
      { origin, first: 0, documents: [documentAt(0, { origin })] },
      { origin, first: 2, documents: [documentAt(2, { origin })] },
      { origin, first: 1, documents: [1, 3].map((at) => documentAt(at, { origin })) },
      { origin: other, first: 0, documents: [documentAt(0, { origin })] },
    ];
    for (const batch of batches) {
      await expect(index.add(batch)).rejects.toMatchObject({ code: 'SEARCH_NOT_NEXT' });
    }
    expect(await positions({ actor: 'alice' })).toEqual([0]);
    expect(await ownLogs()).toEqual([{ origin, next: 1 }]);
  });

  test('puts documents in the place of others, which are not found any more', async () => {
    await fill(index, origin, [{ texts: ['甲乙'] }, { texts: ['丙丁'], actor: 'bob' }, {}, {}]);
    const documents = [1, 2].map((at) => documentAt(at, { origin, texts: ['戊'], actor: '' }));
    await index.replace({ origin, first: 1, documents });
    expect(await positions({ text: '丙丁' })).toEqual([]);
    expect(await positions({ actor: 'bob' })).toEqual([]);
    expect(await positions({ text: '戊' })).toEqual([2, 1]);
    expect(await positions({ text: '甲乙' })).toEqual([0]);
    const whole = await index.span(origin, 0);
    expect(await index.verify()).toEqual({ ok: true });
    const parts = [{ texts: ['甲乙'] }, ...documents.map(() => ({ texts: ['戊'], actor: '' })), {}];
    await index.rebuild();
    await fill(index, origin, parts);
    expect(await index.span(origin, 0)).toEqual(whole);
    const misplaced = [
      { origin, first: 3, documents: [3, 4].map((at) => documentAt(at, { origin })) },
      { origin, first: 0, documents: [documentAt(1, { origin })] },
      { origin: other, first: 0, documents: [documentAt(0, { origin: other })] },
    ];
    for (const batch of misplaced) {
      await expect(index.replace(batch)).rejects.toMatchObject({ code: 'SEARCH_NOT_NEXT' });
    }
    expect(await index.span(origin, 0)).toEqual(whole);
  });

  test('finds what the meaning of a query says, and leaves nothing out', async () => {
    const letters = fc.constantFrom('明', '镜', '存', '𠮷', 'a', 'Ｂ', '7', ' ', ',', '"', '-');
    const text = fc.string({ unit: letters, maxLength: 12 });
    const texts = fc.array(text, { maxLength: 2 });
    const parts = fc.array(fc.record({ texts, personalTexts: texts }), {
      minLength: 1,
      maxLength: 12,
    });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        parts,
        fc.array(text, { minLength: 1, maxLength: 8 }),
        async (all, asked) => {
          runs += 1;
          const own = `${origin}/${runs}`;
          const documents = await fill(index, own, all);
          for (const wanted of asked) {
            const query = { text: wanted, origins: [own] };
            const checked = checkQuery(query);
            const result = await index.query(query);
            expect(result.ok).toBe(checked.ok);
            if (!checked.ok || !result.ok) continue;
            const isMeant = (position: number) => {
              const document = documents[position];
              return document !== undefined && matches(document, checked.value);
            };
            const expected = documents.map(({ position }) => position).filter(isMeant);
            const hits = result.hits.map(({ position }) => position).filter(isMeant);
            expect(hits).toEqual(expected.reverse());
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('spans tell documents apart and do not depend on the batches', async () => {
    const parts = [{ texts: ['甲'] }, {}, {}];
    const documents = await fill(index, origin, parts);
    const whole = await index.span(origin, 0);
    await index.rebuild();
    expect(await index.positions()).toEqual([]);
    for (const document of documents) {
      await index.add({ origin, first: document.position, documents: [document] });
    }
    expect(await index.span(origin, 0)).toEqual(whole);
    await index.rebuild();
    await fill(index, origin, [{ texts: ['乙'] }, {}, {}]);
    const changed = await index.span(origin, 0);
    expect(changed.count).toBe(whole.count);
    expect(changed.rows.slice(1)).toEqual(whole.rows.slice(1));
    expect(changed.digest).not.toEqual(whole.digest);
  });

  test('a closed index refuses', async () => {
    await index.close();
    const closed = { code: 'SEARCH_CLOSED' };
    await expect(index.query({ actor: 'a' })).rejects.toMatchObject(closed);
    await expect(fill(index, origin, [{}])).rejects.toMatchObject(closed);
  });
});
