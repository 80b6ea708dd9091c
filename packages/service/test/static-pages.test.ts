// Pages as they are on the wire: whole or packed, and not again when nothing has changed.
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createHttpService, staticRoutes } from '../src/index.ts';
import { RecordingJournal } from './recording-journal.ts';

const script = Buffer.from('export const a = 1;\n'.repeat(200));
const pages = [
  { path: '/app.js', mediaType: 'text/javascript; charset=utf-8', bytes: script },
  { path: '/small.css', mediaType: 'text/css; charset=utf-8', bytes: Buffer.from('a{}') },
  { path: '/picture.png', mediaType: 'image/png', bytes: Buffer.alloc(4000, 7) },
];
const service = createHttpService({
  ...{ name: 'pages', listen: { host: '127.0.0.1', port: 0 }, journal: new RecordingJournal() },
  routes: staticRoutes(pages),
});
const get = (url: string, headers: Record<string, string> = {}) =>
  service.inject({ method: 'GET', url, headers });

describe('a page', () => {
  it.each([
    ['gzip', true],
    ['br, gzip', true],
    ['gzip;q=0', false],
    ['identity', false],
    ['x-gzip', false],
    ['', false],
  ])('is packed for who says %j: %s', async (accepted, isPacked) => {
    const answer = await get('/app.js', { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(isPacked ? 'gzip' : undefined);
    expect(answer.headers['vary']).toBe('accept-encoding');
    const bytes = isPacked ? gunzipSync(answer.rawPayload) : answer.rawPayload;
    expect(bytes.equals(script)).toBe(true);
  });

  it.each(['/small.css', '/picture.png'])('is as it is where nothing is won: %s', async (path) => {
    const answer = await get(path, { 'accept-encoding': 'gzip' });
    expect(answer.headers['content-encoding']).toBeUndefined();
  });

  it('is not sent again in the form that the visitor has', async () => {
    const first = await get('/app.js', { 'accept-encoding': 'gzip' });
    const etag = String(first.headers['etag']);
    const again = await get('/app.js', { 'accept-encoding': 'gzip', 'if-none-match': etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const plain = await get('/app.js', { 'if-none-match': etag });
    expect(plain.statusCode).toBe(200);
    expect(plain.headers['etag']).not.toBe(etag);
  });
});
