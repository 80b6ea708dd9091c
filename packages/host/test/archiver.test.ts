// Every log of every copy comes into the archive, however many there are and whoever has most.
import { SOURCE_NAMES } from '@mingjing/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Archiver } from '../src/archive/archiver.ts';
import { ArchivingNode, copyOf, MemoryArchive } from './archiver-parts.ts';

const NOW = 1_800_000_000_000;
const ENTRIES_OF_AN_OBJECT = 1024;
const OBJECTS_PER_ROUND = 32;

let archive: MemoryArchive;
let node: ArchivingNode;
let errors: unknown[];

beforeEach(() => {
  archive = new MemoryArchive(() => NOW);
  node = new ArchivingNode();
  errors = [];
});

function archiverOf(copies: readonly object[]): Archiver {
  const onError = (error: unknown) => errors.push(error);
  return node.archiver({ archive, now: () => NOW, onError }, copies);
}

/** Logs of which there is an object, by the name of their group. */
const archived = () =>
  new Set(archive.names('journals/').map((name) => name.slice(0, name.lastIndexOf('/'))));

const groupsOf = (nodeIds: readonly string[]) =>
  nodeIds.flatMap((id) => SOURCE_NAMES.map((source) => `journals/${id}/${source}`));

describe('the logs of copied journals', () => {
  it('are all archived where there are more of them than objects of one round', async () => {
    const nodes = ['one', 'two', 'three', 'four', 'five'];
    const archiver = archiverOf(nodes.map((id) => copyOf(id, () => 5)));
    await archiver.round();
    expect(archived().size).toBe(OBJECTS_PER_ROUND);
    await archiver.round();
    expect([...archived()].sort()).toEqual(groupsOf(nodes).sort());
    const groups = archiver.status().groups.map(({ group }) => group);
    expect(groups.sort()).toEqual(['blocks', ...groupsOf(nodes)].sort());
    expect(errors).toEqual([]);
  });

  it('do not wait for one that has more than a round takes, round after round', async () => {
    const [busy = ''] = SOURCE_NAMES;
    const many = 10 * OBJECTS_PER_ROUND * ENTRIES_OF_AN_OBJECT;
    const one = copyOf('one', (source) => (source === busy ? many : 5));
    const archiver = archiverOf([one, copyOf('two', () => 5)]);
    await archiver.round();
    expect([...archived()]).toEqual([`journals/one/${busy}`]);
    // The second round begins with it as well, the third one behind it.
    for (let round = 2; round <= 3; round += 1) await archiver.round();
    expect([...archived()].sort()).toEqual(groupsOf(['one', 'two']).sort());
  });

  it('that are too young are left, at the price of one entry each', async () => {
    const young = copyOf('one', () => ENTRIES_OF_AN_OBJECT - 1, NOW - 1);
    await archiverOf([young]).round();
    expect(archived().size).toBe(0);
    expect(young.ranges).toEqual(SOURCE_NAMES.map(() => 1));
  });

  it('wait while the statement key is not held', async () => {
    node.hasKey = false;
    const archiver = archiverOf([copyOf('one', () => 5)]);
    await archiver.round();
    expect(archived().size).toBe(0);
    node.hasKey = true;
    await archiver.round();
    expect([...archived()].sort()).toEqual(groupsOf(['one']).sort());
  });
});
