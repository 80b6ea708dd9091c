import {
  ENTRY_BODY_BYTES_MAX,
  type EncodingRefusal,
  type EntryBody,
  entryBodyCodec,
  type Group,
  SALT_BYTES,
} from '@mingjing/protocol';
import type { Result } from '@mingjing/tlog';

export type BodyRefusal = EncodingRefusal | 'missing-group' | 'bad-salt';

/**
 * Parses a body: canonical, at most 32 KiB, with the groups frame and act, and every salt of 32
 * bytes (a shorter one would let bytes move between salt and content).
 */
export function parseEntryBody(bytes: Uint8Array): Result<EntryBody, BodyRefusal> {
  const parsed = entryBodyCodec.parse(bytes, ENTRY_BODY_BYTES_MAX);
  if (!parsed.ok) return parsed;
  // The generated decoder gives null for a message that is not there.
  const { version } = parsed.value;
  const frame = parsed.value.frame as Group | null;
  const act = parsed.value.act as Group | null;
  const personal = parsed.value.personal as Group | null | undefined;
  if (frame === null || act === null) return { ok: false, reason: 'missing-group' };
  const groups = personal ? [frame, act, personal] : [frame, act];
  if (groups.some(({ salt }) => salt.length !== SALT_BYTES)) {
    return { ok: false, reason: 'bad-salt' };
  }
  return { ok: true, value: { version, frame, act, ...(personal ? { personal } : {}) } };
}
