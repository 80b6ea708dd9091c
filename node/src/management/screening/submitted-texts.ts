import { bytesToHex, sha256, taggedHash } from '@mingjing/crypto';
import { AttachmentRole, bytesKey, type Message, type RecordItem } from '@mingjing/protocol';
import { TEXT_UNITS_MAX } from '@mingjing/screening';
import { DESCRIPTION_BYTES_MAX, OVERLAP_UNITS, UNITS_JUDGED_MAX } from './limits.ts';

export type TextPart = 'subject' | 'file-name' | 'title' | 'description' | 'content';

/** Something that a person wrote in a submission, and where: record and attachment by position. */
export interface SubmittedText {
  readonly record: number;
  readonly attachment: number;
  readonly part: TextPart;
  readonly text: string;
}

export interface SubmittedTexts {
  readonly texts: readonly SubmittedText[];
  /** Contents that are no text: no rule has read them. */
  readonly unread: number;
  /** Whether there is more text than is judged. */
  readonly isTooLong: boolean;
}

/** What a commitment opens to; undefined where the bytes are not here. */
export type ContentOf = (commitment: Uint8Array) => Uint8Array | undefined;

/** Records that a message publishes. */
export function recordsIn(message: Message): readonly RecordItem[] {
  if (message.type === 'recordsPublish') return message.value.records;
  return message.type === 'recordsAmend' ? [message.value.record] : [];
}

/** Finds contents among those that came with a transaction. */
export function contentAmong(
  items: readonly { readonly commitment: Uint8Array; readonly content: Uint8Array }[],
): ContentOf {
  const known = new Map(items.map(({ commitment, content }) => [bytesKey(commitment), content]));
  return (commitment) => known.get(bytesKey(commitment));
}

/** Every text of some records that rules can read. */
export function submittedTexts(
  records: readonly RecordItem[],
  contentOf: ContentOf,
): SubmittedTexts {
  const read = records.map((record, index) => textsOfRecord(record, index, contentOf));
  const texts = read.flatMap((each) => each.texts);
  const units = texts.reduce((sum, { text }) => sum + text.length, 0);
  const unread = read.reduce((sum, each) => sum + each.unread, 0);
  return { texts, unread, isTooLong: units > UNITS_JUDGED_MAX };
}

/**
 * What a reviewer's decision binds: who publishes what, whatever the salts, times and signature
 * are. 32 bytes in hexadecimal.
 */
export function contentDigest(
  { author, chainId }: { readonly author: string; readonly chainId: string },
  message: Message,
  contentOf: ContentOf,
): string {
  const amends = message.type === 'recordsAmend' ? bytesToHex(message.value.recordId) : '';
  const records = recordsIn(message).map(({ category, subject, attachments }) => [
    category,
    subject,
    attachments.map(({ commitment, role }) => {
      const content = contentOf(commitment);
      return [role, content === undefined ? '' : bytesToHex(sha256(content))];
    }),
  ]);
  const said = Buffer.from(JSON.stringify([author, message.type, amends, records]));
  return bytesToHex(taggedHash('reviewed-content', chainId, said));
}

/** A text in pieces that a screener takes, each sharing its beginning with the one before. */
export function windowsOf(text: string): string[] {
  const windows: string[] = [];
  for (let from = 0; from === 0 || from + OVERLAP_UNITS < text.length; ) {
    const to = wholeAt(text, from + TEXT_UNITS_MAX);
    windows.push(text.slice(from, to));
    from = wholeAt(text, to - OVERLAP_UNITS);
  }
  return windows;
}

// No cut between the halves of a surrogate pair: such a text would not be judged.
function wholeAt(text: string, place: number): number {
  const code = text.charCodeAt(place);
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place;
}

function textsOfRecord(
  { attachments, subject }: RecordItem,
  record: number,
  contentOf: ContentOf,
): { texts: SubmittedText[]; unread: number } {
  const held = attachments.map((ref) => ({ ...ref, content: contentOf(ref.commitment) }));
  const described = held.map(({ role, content }) =>
    role === AttachmentRole.description && content !== undefined ? describedIn(content) : undefined,
  );
  const mediaType = described.find((each) => each !== undefined)?.mediaType ?? '';
  const texts: SubmittedText[] = [];
  if (subject !== '') texts.push({ record, attachment: -1, part: 'subject', text: subject });
  let unread = 0;
  for (const [attachment, { role, content }] of held.entries()) {
    const named = described[attachment]?.texts;
    const part = role === AttachmentRole.description ? 'description' : 'content';
    // What is sealed is read by nobody here, whatever its bytes look like.
    const isRead = content !== undefined && role !== AttachmentRole.ciphertext;
    const text = isRead ? textOf(content, mediaType) : undefined;
    if (named !== undefined) texts.push(...named.map((each) => ({ record, attachment, ...each })));
    else if (text === undefined) unread += 1;
    else texts.push({ record, attachment, part, text });
  }
  return { texts, unread };
}

interface Described {
  readonly mediaType: string;
  readonly texts: readonly Pick<SubmittedText, 'part' | 'text'>[];
}

/** What a description in the usual form says; another one is judged as the text that it is. */
function describedIn(content: Uint8Array): Described | undefined {
  const value = jsonIn(content);
  if (typeof value !== 'object' || value === null) return undefined;
  const { file_name: name, media_type: mediaType, title, ...rest } = value as Strings;
  const isUsual = typeof name === 'string' && Object.keys(rest).length === 0;
  if (!isUsual || (title !== undefined && typeof title !== 'string')) return undefined;
  const texts = [
    { part: 'file-name', text: name.toWellFormed() } as const,
    ...(title === undefined ? [] : [{ part: 'title', text: title.toWellFormed() } as const]),
  ];
  return { mediaType: typeof mediaType === 'string' ? mediaType.toLowerCase() : '', texts };
}

type Strings = Readonly<Record<string, unknown>>;

function jsonIn(content: Uint8Array): unknown {
  if (content.length > DESCRIPTION_BYTES_MAX) return undefined;
  try {
    return JSON.parse(Buffer.from(content).toString('utf8'));
  } catch {
    // No JSON: then it is judged as the text that it is.
    return undefined;
  }
}

const TEXT_TYPE = /^text\/|[/+](json|xml|javascript|yaml|csv|markdown)$/;

/** The text that bytes are, if they are one; those of a text type may be in the national code. */
export function textOf(content: Uint8Array, mediaType: string): string | undefined {
  const marked = byteOrderOf(content);
  if (marked !== undefined) return decoded(content, marked);
  const text = decoded(content, 'utf-8');
  return text === undefined && TEXT_TYPE.test(mediaType) ? decoded(content, 'gb18030') : text;
}

function byteOrderOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function decoded(content: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    // The decoder's only failure is that the bytes are no text of this code.
    return undefined;
  }
}
