import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeCursor,
  loadStaticPages,
  pageOf,
  parseCursor,
  probeRoutes,
  staticRoutes,
} from '../src/index.ts';
import { sampleService } from './sample-service.ts';

describe('the OpenAPI document', () => {
  it('is made from the routes', async () => {
    const { service } = sampleService();
    const document = (await service.inject({ method: 'GET', url: '/v1/openapi.json' })).json();
    expect(document).toMatchObject({ openapi: '3.1.1', info: { title: 'Sample' } });
    const read = document.paths['/v1/records/{id}'].get;
    expect(read.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true, schema: { pattern: '^[0-9a-f]+$' } },
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9 } },
      { name: 'full', in: 'query', required: false },
    ]);
    expect(read['x-journal']).toBe('access/record-read');
    expect(read.responses.default.content).toHaveProperty(['application/problem+json']);
    const note = document.paths['/v1/notes'].post.requestBody.content['application/json'];
    expect(note.schema.properties.count).toEqual({ type: 'integer' });
    const submit = document.paths['/v1/transactions'].post;
    expect(submit.requestBody.content).toHaveProperty(['application/x-protobuf']);
    const operations = Object.values(document.paths as Record<string, object>).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(operations).size).toBe(operations.length);
    expect(operations).toContain('get-v1-records-id');
  });
});

describe('pages of a list', () => {
  it('come with a cursor while there is more', () => {
    const found = [1, 2, 3];
    expect(pageOf(found, 3, String)).toEqual({ items: [1, 2, 3], nextCursor: null });
    const { items, nextCursor } = pageOf(found, 2, String);
    expect([items, parseCursor(nextCursor ?? '')]).toEqual([[1, 2], '2']);
    expect(pageOf([], 2, String)).toEqual({ items: [], nextCursor: null });
  });

  it('take back every cursor they gave', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (position) => {
        expect(parseCursor(encodeCursor(position))).toBe(position);
      }),
    );
    expect(parseCursor(undefined)).toBeUndefined();
  });

  it.each(['', '2', 'YzE', `${encodeCursor('2')}=`, `${encodeCursor('2').slice(0, -1)}h`, 'c1:2'])(
    'refuse the foreign cursor %j',
    (cursor) => {
      expect(() => parseCursor(cursor)).toThrow('bad-cursor');
    },
  );
});

describe('static pages', () => {
  it('are served from memory with an entity tag', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pages-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<p>明镜</p>');
    writeFileSync(join(folder, 'assets', 'a.js'), '1');
    const routes = staticRoutes(await loadStaticPages(folder));
    writeFileSync(join(folder, 'index.html'), 'changed on disk');
    const { service, journal } = sampleService({ routes });
    for (const url of ['/', '/index.html']) {
      const page = await service.inject({ method: 'GET', url });
      expect([page.body, page.headers['content-type']]).toEqual([
        '<p>明镜</p>',
        'text/html; charset=utf-8',
      ]);
    }
    const script = await service.inject({ method: 'GET', url: '/assets/a.js' });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    const headers = { 'if-none-match': String(script.headers.etag) };
    const again = await service.inject({ method: 'GET', url: '/assets/a.js', headers });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const outside = await service.inject({ method: 'GET', url: '/assets/../../etc/passwd' });
    expect(outside.statusCode).toBe(404);
    expect(journal.entries).toEqual([]);
  });
});

describe('probes', () => {
  it('tell life, readiness and metrics without an entry', async () => {
    let isReady = false;
    const metrics = async () => 'up 1\n';
    const routes = probeRoutes({ isReady: () => isReady, metrics });
    const { service, journal, logger } = sampleService({ routes });
    const get = async (url: string) => service.inject({ method: 'GET', url });
    expect((await get('/livez')).statusCode).toBe(200);
    expect((await get('/readyz')).json()).toMatchObject({ status: 503, code: 'not-ready' });
    isReady = true;
    expect((await get('/readyz')).statusCode).toBe(200);
    expect((await get('/metrics')).body).toBe('up 1\n');
    expect([...journal.entries, ...journal.strangers]).toEqual([]);
    expect(logger.lines).toEqual([]);
  });
});
