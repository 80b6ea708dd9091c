import {
  bodyFault,
  type EntryBody,
  JournalSource,
  type JournalSourceName,
  parseEntryBody,
  STUB_BYTES_MAX,
  type Stub,
  stubCodec,
} from '@mingjing/protocol';
import { leafHash } from '@mingjing/tlog';

/** Entries of a log as a node gives them, with the proof that they are those of a checkpoint. */
export interface LogPage {
  readonly from: number;
  readonly stubs: readonly Uint8Array[];
  /**
   * A body for each stub; empty bytes where the node no longer has it. None at all for a witness
   * that may see stubs only.
   */
  readonly bodies: readonly Uint8Array[];
  /** Range proof of RFC 6962 nodes beside the entries, left to right. */
  readonly proof: readonly Uint8Array[];
}

/** An entry whose stub stands in its place and whose body, when it is there, is what it says. */
export interface WitnessedEntry {
  readonly index: number;
  readonly stub: Stub;
  readonly stubBytes: Uint8Array;
  readonly leaf: Uint8Array;
  /** Undefined: disposed of, so that only the stub is left, or not for this witness to see. */
  readonly body: EntryBody | undefined;
  readonly bodyBytes: Uint8Array;
}

export type EntryRefusal =
  | 'stub-not-canonical'
  | 'stub-misplaced'
  | 'body-withheld'
  | 'body-not-canonical'
  | 'body-differs';

export type ReadEntry =
  | { readonly ok: true; readonly value: WitnessedEntry }
  | { readonly ok: false; readonly reason: EntryRefusal; readonly index: number };

/**
 * Reads one entry of a page: a canonical stub of this source and index, and a body whose groups
 * are the ones the stub commits to. A body may be missing only below `bodiesFrom`.
 */
export function readEntry(
  log: { readonly chainId: string; readonly source: JournalSourceName; bodiesFrom: number },
  page: LogPage,
  offset: number,
): ReadEntry {
  const index = page.from + offset;
  const refused = (reason: EntryRefusal) => ({ ok: false, reason, index }) as const;
  const stubBytes = page.stubs[offset] ?? new Uint8Array(0);
  const bodyBytes = page.bodies[offset] ?? new Uint8Array(0);
  const stub = stubCodec.parse(stubBytes, STUB_BYTES_MAX);
  if (!stub.ok) return refused('stub-not-canonical');
  const isHere = stub.value.source === JournalSource[log.source] && stub.value.index === index;
  if (!isHere) return refused('stub-misplaced');
  const entry = { index, stub: stub.value, stubBytes, leaf: leafHash(stubBytes), bodyBytes };
  if (bodyBytes.length === 0) {
    if (index >= log.bodiesFrom) return refused('body-withheld');
    return { ok: true, value: { ...entry, body: undefined } };
  }
  const body = parseEntryBody(bodyBytes);
  if (!body.ok) return refused('body-not-canonical');
  if (bodyFault(log.chainId, stub.value, body.value) !== undefined) return refused('body-differs');
  return { ok: true, value: { ...entry, body: body.value } };
}
