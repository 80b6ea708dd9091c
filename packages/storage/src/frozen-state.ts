import type { FrozenState, StoredBlock } from '@mingjing/replica';
import { SUMMARY_KEY } from './format.ts';
import type { KeyRange, KeyValueView } from './key-value.ts';
import { numberOfKey, prefixRange } from './keys.ts';
import * as prefix from './prefixes.ts';
import { damaged, openValue } from './sealed-value.ts';

/** Reads the state out of a view of the chain database, with the block it is the state after. */
export async function frozenState(view: KeyValueView, block: StoredBlock): Promise<FrozenState> {
  const summary = await only(view, { from: SUMMARY_KEY, to: after(SUMMARY_KEY) });
  return {
    block,
    stateSummary: summary,
    async *registry() {
      for await (const [key, value] of view.entries(prefixRange(prefix.REGISTRY))) {
        yield [new Uint8Array(key).subarray(1), openValue(key, value)] as const;
      }
    },
    async *replay() {
      for await (const [key, value] of view.entries(prefixRange(prefix.REPLAY))) {
        const height = numberOfKey(key);
        if (height === undefined) throw damaged(key);
        yield { height, ids: openValue(key, value) };
      }
    },
    async *recordLeaves() {
      for await (const [key, value] of view.entries(prefixRange(prefix.RECORD_LEAVES))) {
        yield openValue(key, value);
      }
    },
    close: () => view.close(),
  };
}

async function only(view: KeyValueView, range: KeyRange): Promise<Uint8Array> {
  for await (const [key, value] of view.entries(range)) return openValue(key, value);
  throw damaged(range.from);
}

function after(key: Uint8Array): Uint8Array {
  const next = Uint8Array.from(key);
  next[next.length - 1] = (key.at(-1) ?? 0) + 1;
  return next;
}
