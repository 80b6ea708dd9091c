// What a node measures of its program, and what its journal says of each measure.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntryInput } from '@mingjing/journal';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Attestation } from '../../src/assurance/attestation.ts';
import { manifestText, type ReleaseManifest } from '../../src/assurance/release-manifest.ts';

const kept: ReleaseManifest = { version: '1', files: [{ path: 'a.ts', hash: '0'.repeat(64) }] };
let folder: string;
let entries: EntryInput[];
let errors: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-attestation-'));
  [entries, errors] = [[], []];
  await writeFile(join(folder, 'config.yaml'), 'node_id: a\n');
});
afterEach(() => rm(folder, { recursive: true }));

function attestation(found: ReleaseManifest): Attestation {
  return new Attestation({
    nodeId: 'node-a',
    config: join(folder, 'config.yaml'),
    manifest: join(folder, 'release-manifest'),
    journal: {
      append: async (entry) => {
        entries.push(entry);
        return { index: 0, time: 0 } as never;
      },
    },
    measure: async () => found,
    now: () => 7,
    onError: (error) => errors.push(error),
  });
}

it('measures at the start, against the manifest that the home keeps', async () => {
  await writeFile(join(folder, 'release-manifest'), manifestText(kept));
  const sound = attestation(kept);
  await sound.start();
  await sound.stop();
  expect(sound.measured).toMatchObject({ version: '1', at: 7, files: 1, differing: [] });
  expect(sound.measured?.keptHash).toEqual(sound.measured?.manifestHash);
  expect(entries).toMatchObject([{ event: 'program-measured', result: 'done', counts: [1, 0] }]);
});

it('names the altered file', async () => {
  await writeFile(join(folder, 'release-manifest'), manifestText(kept));
  const altered = attestation({ version: '1', files: [{ path: 'a.ts', hash: '1'.repeat(64) }] });
  await altered.start();
  await altered.stop();
  expect(altered.measured?.differing).toEqual([{ path: 'a.ts', what: 'changed' }]);
  expect(entries).toMatchObject([{ result: 'failed', reason: 'files-differ', counts: [1, 1] }]);
});

it('names no file without a manifest, and says so', async () => {
  const alone = attestation(kept);
  await alone.start();
  await alone.stop();
  expect(alone.measured?.keptHash).toBeUndefined();
  expect(alone.measured?.differing).toEqual([]);
});

it('sees that the configuration was changed since the start', async () => {
  const one = attestation(kept);
  await one.start();
  await writeFile(join(folder, 'config.yaml'), 'node_id: b\n');
  one.again();
  await one.stop();
  expect(one.measured?.configHash).not.toEqual(one.startedConfig);
});

it('tells that a manifest cannot be read, and keeps the last measure', async () => {
  const one = attestation(kept);
  await one.start();
  await writeFile(join(folder, 'release-manifest'), 'no manifest\n');
  one.again();
  await one.stop();
  expect(errors).toMatchObject([{ code: 'MANIFEST_INVALID' }]);
  expect(one.measured).toMatchObject({ at: 7 });
});
