// What a command leaves for the journal of a home, and a start that is refused again and again.
import fs, {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { homePaths } from '../src/home.ts';
import { leaveAct, noteRefusal } from '../src/home-acts.ts';

const SHOWN = { event: 'keys-shown' };

let home: string;
let acts: string;
let notLeft: unknown[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mingjing-acts-'));
  const paths = homePaths(home);
  acts = paths.acts;
  notLeft = [];
  for (const path of [paths.genesis, acts]) mkdirSync(dirname(path), { recursive: true });
  writeFileSync(paths.genesis, '{}');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const refused = (code: string) => Object.assign(new Error(code), { code });

async function start(error: Error): Promise<unknown> {
  const onNotLeft = (problem: unknown) => notLeft.push(problem);
  const failing = noteRefusal({ home, onNotLeft }, () => Promise.reject(error));
  return failing.then(
    () => 'started',
    (thrown) => thrown,
  );
}

const waiting = () =>
  readdirSync(acts)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(acts, name), 'utf8')))
    .map(({ event, object }) => [event, object]);

describe('a start that is refused', () => {
  it('leaves one act for each reason, however often it is tried', async () => {
    leaveAct(acts, { ...SHOWN, object: 'TLS_NOT_VALID' }, 1);
    const [certificate, key] = [refused('TLS_NOT_VALID'), refused('TLS_KEY_MODE')];
    for (const error of [certificate, certificate, key, certificate, key]) {
      expect(await start(error)).toBe(error);
    }
    expect(waiting()).toEqual([
      ['keys-shown', 'TLS_NOT_VALID'],
      ['start-refused', 'TLS_NOT_VALID'],
      ['start-refused', 'TLS_KEY_MODE'],
    ]);
    expect(notLeft).toEqual([]);
  });

  it.each<[name: string, code: string, fill: () => void]>([
    [
      'a thousand acts wait',
      'HOME_ACTS_WAITING',
      () => {
        mkdirSync(acts);
        for (let n = 0; n < 1000; n += 1) writeFileSync(join(acts, `${n}.json`), '{}');
      },
    ],
    [
      'the disk takes no act',
      'HOME_ACTS_UNWRITABLE',
      // A file where the folder belongs.
      () => writeFileSync(acts, ''),
    ],
  ])('says its own reason, and besides that %s', async (_name, code, fill) => {
    fill();
    const error = refused('TLS_NOT_VALID');
    expect(await start(error)).toBe(error);
    expect(notLeft).toEqual([expect.objectContaining({ code, path: acts })]);
  });
});

describe('a disk without room', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  it('keeps no name of an act that has no bytes', () => {
    const cause = refused('ENOSPC');
    vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw cause;
    });
    syncBuiltinESMExports();
    const unwritable = { code: 'HOME_ACTS_UNWRITABLE', cause };
    expect(() => leaveAct(acts, SHOWN, 1)).toThrow(expect.objectContaining(unwritable));
    expect(readdirSync(acts)).toEqual([]);
  });
});
