// One suite for every archive; a real server is tried with the same by scripts/archive-suite.ts.
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Archive,
  clearProbes,
  FilesystemArchive,
  proveRetention,
  S3Archive,
} from '../src/index.ts';
import { ARCHIVE_CHECKS, type TriedArchive } from '../src/suite.ts';
import { ACCESS_KEY, BUCKET, REGION, S3StandIn, SECRET_KEY } from './s3-stand-in.ts';

const KEPT_MS = 3_600_000;
const CONTENT = new TextEncoder().encode('明镜');
let folder: string;
let server: S3StandIn;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-archive-'));
  server = new S3StandIn();
  await server.start();
});
afterEach(() => {
  for (const name of Object.keys(server.faults)) delete server.faults[name as 'status'];
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function listed(archive: Archive, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const name of archive.list(prefix)) names.push(name);
  return names;
}

const s3 = (secretAccessKey = SECRET_KEY, bucket = BUCKET) =>
  new S3Archive({
    ...{ endpoint: server.endpoint, region: REGION, bucket, prefix: 'watch/' },
    ...{ accessKeyId: ACCESS_KEY, secretAccessKey },
  });

describe('every archive', () => {
  let aheadMs = 0;
  const clock = () => Date.now() + aheadMs;
  const kinds: Record<string, (prefix: string) => TriedArchive> = {
    filesystem: (prefix) => ({
      ...{ archive: new FilesystemArchive({ folder, now: clock }), prefix, now: clock },
      passed: async (until) => {
        aheadMs = until - Date.now() + 1;
      },
    }),
    s3: (prefix) => ({
      ...{ archive: s3(), prefix, now: () => server.now() },
      passed: async (until) => {
        // A store keeps whole seconds, and one more than was asked for.
        server.aheadMs = until - Date.now() + 1000;
      },
    }),
  };
  const cases = Object.entries(kinds).flatMap(([kind, make]) =>
    ARCHIVE_CHECKS.map((check, at) => [kind, check.name, make, check, `run-${at}/`] as const),
  );
  test.each(cases)('%s %s', async (_kind, _name, make, check, prefix) => {
    await check.run(make(prefix));
  });
});

describe('a store that is not as it says', () => {
  test.each([
    [{ ignoresLock: true }, 'not-retained'],
    [{ keepsShort: true }, 'too-short'],
    [{ removesAnyway: true }, 'was-removed'],
  ])('%j is not believed: %s', async (faults, reason) => {
    Object.assign(server.faults, faults);
    const name = `not-believed-${reason}`;
    expect(await proveRetention(s3(), { name, now: server.now() })).toEqual({ ok: false, reason });
  });

  test.each([
    ['another secret', () => s3('wrong'), 'ARCHIVE_REFUSED'],
    ['another bucket', () => s3(SECRET_KEY, 'other'), 'ARCHIVE_REFUSED'],
  ])('%s is told as such', async (_name, make, code) => {
    const archive = make();
    await expect(archive.put('a', CONTENT, server.now() + KEPT_MS)).rejects.toMatchObject({ code });
    await expect(archive.read('a')).rejects.toMatchObject({ code });
  });

  test('one that fails or breaks off is unreachable, and nothing is half there', async () => {
    server.faults.status = 503;
    const failing = s3();
    for (const work of [
      () => failing.read('a'),
      () => listed(failing, ''),
      () => failing.remove('a'),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: 'ARCHIVE_UNREACHABLE' });
    }
    delete server.faults.status;
    await failing.put('whole', CONTENT, server.now() + KEPT_MS);
    server.faults.breaksOff = true;
    await expect(failing.read('whole')).rejects.toMatchObject({ code: 'ARCHIVE_UNREACHABLE' });
    const nowhere = new S3Archive({
      ...{ endpoint: 'http://127.0.0.1:1', region: REGION, bucket: BUCKET },
      ...{ accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY },
    });
    await expect(nowhere.read('a')).rejects.toMatchObject({ code: 'ARCHIVE_UNREACHABLE' });
  });
});

