// Lists of libraries and keys, and the record of drills: pure tables.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyPurpose, RegistryKind } from '@mingjing/protocol';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { cycloneDx } from '../../src/inventory/cyclonedx.ts';
import { librariesOf } from '../../src/inventory/dependencies.ts';
import { programLibraries } from '../../src/inventory/program-inventory.ts';
import {
  type Drill,
  drillFindings,
  recordOf,
} from '../../src/management/assurance/drills/drill.ts';
import { keyFilesIn } from '../../src/management/assurance/inventory/key-files.ts';
import { keyFindings, listKeys } from '../../src/management/assurance/inventory/keys.ts';

const LOCK = `
lockfileVersion: '9.0'
importers:
  node:
    dependencies:
      '@own/a': {specifier: 'workspace:*', version: link:../packages/a}
      one: {specifier: 1.0.0, version: 1.0.0}
    devDependencies:
      tester: {specifier: 1.0.0, version: 1.0.0}
  supervisor:
    dependencies: {}
  packages/a:
    dependencies:
      '@scope/two': {specifier: 2.0.0, version: 2.0.0(one@1.0.0)}
      other: {specifier: npm:three@3.0.0, version: three@3.0.0}
packages:
  one@1.0.0: {resolution: {integrity: sha512-AAEC}}
  '@scope/two@2.0.0': {resolution: {integrity: sha1-AAEC}}
  three@3.0.0: {}
  tester@1.0.0: {}
snapshots:
  one@1.0.0:
    dependencies: {three: 3.0.0}
  '@scope/two@2.0.0(one@1.0.0)':
    dependencies: {one: 1.0.0}
  three@3.0.0:
    dependencies: {one: 1.0.0}
  tester@1.0.0: {}
`;

describe('libraries', () => {
  it('are those that the programs reach, through their own packages and in circles', () => {
    expect(librariesOf(LOCK)).toEqual([
      { name: '@scope/two', version: '2.0.0', dependsOn: ['one@1.0.0'] },
      { name: 'one', version: '1.0.0', sha512: 'AAEC', dependsOn: ['three@3.0.0'] },
      { name: 'three', version: '3.0.0', dependsOn: ['one@1.0.0'] },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['no YAML', '{'],
    ['another version', LOCK.replace("'9.0'", "'6.0'")],
    ['no snapshots', LOCK.slice(0, LOCK.indexOf('snapshots:'))],
  ])('are not read from %s', (_name, text) => {
    expect(librariesOf(text)).toBeUndefined();
  });

  it('of this program have versions, hashes and no tool of its tests', () => {
    const libraries = programLibraries();
    const names = libraries.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['fastify', 'libp2p', 'sodium-native']));
    expect(names).not.toContain('vitest');
    expect(libraries.every(({ sha512 }) => sha512 !== undefined)).toBe(true);
  });

  it('are written as CycloneDX', () => {
    const of = { name: 'mingjing', version: '0.1.0', time: 0 };
    const list = cycloneDx(librariesOf(LOCK) ?? [], of);
    expect(list).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(list.metadata.timestamp).toBe('1970-01-01T00:00:00.000Z');
    expect(list.components[0]).toMatchObject({ purl: 'pkg:npm/%40scope/two@2.0.0' });
    expect(list.components[1]).toMatchObject({ hashes: [{ alg: 'SHA-512', content: '000102' }] });
    const refs = new Set(list.components.map((each) => each['bom-ref']));
    expect(
      list.dependencies.flatMap(({ dependsOn }) => dependsOn).every((ref) => refs.has(ref)),
    ).toBe(true);
  });
});

const DAY_MS = 86_400_000;
const entry = (holderKind: number, holder: string, more: object = {}) => ({
  ...{ publicKey: new Uint8Array(32).fill(1), purpose: KeyPurpose.officer, holderKind, holder },
  ...{ enrolledHeight: 0, revokedHeight: 0, evidenceCount: 0 },
  ...more,
});

