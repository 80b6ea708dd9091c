import { type Checked, passed, refused } from '@mingjing/protocol';
import { descriptionOf, type PublishDocument } from './publish-document.ts';

// What is sealed of a private record: its name and its content, so that neither is outside.
//
//     len(description) u32, big-endian | description | content

const LENGTH_BYTES = 4;

/** A document that came out of an envelope. */
export interface OpenedDocument {
  readonly fileName: string;
  readonly mediaType: string;
  readonly title?: string;
  readonly content: Uint8Array;
}

/** The bytes of a document that go into an envelope. */
export function sealedBytes(document: PublishDocument): Uint8Array {
  const description = descriptionOf(document);
  const { content } = document;
  const bytes = new Uint8Array(LENGTH_BYTES + description.length + content.length);
  new DataView(bytes.buffer).setUint32(0, description.length);
  bytes.set(description, LENGTH_BYTES);
  bytes.set(content, LENGTH_BYTES + description.length);
  return bytes;
}

/** The document in opened bytes; its author chose them, so they may be anything. */
export function documentIn(bytes: Uint8Array): Checked<OpenedDocument, 'not-a-document'> {
  if (bytes.length < LENGTH_BYTES) return refused('not-a-document');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const end = LENGTH_BYTES + length;
  if (end > bytes.length) return refused('not-a-document');
  const named = parse(bytes.subarray(LENGTH_BYTES, end));
  if (named === undefined) return refused('not-a-document');
  const { file_name: fileName, media_type: mediaType, title } = named;
  if (typeof fileName !== 'string' || typeof mediaType !== 'string') {
    return refused('not-a-document');
  }
  return passed({
    ...{ fileName, mediaType, content: bytes.subarray(end) },
    ...(typeof title === 'string' ? { title } : {}),
  });
}

function parse(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const isObject = typeof value === 'object' && value !== null;
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    // The only way of both to say that this is no such text.
    return undefined;
  }
}