test('what whoever may write puts over an object, or marks deleted, hides nothing', async () => {
  const archive = s3();
  await archive.put('hidden', CONTENT, server.now() + KEPT_MS);
  server.hide('watch/hidden', Buffer.from('another'));
  server.hide('watch/hidden', 'mark');
  expect(await archive.read('hidden')).toEqual(CONTENT);
  expect(await listed(archive, 'hidden')).toEqual(['hidden']);
  expect(await archive.remove('hidden')).toBe('retained');
});

test('lists go on over pages', async () => {
  const archive = s3();
  const names = Array.from({ length: 7 }, (_, i) => `page/${i}`);
  for (const name of names) await archive.put(name, CONTENT, server.now() + KEPT_MS);
  server.faults.pageSize = 2;
  expect(await listed(archive, 'page/')).toEqual(names);
  expect(await archive.read('page/6')).toEqual(CONTENT);
  server.faults.pagesAgain = true;
  const damaged = { code: 'ARCHIVE_DAMAGED' };
  await expect(listed(archive, 'page/')).rejects.toMatchObject(damaged);
});

test('a list has every name, however many pages there are', async () => {
  const [count, ofPage] = [100_001, 20_000];
  // Keys in figures alone, and in each answer those behind the marker.
  const store = createServer(({ url = '' }, response) => {
    const after = Number(new URL(url, 'http://store').searchParams.get('key-marker') ?? 0);
    const end = Math.min(count, after + ofPage);
    const keys = Array.from({ length: end - after }, (_, i) => String(after + i + 1));
    const entries = keys.map((key) => `<Version><Key>${key.padStart(6, '0')}</Key></Version>`);
    const next = `<NextKeyMarker>${String(end).padStart(6, '0')}</NextKeyMarker>`;
    const isMore = `<IsTruncated>${end < count}</IsTruncated>${next}`;
    response.end(`<ListVersionsResult>${isMore}${entries.join('')}</ListVersionsResult>`);
  });
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
  const { port } = store.address() as AddressInfo;
  const archive = new S3Archive({
    ...{ endpoint: `http://127.0.0.1:${port}`, region: REGION, bucket: BUCKET },
    ...{ accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY },
  });
  const names = await listed(archive, '');
  store.closeAllConnections();
  await new Promise((resolve) => store.close(resolve));
  expect([names.length, names.at(-1)]).toEqual([count, '100001']);
});

test('probes go when their time is over', async () => {
  const archive = s3();
  await proveRetention(archive, { name: 'gone', now: server.now() });
  const before = (await listed(archive, 'probe/')).length;
  expect(before).toBeGreaterThan(0);
  server.aheadMs += 2 * KEPT_MS;
  expect(await clearProbes(archive)).toBe(before);
  expect(await listed(archive, 'probe/')).toEqual([]);
});

describe('a folder', () => {
  let own: string;

  beforeEach(() => {
    own = mkdtempSync(join(folder, 'own-'));
  });
  const archive = () => new FilesystemArchive({ folder: own, now: () => Date.now() });

  test('has read-only files, whole and without a draft beside them', async () => {
    await archive().put('a/b', CONTENT, Date.now() + KEPT_MS);
    expect(statSync(join(own, 'a/b')).mode & 0o777).toBe(0o400);
    writeFileSync(join(own, 'a/c.draft'), 'half');
    expect(await listed(archive(), '')).toEqual(['a/b']);
    await archive().put('a/c', CONTENT, Date.now() + KEPT_MS);
    expect(readdirSync(join(own, 'a')).sort()).toEqual(['b', 'b.until', 'c', 'c.until']);
  });

  test('says of itself that nothing but this program keeps it', () => {
    expect(archive().isEnforced).toBe(false);
    expect(s3().isEnforced).toBe(true);
  });

  test('a date that is none is damage, and then nothing is removed', async () => {
    await archive().put('a', CONTENT, Date.now() + KEPT_MS);
    chmodSync(join(own, 'a.until'), 0o600);
    writeFileSync(join(own, 'a.until'), 'never');
    await expect(archive().remove('a')).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' });
    expect(await archive().read('a')).toEqual(CONTENT);
  });
});
