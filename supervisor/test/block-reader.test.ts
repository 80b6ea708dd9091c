// What rules are shown of a record: all that its texts say to whoever reads them.
import type { Host } from '@mingjing/host';
import { AttachmentRole } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { blockReader } from '../src/desk/rules/block-reader.ts';

const CONTENT = new Uint8Array(32).fill(1);
const DESCRIPTION = new Uint8Array(32).fill(2);

function readerOf(content: string, description: object) {
  const held = new Map<Uint8Array, Uint8Array>([
    [CONTENT, Buffer.from(content)],
    [DESCRIPTION, Buffer.from(JSON.stringify(description))],
  ]);
  const attachment = async (commitment: Uint8Array) => {
    const bytes = held.get(commitment);
    return bytes && { salt: new Uint8Array(32), content: bytes };
  };
  return blockReader({ replica: { contents: { store: { attachment } } } } as unknown as Host);
}

function textsOf(reader: ReturnType<typeof readerOf>) {
  const attachments = [
    { commitment: CONTENT, sizeBytes: 0, role: AttachmentRole.content },
    { commitment: DESCRIPTION, sizeBytes: 0, role: AttachmentRole.description },
  ];
  const item = { category: 0, subject: '', attachments };
  return reader.texts({ item } as unknown as Parameters<typeof reader.texts>[0]);
}

describe('texts of a record', () => {
  it('are shown as they are written and without their escapes', async () => {
    const content = '{"text":"\\u53d1\\u884c\\u4ee3\\u5e01"}';
    const reader = readerOf(content, { file_name: 'a.json', media_type: 'application/json' });
    expect(await textsOf(reader)).toEqual([
      ...[content, '{"text":"发行代币"}'],
      ...['a.json', 'application/json'],
    ]);
  });
});
