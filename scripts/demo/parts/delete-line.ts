import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { JournalSource, stubCodec } from '@mingjing/protocol';

/** Of docs/spec/journal.md: before the frames of a tail, and before the payload of a frame. */
const TAIL_HEADER_BYTES = 24;
const SEED_AT = 16;
const FRAME_HEADER_BYTES = 12;

/** Bytes of an entry's stub in the file of its log. */
const STUB_BYTES = 168;
/** The entry that is deleted where the log has a file of its own. */
const DELETED = 2;

/** Deletes an entry of the log of logins from a copied journal; answers its index. */
export function deleteLine(folder: string): number | undefined {
  return deleteStub(join(folder, 'auth', 'stubs')) ?? deleteFromTail(folder);
}

function deleteStub(path: string): number | undefined {
  const bytes = readFileSync(path);
  const at = DELETED * STUB_BYTES;
  if (bytes.length <= at + STUB_BYTES) return undefined;
  writeFileSync(path, Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + STUB_BYTES)]));
  return DELETED;
}

/**
 * The same of one that is not in a file of its log yet, as somebody would who knows the format:
 * length and checksum of what is left are made anew. Undefined when no tail has one.
 */
function deleteFromTail(folder: string): number | undefined {
  const [name] = readdirSync(folder).filter((each) => each.startsWith('tail-'));
  if (name === undefined) return undefined;
  const path = join(folder, name);
  const bytes = readFileSync(path);
  const seed = bytes.readUInt32BE(SEED_AT);
  for (let at = TAIL_HEADER_BYTES; at + FRAME_HEADER_BYTES < bytes.length; ) {
    const end = at + FRAME_HEADER_BYTES + bytes.readUInt32BE(at + 4);
    const found = entryOfLogins(bytes, at + FRAME_HEADER_BYTES, end);
    if (found === undefined) {
      at = end;
      continue;
    }
    const head = Buffer.from(bytes.subarray(at, at + FRAME_HEADER_BYTES));
    const start = at + FRAME_HEADER_BYTES;
    const rest = Buffer.concat([bytes.subarray(start, found.from), bytes.subarray(found.to, end)]);
    head.writeUInt32BE(rest.length, 4);
    head.writeUInt32BE(crc32(rest, seed), 8);
    const left = rest.length === 0 ? [] : [head, rest];
    writeFileSync(path, Buffer.concat([bytes.subarray(0, at), ...left, bytes.subarray(end)]));
    return found.index;
  }
  return undefined;
}

/** The first such entry between two places. */
function entryOfLogins(bytes: Buffer, start: number, end: number) {
  for (let from = start; from < end; ) {
    const stub = bytes.subarray(from + 2, from + 2 + bytes.readUInt16BE(from));
    const bodyAt = from + 2 + stub.length;
    const to = bodyAt + 4 + bytes.readUInt32BE(bodyAt);
    const { source, index } = stubCodec.decode(stub);
    if (source === JournalSource.auth && index > 0) return { from, to, index };
    from = to;
  }
  return undefined;
}
