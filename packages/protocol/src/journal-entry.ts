import { equalBytes, taggedHash } from '@mingjing/crypto';
import type { EncodingRefusal } from './codec.ts';
import { Tag } from './ids.ts';
import { type EntryBody, entryBodyCodec, type Group, type Stub } from './journal.ts';
import { ENTRY_BODY_BYTES_MAX, FORMAT_VERSION, SALT_BYTES } from './limits.ts';
import type { Checked } from './result.ts';

/** Numbers of the field groups, as they enter their commitments. Never reused. */
export const GroupNumber = { frame: 1, act: 2, personal: 3 } as const;
export type GroupName = keyof typeof GroupNumber;

const NUMBER_BYTE = {
  frame: Uint8Array.of(GroupNumber.frame),
  act: Uint8Array.of(GroupNumber.act),
  personal: Uint8Array.of(GroupNumber.personal),
};

/**
 * Commitment to one field group: H('entry-group', chain id, group number u8 | salt 32 | stored).
 *
 * Every group has a salt of its own, so opening one tells nothing about the others; the number
 * keeps the bytes of one group from standing for another.
 */
export function groupCommitment(
  chainId: string,
  group: GroupName,
  salt: Uint8Array,
  stored: Uint8Array,
): Uint8Array {
  return taggedHash(Tag.entryGroup, chainId, NUMBER_BYTE[group], salt, stored);
}

const ACTOR_TAG_BYTES = 16;
const utf8 = new TextEncoder();

/**
 * The tag of an opened actor: first 16 bytes of H('actor-tag', chain id, opening 32 | type | id).
 * Nobody finds another opening for the tag of an entry, so a tag that is in a log opens one way.
 */
export function actorTag(
  chainId: string,
  opening: Uint8Array,
  type: number,
  id: string,
): Uint8Array {
  const actor = utf8.encode(id);
  const hash = taggedHash(Tag.actorTag, chainId, opening, Uint8Array.of(type), actor);
  return hash.slice(0, ACTOR_TAG_BYTES);
}

/** The first group of a body that the stub does not commit to, or undefined when all agree. */
export function bodyFault(chainId: string, stub: Stub, body: EntryBody): GroupName | undefined {
  const agrees = (group: GroupName, opened: Group, commitment: Uint8Array) =>
    equalBytes(groupCommitment(chainId, group, opened.salt, opened.stored), commitment);
  if (!agrees('frame', body.frame, stub.frameCommitment)) return 'frame';
  if (!agrees('act', body.act, stub.actCommitment)) return 'act';
  if (body.personal === undefined) {
    return stub.personalCommitment.length === 0 ? undefined : 'personal';
  }
  return agrees('personal', body.personal, stub.personalCommitment) ? undefined : 'personal';
}

export type BodyRefusal = EncodingRefusal | 'other-version' | 'missing-group' | 'bad-salt';

/**
 * Parses a body: canonical, at most 32 KiB, of version 1, with the groups frame and act, and every
 * salt of 32 bytes (a shorter one would let bytes move between salt and content).
 */
export function parseEntryBody(bytes: Uint8Array): Checked<EntryBody, BodyRefusal> {
  const parsed = entryBodyCodec.parse(bytes, ENTRY_BODY_BYTES_MAX);
  if (!parsed.ok) return parsed;
  // The generated decoder gives null for a message that is not there.
  const { version } = parsed.value;
  // No stub commits to it: another number in its place would be the one change that nobody finds.
  if (version !== FORMAT_VERSION) return { ok: false, reason: 'other-version' };
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
