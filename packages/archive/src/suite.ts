import { equalBytes } from '@mingjing/crypto';
import { type Archive, ArchiveError } from './archive.ts';
import { proveRetention } from './prove-retention.ts';

/** An archive to be tried; names begin with what is its run's alone. */
export interface TriedArchive {
  readonly archive: Archive;
  readonly prefix: string;
  /** Ms since the epoch, by a clock that the store's does not differ from by minutes. */
  now(): number;
  /** Lets this time be over for the store: a real one is waited for. */
  passed(until: number): Promise<void>;
}

export interface ArchiveCheck {
  readonly name: string;
  /** Throws when it does not hold. */
  run(tried: TriedArchive): Promise<void>;
}

/** Long enough that nothing is over before it is looked at. */
const KEPT_MS = 3_600_000;
/** Short enough to be waited for. */
const SHORT_MS = 4000;
const CONTENT = new TextEncoder().encode('明镜 archived\n');

/** What every archive has to do, whichever store is behind it. */
export const ARCHIVE_CHECKS: readonly ArchiveCheck[] = [
  check('gives back what was put', async ({ archive, now, prefix }) => {
    const name = `${prefix}given/back.bin`;
    holds((await archive.read(name)) === undefined, 'nothing is there before');
    await archive.put(name, CONTENT, now() + KEPT_MS);
    holds(equalBytes((await archive.read(name)) ?? new Uint8Array(0), CONTENT), 'as it was put');
  }),
  check('keeps an empty object and every byte', async ({ archive, now, prefix }) => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    for (const [name, content] of Object.entries({ empty: new Uint8Array(0), all })) {
      await archive.put(`${prefix}${name}`, content, now() + KEPT_MS);
      const read = await archive.read(`${prefix}${name}`);
      holds(read !== undefined && equalBytes(read, content), name);
    }
  }),
  check('states until when', async ({ archive, now, prefix }) => {
    const until = now() + KEPT_MS;
    holds((await archive.retention(`${prefix}none`)) === undefined, 'of nothing there is no date');
    await archive.put(`${prefix}dated`, CONTENT, until);
    const stated = (await archive.retention(`${prefix}dated`))?.until ?? 0;
    holds(Math.abs(stated - until) <= 1000, `the date is ${stated}, not ${until}`);
  }),
  check('removes nothing before', async ({ archive, now, prefix }) => {
    const name = `${prefix}kept`;
    await archive.put(name, CONTENT, now() + KEPT_MS);
    holds((await archive.remove(name)) === 'retained', 'the removal is refused');
    holds((await archive.read(name)) !== undefined, 'it is still there');
  }),
  check('removes it afterwards', async ({ archive, now, passed, prefix }) => {
    const [name, until] = [`${prefix}short`, now() + SHORT_MS];
    await archive.put(name, CONTENT, until);
    await passed(until);
    holds((await archive.remove(name)) === 'removed', 'its time is over');
    holds((await archive.read(name)) === undefined, 'it is gone');
    holds((await archive.remove(name)) === 'missing', 'there is nothing more to remove');
  }),
  check('takes the same again, longer and never shorter', async ({ archive, now, prefix }) => {
    const [name, until] = [`${prefix}again`, now() + KEPT_MS];
    for (const date of [until, until - 60_000, until + 60_000])
      await archive.put(name, CONTENT, date);
    const stated = (await archive.retention(name))?.until ?? 0;
    holds(Math.abs(stated - until - 60_000) <= 1000, `the date is ${stated}`);
  }),
  check('takes no other content under a name', async ({ archive, now, prefix }) => {
    const [name, until] = [`${prefix}once`, now() + KEPT_MS];
    await archive.put(name, CONTENT, until);
    await fails('ARCHIVE_OTHER_CONTENT', archive.put(name, new Uint8Array(3), until + 60_000));
    holds(equalBytes((await archive.read(name)) ?? new Uint8Array(0), CONTENT), 'as it was first');
    const stated = (await archive.retention(name))?.until ?? 0;
    holds(Math.abs(stated - until) <= 1000, `what is refused moves the date to ${stated}`);
  }),
  check('lists what begins alike', async ({ archive, now, prefix }) => {
    for (const name of ['list/b', 'list/a', 'listed']) {
      await archive.put(prefix + name, CONTENT, now() + KEPT_MS);
    }
    const listed: string[] = [];
    for await (const name of archive.list(`${prefix}list/`)) listed.push(name);
    holds(listed.join() === [`${prefix}list/a`, `${prefix}list/b`].join(), listed.join());
  }),
  check('refuses names that mean something else', async ({ archive, now, prefix }) => {
    for (const name of [
      '../up',
      '/root',
      'a//b',
      'a/../b',
      'a b',
      '明',
      '',
      `${prefix}${'x'.repeat(600)}`,
    ]) {
      await fails('ARCHIVE_REFUSED', archive.put(name, CONTENT, now() + KEPT_MS));
      await fails('ARCHIVE_REFUSED', archive.read(name));
    }
  }),
  check('is believed after it was tried', async ({ archive, now, prefix }) => {
    const verdict = await proveRetention(archive, { name: `${prefix}tried`, now: now() });
    holds(verdict.ok, verdict.ok ? '' : verdict.reason);
  }),
];

function check(name: string, run: ArchiveCheck['run']): ArchiveCheck {
  return { name, run };
}

function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(`does not hold: ${what}`);
}

async function fails(code: string, work: Promise<unknown>): Promise<void> {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  holds(error instanceof ArchiveError && error.code === code, `${code} expected, ${error} met`);
}
