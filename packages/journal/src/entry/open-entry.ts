import { equalBytes } from '@mingjing/crypto';
import {
  type ActGroup,
  actGroupCodec,
  type EntryBody,
  type FrameGroup,
  frameGroupCodec,
  type PersonalGroup,
  personalGroupCodec,
  type Stub,
} from '@mingjing/protocol';
import { dayOf, type PersonKeys, strangerPerson } from '../keys/person-keys.ts';
import { personalSeal } from './personal-seal.ts';

/**
 * `absent`: the entry has none; `restricted`: it is of a person whose data may not be processed any
 * more; `shredded`: no key of the persons tried fits the key check.
 */
export type OpenedPersonal = PersonalGroup | 'absent' | 'restricted' | 'shredded';

/** Whose keys are tried, and whose personal groups stay closed though there is a key. */
export interface PersonalAccess {
  readonly persons?: readonly string[];
  readonly isRestricted?: (person: string) => boolean;
}

export interface OpenedEntry {
  readonly frame: FrameGroup;
  readonly act: ActGroup;
  readonly personal: OpenedPersonal;
}

/**
 * Opens all groups of a stored entry with the program's own keys. The persons given are tried for
 * the personal group before the actor named in the act and the strangers of the day.
 */
export function openEntry(
  chainId: string,
  entry: { readonly stub: Stub; readonly body: EntryBody },
  keys: Pick<PersonKeys, 'fieldKey'>,
  { persons = [], isRestricted = () => false }: PersonalAccess = {},
): OpenedEntry {
  const { stub, body } = entry;
  const act = actGroupCodec.decode(body.act.stored);
  const day = dayOf(stub.time);
  const candidates = [...persons, act.actor, strangerPerson(day)];
  return {
    frame: frameGroupCodec.decode(body.frame.stored),
    act,
    personal: openPersonal(chainId, { stub, body }, keys, { persons: candidates, isRestricted }),
  };
}

function openPersonal(
  chainId: string,
  { stub, body }: { readonly stub: Stub; readonly body: EntryBody },
  keys: Pick<PersonKeys, 'fieldKey'>,
  { persons, isRestricted }: Required<PersonalAccess>,
): OpenedPersonal {
  if (body.personal === undefined) return 'absent';
  for (const person of persons) {
    const fieldKey = keys.fieldKey(person, dayOf(stub.time));
    if (fieldKey === undefined || !equalBytes(fieldKey.check, stub.keyCheck)) continue;
    if (isRestricted(person)) return 'restricted';
    const plain = personalSeal(chainId).open(fieldKey.key, body.personal.stored, stub);
    if (plain !== undefined) return personalGroupCodec.decode(plain);
  }
  return 'shredded';
}
