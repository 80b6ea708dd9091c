import {
  type Block,
  blockCodec,
  type Checked,
  type CommitCertificate,
  commitCertificateCodec,
  type Header,
  headerCodec,
  passed,
  refused,
  type SyncBlock,
} from '@mingjing/protocol';

export type OpenBlockRefusal = 'block-malformed' | 'certificate-malformed' | 'wrong-range';

/** A block that a peer sent, parsed once; nothing of it is verified yet. */
export interface OpenedBlock {
  readonly block: Block;
  readonly header: Header;
  readonly certificate: CommitCertificate;
  readonly sent: SyncBlock;
}

/** Parses an answer: blocks from `from` on, in order, no more than `count`. */
export function openBlocks(
  sent: readonly SyncBlock[],
  from: number,
  count: number,
): Checked<OpenedBlock[], OpenBlockRefusal> {
  if (sent.length > count) return refused('wrong-range');
  const opened: OpenedBlock[] = [];
  for (const [index, each] of sent.entries()) {
    const block = openBlock(each);
    if (!block.ok) return block;
    if (block.value.header.height !== from + index) return refused('wrong-range');
    opened.push(block.value);
  }
  return passed(opened);
}

/** Parses one block that came from a peer, or from a store that is judged. */
export function openBlock(sent: SyncBlock): Checked<OpenedBlock, OpenBlockRefusal> {
  const block = blockCodec.parse(sent.block);
  if (!block.ok) return refused('block-malformed');
  const header = headerCodec.parse(block.value.header);
  if (!header.ok) return refused('block-malformed');
  const certificate = commitCertificateCodec.parse(sent.certificate);
  if (!certificate.ok) return refused('certificate-malformed');
  return passed({ block: block.value, header: header.value, certificate: certificate.value, sent });
}

/** Bytes that a sent block takes in memory, contents included. */
export function sentBytes({ block, certificate, attachments }: SyncBlock): number {
  const contents = attachments.reduce((sum, { content }) => sum + content.length, 0);
  return block.length + certificate.length + contents;
}
