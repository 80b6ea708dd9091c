// The index in a real PostgreSQL: what somebody with the database in hand changed, what is not
// there, what is too much.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SPAN } from '../src/index.ts';
import { codedError } from '../src/postgres/coded.ts';
import { PostgresIndex } from '../src/postgres/postgres-index.ts';
import {
  BLIND_KEY,
  CHAIN_ID,
  documentAt,
  fill,
  found,
  ORIGIN,
  openPostgres,
  START_MS,
} from './fixture.ts';
import { hasPostgres, PostgresCluster } from './postgres-cluster.ts';

test.each([
  [{ code: '57014', message: '' }, 'SEARCH_BUSY'],
  [{ code: '57P01', message: '' }, 'SEARCH_UNREACHABLE'],
  [{ code: '53100', message: '' }, 'SEARCH_UNWRITABLE'],
  [{ code: '53300', message: '' }, 'SEARCH_UNREACHABLE'],
  [{ code: 'XX001', message: '' }, 'SEARCH_DAMAGED'],
  [{ code: '22003', message: '' }, 'SEARCH_FAILED'],
  [{ code: 'ECONNREFUSED', message: '' }, 'SEARCH_UNREACHABLE'],
  [{ message: 'Connection terminated unexpectedly' }, 'SEARCH_UNREACHABLE'],
])('%j is %s', (cause, code) => {
  expect(codedError(cause)).toMatchObject({ code, cause });
});

test('what is no error of the database stays as it is', () => {
  const error = new TypeError('a defect');
  expect(codedError(error)).toBe(error);
});

describe.skipIf(!hasPostgres())('in a database', () => {
  let cluster: PostgresCluster;
  let index: PostgresIndex;

  beforeAll(async () => {
    cluster = await PostgresCluster.start();
  });
  beforeEach(async () => {
    await index?.close();
    await cluster.run('DROP SCHEMA IF EXISTS records CASCADE');
    ({ index } = await openPostgres(cluster));
  });
  afterAll(async () => {
    await index?.close();
    await cluster?.stop();
  });

  const parts = Array.from({ length: SPAN + 10 }, (_, i) => ({ texts: [`明镜 ${i}`] }));

  test.each([
    ['words', `UPDATE records.row SET words = words[2:] WHERE position = 3`, 0],
    ['a leaf', `UPDATE records.row SET leaf = '\\x0000000000000000' WHERE position = 1030`, SPAN],
    ['a time', `UPDATE records.row SET time = time + 1 WHERE position = 5`, 0],
    ['a missing row', `DELETE FROM records.row WHERE position = 7`, 0],
    ['the node of a log', `UPDATE records.log SET node = 'node-2'`, 0],
    ['a running hash', `UPDATE records.span SET count = 1 WHERE first = ${SPAN}`, SPAN],
  ])('%s that somebody changed is found', async (_name, change, first) => {
    await fill(index, ORIGIN, parts);
    expect(await index.verify()).toEqual({ ok: true });
    await cluster.run(change);
    expect(await index.verify()).toMatchObject({ ok: false, part: 'rows', first });
  });

  test('a hit says what its row has, so that a changed one is told from its document', async () => {
    const [document] = await fill(index, ORIGIN, [{ actor: 'alice', texts: ['明镜'] }]);
    const before = await index.query({ text: '明镜' });
    await cluster.run('UPDATE records.row SET words = words || 7::bigint');
    const after = await index.query({ text: '明镜' });
    if (!before.ok || !after.ok) throw new Error('refused');
    expect(after.hits[0]?.position).toBe(document?.position);
    expect(after.hits[0]?.digest).not.toEqual(before.hits[0]?.digest);
  });

  test('tables that are gone are damage, and built anew', async () => {
    await fill(index, ORIGIN, [{}]);
    await cluster.run('DROP TABLE records.row CASCADE');
    await expect(index.query({ actor: 'alice' })).rejects.toMatchObject({ code: 'SEARCH_DAMAGED' });
    expect(await index.verify()).toEqual({ ok: false, part: 'file' });
    await index.rebuild();
    await fill(index, ORIGIN, [{}]);
    expect(await found(index, { actor: 'alice' })).toEqual([0]);
  });

  test('a schema of another chain, key or format is begun anew', async () => {
    await fill(index, ORIGIN, [{}]);
    await index.close();
    const again = await openPostgres(cluster);
    expect(again.replaced).toBeUndefined();
    expect(await again.index.positions()).toHaveLength(1);
    await again.index.close();
    for (const other of [
      () => openPostgres(cluster, BLIND_KEY, 'other-0123456789abcdef'),
      () => openPostgres(cluster, new Uint8Array(32)),
    ]) {
      const opened = await other();
      expect(opened.replaced).toBe('SEARCH_OUTDATED');
      expect(await opened.index.positions()).toEqual([]);
      await opened.index.close();
    }
  });

  test('rows lie in partitions of their months, which a question by time reads', async () => {
    const month = 31 * 24 * 60 * 60 * 1000;
    await fill(
      index,
      ORIGIN,
      [0, 1, 2, 3].map((at) => ({ time: START_MS + at * month })),
    );
    const { rows } = await cluster.run(
      `SELECT relname FROM pg_class WHERE relname ~ '^row_[0-9]+$' ORDER BY relname`,
    );
    expect(rows.map(({ relname }) => relname)).toEqual([
      ...['row_202602', 'row_202603', 'row_202604', 'row_202605'],
    ]);
    expect(await found(index, { from: START_MS + month, to: START_MS + 2 * month })).toEqual([1]);
    expect(await found(index, { actor: 'alice' })).toEqual([3, 2, 1, 0]);
  });

  test('neither texts nor values are in the database', async () => {
    await fill(index, ORIGIN, [
      { texts: ['绝密文本'], actor: 'alice', sourceAddress: '192.0.2.7', object: 'secret-object' },
    ]);
    const { rows } = await cluster.run('SELECT row::text FROM records.row');
    const stored = JSON.stringify(rows);
    for (const text of ['绝密', 'alice', '192.0.2', 'secret']) expect(stored).not.toContain(text);
  });

  test('two programs that feed one schema do not mix their batches', async () => {
    const { index: other } = await openPostgres(cluster);
    const batch = { origin: ORIGIN, first: 0, documents: [documentAt(0), documentAt(1)] };
    const done = await Promise.allSettled([index.add(batch), other.add(batch)]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await index.verify()).toEqual({ ok: true });
    expect(await other.positions()).toEqual([{ origin: ORIGIN, next: 2 }]);
    await other.close();
  });

  test('a database that is not there is told as such', async () => {
    const options = { schema: 'records', chainId: CHAIN_ID, blindKey: BLIND_KEY };
    const connection = { ...cluster.connection, host: `${cluster.folder}/nowhere` };
    await expect(PostgresIndex.open({ ...options, connection })).rejects.toMatchObject({
      code: 'SEARCH_UNREACHABLE',
    });
    const missing = { ...cluster.connection, database: 'nothing' };
    await expect(PostgresIndex.open({ ...options, connection: missing })).rejects.toMatchObject({
      code: 'SEARCH_UNREACHABLE',
    });
    await expect(
      PostgresIndex.open({ ...options, connection: cluster.connection, schema: 'a; DROP' }),
    ).rejects.toMatchObject({ code: 'SEARCH_FAILED' });
  });
});
