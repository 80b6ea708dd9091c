/** What a node reads back from its own disk, where anything may have happened to it. */
import {
  MemoryDisk,
  openMemorySignState,
  openMemoryWriteAheadLog,
  StorageError,
} from '@mingjing/storage';
import { decodeBlock } from '../../packages/storage/src/block-record.ts';
import { decodeSignRecord, encodeSignRecord } from '../../packages/storage/src/sign-record.ts';
import { newSignFile } from '../../packages/storage/src/sign-slots.ts';
import { decodeTip, encodeTip } from '../../packages/storage/src/tip.ts';
import { frameOf, walHeader } from '../../packages/storage/src/wal-format.ts';
import type { Target } from './fuzzer.ts';

/** What an opening came to: its code when it is a coded error of storage. */
async function codeOf(open: () => Promise<unknown>): Promise<string> {
  try {
    await open();
    return 'accepted';
  } catch (error) {
    if (error instanceof StorageError) return error.code.toLowerCase().replaceAll('_', '-');
    throw error;
  }
}

const records = [new Uint8Array(9).fill(7), new Uint8Array(300).fill(8)];
const blockId = new Uint8Array(32).fill(3);

const writeAheadLog: Target = {
  name: 'write-ahead-log',
  seeds: () => [walHeader(), Buffer.concat([walHeader(), ...records.map(frameOf)])],
  run(input) {
    const disk = new MemoryDisk();
    disk.content('wal', input);
    return codeOf(async () => {
      const log = await openMemoryWriteAheadLog(disk);
      const bytes = (await log.load()).reduce((sum, record) => sum + record.length, 0);
      if (bytes > input.length) throw new Error('more than the file holds');
      await log.append(new Uint8Array(5));
      const again = await (await openMemoryWriteAheadLog(disk)).load();
      if (again.at(-1)?.length !== 5) throw new Error('what was appended is not read back');
    });
  },
};

const signState: Target = {
  name: 'signed-last',
  seeds: () => {
    const standing = { type: 'signed', height: 9, round: 2, step: 1, blockId } as const;
    const records = [encodeSignRecord({ sequence: 4, standing })];
    return [...records, newSignFile()];
  },
  run(input) {
    const record = decodeSignRecord(input);
    if (record !== undefined && record !== 'too-new') {
      const bytes = Buffer.from(encodeSignRecord(record));
      if (!bytes.equals(input.subarray(0, bytes.length))) throw new Error('encodes to others');
    }
    const disk = new MemoryDisk();
    disk.content('sign-state', input);
    return codeOf(() => openMemorySignState(disk));
  },
};

const blockRecord: Target = {
  name: 'block-record',
  seeds: () => [Uint8Array.from([0, 0, 0, 1, 9, 0, 0, 0, 2, 8, 8, 0, 1, 0, 2])],
  run(input) {
    const block = decodeBlock(4, input);
    if (block === undefined) return 'refused';
    const bytes = block.block.length + block.certificate.length + 2 * block.results.length;
    if (bytes + 8 !== input.length) throw new Error('bytes were left out');
    return 'accepted';
  },
};

const tip: Target = {
  name: 'stored-tip',
  seeds: () => [encodeTip({ first: 1, height: 9, firstRecord: 0, records: 7, replayFrom: 3 })],
  run(input) {
    const decoded = decodeTip(input);
    if (decoded === undefined) return 'refused';
    if (!Buffer.from(encodeTip(decoded)).equals(input)) throw new Error('encodes to others');
    return 'accepted';
  },
};

export const fileTargets: readonly Target[] = [writeAheadLog, signState, blockRecord, tip];
