import { equalBytes, taggedHash } from '@mingjing/crypto';
import { type EntryBody, type Group, type Stub, Tag } from '@mingjing/protocol';

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
