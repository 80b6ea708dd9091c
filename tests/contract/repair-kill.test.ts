// The command that mends a journal, killed at every stage of its work, on a real disk.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { type HomePaths, homePaths } from '@mingjing/host/home';
import { type OfflineHome, openOffline, repairJournal } from '@mingjing/host/offline';
import { type FolderTrust, settledFolder, verifyFolder } from '@mingjing/journal';
import { frameGroupCodec, type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeActs } from '../../packages/host/src/home-acts.ts';
import { withJournal } from '../../packages/host/src/offline/open-offline.ts';
import { both, flip, remove } from '../../packages/journal/test/damage.ts';
import { isSame } from '../../packages/journal/test/folder-changes.ts';
import { copyOf, type MemoryFolder } from '../../packages/journal/test/memory-folder.ts';
import { PROGRAMS } from '../processes/program-process.ts';
import { makeHome, NODE_ID, sampleChain } from './home-fixture.ts';

const ENTRIES = 1000;
const SEGMENT = 'publish/bodies/0000000000000000.seg';
const DAMAGE = both(
  flip('manifest', 60),
  flip('publish/stubs', 40),
  flip(SEGMENT, 100),
  remove('maintenance/tile/0'),
);

let folder: string;
/** A home whose journal is damaged, and the copy that a witness has of it. */
let sound: string;
let copy: string;
let trust: FolderTrust;
let damaged: MemoryFolder;
let copied: MemoryFolder;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-repair-kill-'));
  [sound, copy] = [join(folder, 'sound'), join(folder, 'copy')];
  const paths = await makeHome(sound, await sampleChain(1));
  await offline(sound, (home) =>
    withJournal(home, async (journal) => {
      const entry = { source: 'publish', event: 'record-published', result: 'done' } as const;
      await journal.appendMany(Array.from({ length: ENTRIES }, () => entry));
      await journal.heartbeat();
      const anchors = journal.logs().map(({ source, size, root }) => {
        return { source: SOURCE_NAMES[source - 1] as JournalSourceName, size, root };
      });
      const key = home.keys.journal?.publicKey ?? new Uint8Array(32);
      trust = { chainId: home.chainId, keysOf: () => [key], anchors };
    }),
  );
  cpSync(paths.journal, copy, { recursive: true });
  copied = copyOf(copy);
  damaged = copyOf(paths.journal);
  DAMAGE(damaged);
  for (const path of copied.keys()) {
    const bytes = damaged.get(path);
    if (bytes === undefined) rmSync(join(paths.journal, path));
    else writeFileSync(join(paths.journal, path), bytes);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function offline<T>(home: string, use: (opened: OfflineHome) => Promise<T>): Promise<T> {
  const opened = await openOffline({ home, nodeId: NODE_ID });
  try {
    return await use(opened);
  } finally {
    await opened.release();
  }
}

/** Runs the command until something is so, and kills it; answers what ended it. */
async function killedWhen(home: string, isSo: () => boolean): Promise<string> {
  const args = ['journal', 'repair', '--home', home, '--from', copy, '--json'];
  const child: ChildProcess = spawn(process.execPath, [PROGRAMS.validator, ...args], {
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  const { data } = homePaths(home);
  while (child.exitCode === null && !isSo()) {
    // Loading the program takes longest; then a stage may be over in a few milliseconds.
    await (existsSync(`${data}/journal-repair`) ? turn() : pause(2));
  }
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  return String(signal ?? code);
}

const held = (path: string) => (existsSync(path) ? readdirSync(path).length : 0);

/** What shows how far the repair of a home has come. */
const STAGES: readonly (readonly [string, (paths: HomePaths) => boolean])[] = [
  ['while a log is written', ({ data }) => held(`${data}/journal-repair/publish/bodies`) > 0],
  ['when its act is left', ({ acts }) => held(acts) > 0],
  ['when it is accepted', ({ data }) => existsSync(`${data}/journal-repair/accepted`)],
  ['while files change places', ({ data }) => held(`${data}/journal-damaged`) > 0],
  [
    'when all have changed places',
    ({ data }) =>
      held(`${data}/journal-damaged`) > 0 && !existsSync(`${data}/journal-repair/accepted`),
  ],
];

describe('a repair of a journal that is killed', () => {
  const ends: string[] = [];

  test.each(STAGES)('%s leaves the old or the new, and a second run ends well', async (_, isAt) => {
    const home = join(folder, `home-${ends.length}`);
    cpSync(sound, home, { recursive: true });
    const paths = homePaths(home);
    ends.push(await killedWhen(home, () => isAt(paths)));
    const isOld =
      isSame(copyOf(paths.journal), damaged) &&
      !existsSync(`${paths.data}/journal-repair/accepted`);
    const found = await verifyFolder(paths.journal, trust, await settledFolder(paths.journal));
    expect(found.ok).toBe(!isOld);
    expect(isSame(copyOf(copy), copied)).toBe(true);
    const { outcome } = await offline(home, (opened) => repairJournal(opened, { from: copy }));
    expect(outcome).toMatchObject({ ok: true });
    expect(await verifyFolder(paths.journal, trust)).toMatchObject({ ok: true, faults: [] });
    expect(isSame(copyOf(copy), copied)).toBe(true);
    expect(await eventsOf(home)).toContain('journal-repaired');
  });

  test('was at work when the signal came, and not done', () => {
    expect(ends.length).toBe(STAGES.length);
    expect(ends.filter((end) => end === 'SIGKILL').length).toBeGreaterThan(STAGES.length / 2);
  });
});

/** Events of the maintenance log of a home, as its program finds it at its next start. */
function eventsOf(home: string): Promise<string[]> {
  return offline(home, (opened) =>
    withJournal(opened, async (journal) => {
      await takeActs(opened.paths.acts, journal);
      const entries = await journal.readRange('maintenance', 0, 100);
      return entries.flatMap(({ body }) =>
        body === undefined ? [] : [frameGroupCodec.decode(body.frame.stored).event],
      );
    }),
  );
}
