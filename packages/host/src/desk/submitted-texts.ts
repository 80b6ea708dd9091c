import { bytesToHex, sha256, taggedHash } from '@mingjing/crypto';
import { AttachmentRole, bytesKey, type Message, type RecordItem } from '@mingjing/protocol';
import { descriptionIn } from '../search/records/content-text.ts';

/** Code units of all texts of one transaction, as written; more is held for a reviewer. */
export const UNITS_JUDGED_MAX = 1024 * 1024;
/** A description in the usual form, every character escaped; a longer one is a text. */
const DESCRIPTION_BYTES_MAX = 16 * 1024;

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

function textsOfRecord(
  { attachments, subject }: RecordItem,
  record: number,
  contentOf: ContentOf,
): { texts: SubmittedText[]; unread: number } {
  const held = attachments.map((ref) => ({ ...ref, content: contentOf(ref.commitment) }));
  // The type is the one that searches believe: else they would show a text that nothing judged.
  const described = held.map(({ role, content }) =>
    role === AttachmentRole.description && content !== undefined
      ? descriptionIn(content)
      : undefined,
  );
  const mediaType = described.find((each) => each !== undefined)?.mediaType ?? '';
  const texts: SubmittedText[] = [];
  if (subject !== '') texts.push({ record, attachment: -1, part: 'subject', text: subject });
  let unread = 0;
  for (const [attachment, { role, content }] of held.entries()) {
    const isDescription = role === AttachmentRole.description;
    const named = isDescription && content !== undefined ? typedIn(content) : undefined;
    const part = isDescription ? 'description' : 'content';
    // What is sealed is read by nobody here, whatever its bytes look like.
    const isRead = content !== undefined && role !== AttachmentRole.ciphertext;
    const text = isRead ? textOf(content, mediaType) : undefined;
    if (named !== undefined) texts.push(...named.map((each) => ({ record, attachment, ...each })));
    else if (text === undefined) unread += 1;
    else texts.push({ record, attachment, part, text });
  }
  return { texts, unread };
}

/** What was typed in a description in the usual form; another is judged as the text that it is. */
function typedIn(content: Uint8Array): Pick<SubmittedText, 'part' | 'text'>[] | undefined {
  const value = jsonIn(content);
  if (typeof value !== 'object' || value === null) return undefined;
  const { file_name: name, media_type: mediaType = '', title = '', ...rest } = value as Strings;
  const areTexts = [name, mediaType, title].every((each) => typeof each === 'string');
  if (!areTexts || Object.keys(rest).length > 0) return undefined;
  const typed = [
    ['file-name', name],
    ['title', title],
    // Who writes the description chooses the type, too.
    ['description', mediaType],
  ] as [TextPart, string][];
  return typed.flatMap(([part, text]) =>
    text === '' ? [] : [{ part, text: text.toWellFormed() }],
  );
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

const TEXT_TYPE = /^text\/|[/+](json|xml|javascript|yaml|csv|markdown)\b/;

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
