import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { type Day, isDay } from '../calendar/shanghai-days.ts';
import { dayText, documentId, officerId, oneOf, orNull, said, time } from '../stored-shapes.ts';
import slots from './slots.json' with { type: 'json' };

/** A scanned report; what is larger is no document that somebody reads on the spot. */
const FILE_BYTES_MAX = 8 * 1024 * 1024;
const NAME_MAX = 120;
const ISSUER_MAX = 120;
const MEDIA_TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain'] as const;

/** A place for one kind of document, and the items of the form that ask for it. */
export interface Slot {
  readonly id: string;
  /** One of the four systems that the law asks for. */
  readonly mandatory: boolean;
  /** Each document stands by itself, such as the letters of several people. */
  readonly many: boolean;
  readonly items: readonly string[];
  readonly 'zh-CN': string;
  readonly en: string;
}

export const SLOTS: readonly Slot[] = slots;

export const slotId = oneOf(slots.map(({ id }) => id));
/** Slot and id: so the versions of a slot lie together, in order. */
export const versionId = Type.String({ pattern: '^[a-z][a-z-]{1,40}\\.[0-9a-f]{24}$' });
const mediaType = oneOf(MEDIA_TYPES);

const facts = {
  issuer: said(ISSUER_MAX),
  /** Who answers for it: a person of the people registry. */
  owner: documentId,
  issued_on: dayText,
  /** Last day on which it holds; of what has none, the day on which it is looked at again. */
  expires_on: dayText,
  /** Made for a demonstration: it prints so, and attests nothing. */
  example: Type.Boolean(),
};

/** A document as it is handed in, its file in base64url. */
export const documentForm = Type.Object(
  { slot: slotId, file_name: said(NAME_MAX), media_type: mediaType, ...facts, file: Type.String() },
  { additionalProperties: false },
);
export type DocumentForm = Static<typeof documentForm>;

const version = Type.Object({
  slot: slotId,
  fileName: Type.String(),
  mediaType,
  size: Type.Integer({ minimum: 1, maximum: FILE_BYTES_MAX }),
  /** Of the whole file, hex. */
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  facts: Type.Object(facts),
  uploadedBy: officerId,
  uploadedAt: time,
  attestation: orNull(
    Type.Object({
      officer: officerId,
      at: time,
      signature: Type.String({ pattern: '^[0-9a-f]{128}$' }),
      /** The key that the chain named for him then, hex. */
      publicKey: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    }),
  ),
  withdrawn: orNull(Type.Object({ officer: officerId, at: time })),
  /** When the stored file was found to be another. */
  damagedAt: orNull(time),
});
export type DocumentVersion = Static<typeof version>;

export function versionsOn(shelf: Shelf): Collection<DocumentVersion> {
  return new Collection<DocumentVersion>(shelf, {
    name: 'documents',
    isValid: (value): value is DocumentVersion => Value.Check(version, value),
  });
}

export type DocumentRefusal =
  | 'document-dates'
  | 'document-expired'
  | 'file-missing'
  | 'file-large'
  | 'file-encoding'
  | 'file-other-type';

/** The bytes of a form's file, or why the form cannot be taken. */
export function fileOf(form: DocumentForm, today: Day): Uint8Array | DocumentRefusal {
  const { expires_on: expires, issued_on: issued } = form;
  if (!isDay(issued) || !isDay(expires) || issued > expires || issued > today) {
    return 'document-dates';
  }
  if (expires < today) return 'document-expired';
  if (form.file === '') return 'file-missing';
  const bytes = new Uint8Array(Buffer.from(form.file, 'base64url'));
  // Text that is no base64url is skipped by the decoder: what it would lose is refused.
  if (Buffer.from(bytes).toString('base64url') !== form.file) return 'file-encoding';
  if (bytes.length > FILE_BYTES_MAX) return 'file-large';
  return isOfType(bytes, form.media_type) ? bytes : 'file-other-type';
}

const HEADS: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
};

function isOfType(bytes: Uint8Array, type: DocumentForm['media_type']): boolean {
  const head = HEADS[type];
  if (head !== undefined) return head.every((byte, at) => bytes[at] === byte);
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}