describe('keys', () => {
  const keys = listKeys(
    [
      entry(RegistryKind.officer, 'jia-duty'),
      entry(RegistryKind.user, 'user-1'),
      entry(RegistryKind.node, 'jia-1', { purpose: KeyPurpose.peer, enrolledHeight: 5 }),
      entry(RegistryKind.node, 'yi-1', { enrolledHeight: 9, revokedHeight: 12 }),
    ],
    (height) => (height === 9 ? undefined : height * DAY_MS),
    30,
  );

  it('are those of nodes, officers and verifiers, with what is known of their age', () => {
    expect(keys.map(({ holder, purpose }) => `${holder} ${purpose}`)).toEqual([
      ...['jia-1 peer', 'yi-1 officer', 'jia-duty officer'],
    ]);
    expect(keys[0]).toMatchObject({ enrolledAt: 5 * DAY_MS, replaceBy: 35 * DAY_MS });
    expect(keys[1]).toMatchObject({ enrolledAt: null, replaceBy: null, revokedHeight: 12 });
    expect(keys[2]).toMatchObject({ enrolledHeight: null, enrolledAt: 0 });
  });

  test.each([
    [30, []],
    [31, ['jia-duty/officer']],
    [36, ['jia-1/peer', 'jia-duty/officer']],
  ])('on day %j are to be replaced: %j', (day, expected) => {
    const own = new Set(['jia-1', 'yi-1', 'jia-duty']);
    expect(keyFindings(keys, own, day * DAY_MS).map(({ subject }) => subject)).toEqual(expected);
    expect(keyFindings(keys, new Set(['bing-1']), day * DAY_MS)).toEqual([]);
  });

  it('in files are told by name, and whether others may read them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mingjing-keys-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const write = (name: string, text: string, mode: number) =>
      writeFileSync(join(folder, name), text, { mode });
    write('vote.json', '{"purpose":"vote","seed":"x"}', 0o644);
    write('peer.json', '{"purpose":"peer","encrypted_seed":{}}', 0o600);
    write('notes.json', 'nothing', 0o600);
    write('readme.txt', '{"purpose":"peer"}', 0o600);
    expect(keyFilesIn(folder)).toMatchObject([
      { name: 'peer.json', encrypted: true, isPrivate: true },
      { name: 'vote.json', encrypted: false, isPrivate: false },
    ]);
  });
});

describe('a drill', () => {
  const frame = { startedAt: 1, endedAt: 2, startedBy: 'a', backup: '/b' };
  const outcome = {
    ...{ backupOf: 'jia-1', height: 7, stateRoot: 'aa', transactions: 1, attachments: 2 },
    findings: 0,
  };

  test.each([
    ['that restores the state of this chain', outcome, 'aa', 'passed', ''],
    ['that restores another state', outcome, 'bb', 'failed', 'ANOTHER_STATE'],
    ['of a height that this node lacks', outcome, undefined, 'failed', 'HEIGHT_UNKNOWN'],
    ['with findings', { ...outcome, findings: 1 }, 'aa', 'failed', 'DOES_NOT_HOLD'],
    ['that was not done', { code: 'BACKUP_CORRUPT' }, undefined, 'failed', 'BACKUP_CORRUPT'],
  ])('%s', (_name, answer, own, result, reason) => {
    expect(recordOf(frame, answer, own)).toMatchObject({ ...frame, result, reason });
  });

  const passed = { ...recordOf(frame, outcome, 'aa'), endedAt: 10 * DAY_MS };
  const failed: Drill = { ...passed, result: 'failed', reason: 'STOPPED' };
  test.each<[string, Drill | undefined, Drill | undefined, number, string[]]>([
    ['never', undefined, undefined, 0, ['drill-none']],
    ['in time', passed, passed, 100 * DAY_MS, []],
    ['too long ago', passed, passed, 100 * DAY_MS + 1, ['drill-old']],
    ['in vain', passed, failed, 11 * DAY_MS, ['drill-failed']],
    ['in vain, and never else', undefined, failed, 0, ['drill-failed', 'drill-none']],
  ])('done %s', (_name, lastPassed, last, now, kinds) => {
    const found = drillFindings(lastPassed, last, { now, days: 90 });
    expect(found.map(({ kind }) => kind)).toEqual(kinds);
  });
});
