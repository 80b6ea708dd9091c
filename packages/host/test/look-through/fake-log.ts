import type { EntryInput, EntryPosition, StoredEntry } from '@mingjing/journal';
import { actGroupCodec, frameGroupCodec } from '@mingjing/protocol';

const NOTHING = new Uint8Array(0);

/** A log in memory, as far as finding an entry in it goes. */
export class FakeLog {
  readonly entries: EntryInput[] = [];

  durableSize(): number {
    return this.entries.length;
  }

  async append(entry: EntryInput): Promise<EntryPosition> {
    this.entries.push(entry);
    return { source: entry.source, index: this.entries.length - 1 };
  }

  async readRange(from: number, to: number): Promise<StoredEntry[]> {
    return this.entries.slice(from, to).map(storedOf);
  }
}

// Only the groups that name an act.
function storedOf({ event, object = '' }: EntryInput): StoredEntry {
  const frame = frameGroupCodec.encode({
    ...{ program: 'x', source: 1, index: 0, time: 0, monotonicUs: 0, blockHeight: 0 },
    ...{ event, result: 1, reason: '' },
  });
  const act = actGroupCodec.encode({
    ...{ actorType: 0, actor: '', session: '', method: '', resource: '', object },
    ...{ transactionId: NOTHING, counts: [], destinationAddress: '', destinationPort: 0 },
  });
  const body = { version: 1, frame: group(frame), act: group(act) };
  return { body, bodyBytes: NOTHING, stub: {}, stubBytes: NOTHING } as unknown as StoredEntry;
}

function group(stored: Uint8Array) {
  return { salt: NOTHING, stored };
}
