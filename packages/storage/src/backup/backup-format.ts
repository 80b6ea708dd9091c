import { crc32 } from 'node:zlib';
import { asBuffer } from '../keys.ts';

// The file (docs/spec/backup.md):
//
//     magic "MJBK" (4) | version (4) | frame ...
//
// A frame:
//
//     length of payload (4) | crc32 of length, kind and payload (4) | kind (1) | payload
//
// First the manifest, then entries of the chain database, then of the attachment database, both
// ascending by key, then the end. An entry in a payload:
//
//     key length (2) | value length (4) | key | value
//
// The end: SHA-256 of all bytes before its frame (32) | chain entries (6) | attachment entries (6).

const MAGIC = Buffer.from('MJBK');
export const BACKUP_FORMAT = 1;
export const HEADER_BYTES = 8;
export const FRAME_HEAD_BYTES = 9;
/** Entries gathered in one frame; a larger one has a frame of its own. */
export const FRAME_BYTES = 1024 * 1024;
/** No frame is larger: the largest value is an attachment of 16 MiB or a block with its proofs. */
export const FRAME_BYTES_MAX = 64 * 1024 * 1024;
const ENTRY_HEAD_BYTES = 6;
const HASH_BYTES = 32;
const COUNT_BYTES = 6;

export const FrameKind = { manifest: 1, chain: 2, attachments: 3, end: 4 } as const;
export type FrameKindNumber = (typeof FrameKind)[keyof typeof FrameKind];

/** What a backup is of. */
export interface BackupManifest {
  readonly chainId: string;
  readonly nodeId: string;
  /** Height of the last block in it. */
  readonly height: number;
  /** When it was begun, ms since the epoch. */
  readonly time: number;
  readonly storeFormat: number;
}

export interface BackupEnd {
  readonly hash: Uint8Array;
  readonly chainEntries: number;
  readonly attachmentEntries: number;
}

export function backupHeader(): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header.set(MAGIC);
  header.writeUInt32BE(BACKUP_FORMAT, MAGIC.length);
  return header;
}

/** Version in a header; undefined when the file does not begin as a backup does. */
export function headerVersion(bytes: Uint8Array): number | undefined {
  const header = asBuffer(bytes);
  if (header.length < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) {
    return undefined;
  }
  return header.readUInt32BE(MAGIC.length);
}

/** Head and payload of a frame. */
export function frameOf(kind: FrameKindNumber, payload: Uint8Array): [Uint8Array, Uint8Array] {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUInt32BE(payload.length, 0);
  head[8] = kind;
  head.writeUInt32BE(frameSum(head, payload), 4);
  return [head, payload];
}

/** The sum that a frame of this head and payload must state. */
export function frameSum(head: Uint8Array, payload: Uint8Array): number {
  return crc32(payload, crc32(head.subarray(8, FRAME_HEAD_BYTES), crc32(head.subarray(0, 4))));
}

/** An entry as it stands in a payload. */
export function entryParts(key: Uint8Array, value: Uint8Array): Uint8Array[] {
  const head = Buffer.allocUnsafe(ENTRY_HEAD_BYTES);
  head.writeUInt16BE(key.length, 0);
  head.writeUInt32BE(value.length, 2);
  return [head, key, value];
}

/** The entries of a payload; undefined when it is no whole number of them. */
export function entriesOf(payload: Uint8Array): [Uint8Array, Uint8Array][] | undefined {
  const bytes = asBuffer(payload);
  const entries: [Uint8Array, Uint8Array][] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + ENTRY_HEAD_BYTES > bytes.length) return undefined;
    const keyEnd = at + ENTRY_HEAD_BYTES + bytes.readUInt16BE(at);
    const end = keyEnd + bytes.readUInt32BE(at + 2);
    if (end > bytes.length) return undefined;
    entries.push([payload.subarray(at + ENTRY_HEAD_BYTES, keyEnd), payload.subarray(keyEnd, end)]);
    at = end;
  }
  return entries;
}

export function manifestBytes(manifest: BackupManifest): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      chain_id: manifest.chainId,
      node_id: manifest.nodeId,
      height: manifest.height,
      time: manifest.time,
      store_format: manifest.storeFormat,
    }),
  );
}

/** Undefined when the bytes are no manifest. */
export function parseManifest(payload: Uint8Array): BackupManifest | undefined {
  let json: Readonly<Record<string, unknown>>;
  try {
    json = JSON.parse(asBuffer(payload).toString()) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
  const {
    chain_id: chainId,
    node_id: nodeId,
    height,
    time,
    store_format: storeFormat,
  } = json ?? {};
  if (typeof chainId !== 'string' || typeof nodeId !== 'string') return undefined;
  if (!isCount(height) || !isCount(time) || !isCount(storeFormat)) return undefined;
  return { chainId, nodeId, height, time, storeFormat };
}

export function endBytes({ hash, chainEntries, attachmentEntries }: BackupEnd): Uint8Array {
  const bytes = Buffer.alloc(HASH_BYTES + 2 * COUNT_BYTES);
  bytes.set(hash);
  bytes.writeUIntBE(chainEntries, HASH_BYTES, COUNT_BYTES);
  bytes.writeUIntBE(attachmentEntries, HASH_BYTES + COUNT_BYTES, COUNT_BYTES);
  return bytes;
}

/** Undefined when the bytes are no end. */
export function parseEnd(payload: Uint8Array): BackupEnd | undefined {
  if (payload.length !== HASH_BYTES + 2 * COUNT_BYTES) return undefined;
  const bytes = asBuffer(payload);
  return {
    hash: payload.subarray(0, HASH_BYTES),
    chainEntries: bytes.readUIntBE(HASH_BYTES, COUNT_BYTES),
    attachmentEntries: bytes.readUIntBE(HASH_BYTES + COUNT_BYTES, COUNT_BYTES),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
