import {
  type AttachmentContent,
  type AttachmentRef,
  AttachmentRole,
  commitmentOf,
  isSubject,
  type Parameters,
  type RecordItem,
  recordCodec,
  SALT_BYTES,
} from '@mingjing/protocol';

/** A document to be put on record. */
export interface PublishDocument {
  readonly fileName: string;
  readonly mediaType: string;
  readonly title?: string;
  readonly content: Uint8Array;
  /** Bounded identifier, no free text; empty when absent. */
  readonly subject?: string;
  /** 0 to 65535; 0 when absent. */
  readonly category?: number;
}

export type DocumentRefusal =
  | 'file-too-large'
  | 'bad-file-name'
  | 'bad-media-type'
  | 'bad-title'
  | 'bad-subject'
  | 'bad-category';

/** A document as its record: what goes on the chain, and what travels beside it. */
export interface PreparedDocument {
  readonly fileName: string;
  readonly record: RecordItem;
  /** In the order of the record's attachments: content, description. */
  readonly contents: readonly [AttachmentContent, AttachmentContent];
  /** Bytes of both attachments. */
  readonly attachmentBytes: number;
  /** Bytes of the record inside a transaction, at most. */
  readonly recordBytes: number;
}

/** Longest name that file systems take. */
const FILE_NAME_BYTES_MAX = 255;
/** Longest that RFC 6838 (4.2) allows, both halves and the slash. */
const MEDIA_TYPE_CHARS_MAX = 255;
/** A title is one line on a screen, not a text. */
const TITLE_BYTES_MAX = 1024;
/** Field number and length in front of a record in a transaction. */
const RECORD_FRAME_BYTES = 5;
const MEDIA_TYPE = /^[A-Za-z0-9][\w!#$&^.+-]*\/[A-Za-z0-9][\w!#$&^.+-]*$/;
const encoder = new TextEncoder();

/** Why a document cannot be put on record under these limits, or undefined. */
export function documentFault(
  document: PublishDocument,
  limits: Parameters,
): DocumentRefusal | undefined {
  const { fileName, mediaType, title, subject, category, content } = document;
  if (fileName === '' || !fits(fileName, FILE_NAME_BYTES_MAX)) return 'bad-file-name';
  if (mediaType.length > MEDIA_TYPE_CHARS_MAX || !MEDIA_TYPE.test(mediaType)) {
    return 'bad-media-type';
  }
  if (title !== undefined && !fits(title, TITLE_BYTES_MAX)) return 'bad-title';
  if (!isSubject(subject ?? '')) return 'bad-subject';
  const number = category ?? 0;
  if (!Number.isInteger(number) || number < 0 || number > 0xffff) return 'bad-category';
  const description = descriptionOf(document);
  const largest = Math.max(content.length, description.length);
  // A transaction whose attachments exceed those of a block would never be in one.
  const isTooMuch = content.length + description.length > limits.attachmentBytesMax;
  return largest > limits.attachmentSizeMax || isTooMuch ? 'file-too-large' : undefined;
}

/** The record of a document without faults; each attachment gets a salt of its own. */
export function prepareDocument(
  document: PublishDocument,
  chainId: string,
  random: (sizeBytes: number) => Uint8Array,
): PreparedDocument {
  const content = { salt: random(SALT_BYTES), content: document.content };
  const description = { salt: random(SALT_BYTES), content: descriptionOf(document) };
  const refOf = ({ salt, content: bytes }: AttachmentContent, role: number): AttachmentRef => ({
    commitment: commitmentOf(chainId, salt, bytes),
    sizeBytes: bytes.length,
    role,
  });
  const record = {
    category: document.category ?? 0,
    subject: document.subject ?? '',
    attachments: [
      refOf(content, AttachmentRole.content),
      refOf(description, AttachmentRole.description),
    ],
  };
  return {
    fileName: document.fileName,
    record,
    contents: [content, description],
    attachmentBytes: content.content.length + description.content.length,
    recordBytes: recordCodec.encode(record).length + RECORD_FRAME_BYTES,
  };
}

/** Canonical description: JSON in UTF-8, no spaces, keys sorted, no title when there is none. */
export function descriptionOf({ fileName, mediaType, title }: PublishDocument): Uint8Array {
  const named = { file_name: fileName, media_type: mediaType };
  return encoder.encode(JSON.stringify(title === undefined ? named : { ...named, title }));
}

function fits(text: string, bytesMax: number): boolean {
  // A lone surrogate has no UTF-8 form: something nobody wrote would be on record.
  return text.isWellFormed() && encoder.encode(text).length <= bytesMax;
}
