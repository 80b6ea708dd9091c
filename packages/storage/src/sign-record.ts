import { crc32 } from 'node:zlib';
import { asBuffer } from './keys.ts';

/** 0 proposal, 1 prevote, 2 precommit: the order in which a round asks for them. */
export type SignStep = 0 | 1 | 2;

/** Something to be signed. */
export interface SignPoint {
  readonly height: number;
  readonly round: number;
  readonly step: SignStep;
  /** Empty: nil. */
  readonly blockId: Uint8Array;
}

/** What stands: nothing yet, a point that was signed, a height nothing is signed up to, a loss. */
export type Standing =
  | { readonly type: 'nothing' }
  /** What was signed is not known any more: nothing is signed until a height is raised. */
  | { readonly type: 'unknown' }
  | ({ readonly type: 'signed' } & SignPoint)
  /** Nothing at or below this height is signed any more. */
  | { readonly type: 'raised'; readonly height: number };

/** A standing and how many came before it; the highest number is the latest. */
export interface SignRecord {
  readonly sequence: number;
  readonly standing: Standing;
}

// One record:
//
//     magic "MJSS" (4) | version (2) | type (1) | step (1) | sequence (6) | height (6) | round (4)
//     | length of block id (1) | block id (32, zero-padded) | crc32 of all before it (4)

const MAGIC = Buffer.from('MJSS');
const VERSION_AT = 4;
const TYPE_AT = 6;
const STEP_AT = 7;
const SEQUENCE_AT = 8;
const HEIGHT_AT = 14;
const ROUND_AT = 20;
const ID_LENGTH_AT = 24;
const ID_AT = 25;
const SUM_AT = 57;
const SIGN_RECORD_BYTES = 61;
export const SIGN_FORMAT = 1;
export const BLOCK_ID_BYTES = 32;

const TYPES = ['nothing', 'signed', 'raised', 'unknown'] as const;

export function encodeSignRecord({ sequence, standing }: SignRecord): Uint8Array {
  const bytes = Buffer.alloc(SIGN_RECORD_BYTES);
  bytes.set(MAGIC);
  bytes.writeUInt16BE(SIGN_FORMAT, VERSION_AT);
  bytes[TYPE_AT] = TYPES.indexOf(standing.type);
  bytes.writeUIntBE(sequence, SEQUENCE_AT, 6);
  if (hasHeight(standing)) bytes.writeUIntBE(standing.height, HEIGHT_AT, 6);
  if (standing.type === 'signed') {
    bytes[STEP_AT] = standing.step;
    bytes.writeUInt32BE(standing.round, ROUND_AT);
    bytes[ID_LENGTH_AT] = standing.blockId.length;
    bytes.set(standing.blockId, ID_AT);
  }
  bytes.writeUInt32BE(crc32(bytes.subarray(0, SUM_AT)), SUM_AT);
  return bytes;
}

/** The record at the begin of `content`; undefined when it is torn, damaged or none. */
export function decodeSignRecord(content: Uint8Array): SignRecord | 'too-new' | undefined {
  const bytes = asBuffer(content);
  if (bytes.length < SIGN_RECORD_BYTES || !bytes.subarray(0, VERSION_AT).equals(MAGIC)) {
    return undefined;
  }
  // Every version keeps magic, version and sum where they are.
  if (bytes.readUInt32BE(SUM_AT) !== crc32(bytes.subarray(0, SUM_AT))) return undefined;
  const version = bytes.readUInt16BE(VERSION_AT);
  if (version !== SIGN_FORMAT) return version > SIGN_FORMAT ? 'too-new' : undefined;
  const standing = standingOf(bytes);
  if (standing === undefined) return undefined;
  return { sequence: bytes.readUIntBE(SEQUENCE_AT, 6), standing };
}

/** Whether a standing names a height. */
export function hasHeight(standing: Standing): standing is Standing & { readonly height: number } {
  return standing.type === 'signed' || standing.type === 'raised';
}

function standingOf(bytes: Buffer): Standing | undefined {
  const type = TYPES[bytes[TYPE_AT] ?? TYPES.length];
  const height = bytes.readUIntBE(HEIGHT_AT, 6);
  if (type === 'nothing' || type === 'unknown') return { type };
  if (type === 'raised') return { type, height };
  const step = bytes[STEP_AT];
  const idLength = bytes[ID_LENGTH_AT] ?? 0;
  if (type !== 'signed' || idLength > BLOCK_ID_BYTES) return undefined;
  if (step !== 0 && step !== 1 && step !== 2) return undefined;
  const blockId = new Uint8Array(bytes.subarray(ID_AT, ID_AT + idLength));
  return { type, height, round: bytes.readUInt32BE(ROUND_AT), step, blockId };
}
