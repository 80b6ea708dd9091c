import { writeFileSync } from 'node:fs';
import { createClient, type EnvelopeAnswer, type OpenedDocument } from '@mingjing/client';
import { AttachmentRole } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { openedRecord } from './get-private.ts';
import { type AddressOptions, nodeAddress } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';

export interface GetCommand extends AddressOptions, CommonOptions {
  /** Where the content, or the receipt, is written. */
  readonly output?: string;
  /** Fetch the receipt of the record's transaction. */
  readonly receipt?: boolean;
  /** Open a private record, as one of its recipients. */
  readonly open?: boolean;
  readonly key?: string;
}

/** Shows a record; writes its content or its receipt to a file when asked. */
export async function getCommand(id: string, options: GetCommand): Promise<void> {
  const output = new Output(options);
  if (!/^[0-9a-f]{72}$/.test(id)) {
    const en = 'a record id has 72 lower-case hexadecimal digits';
    throw new CliError('BAD_RECORD_ID', '记录标识须为 72 位小写十六进制', en);
  }
  const client = createClient({ baseUrl: nodeAddress(options) });
  const record = await client.record(id);
  output.facts([
    ['record', record.id],
    ['author', record.author],
    ['height', record.height],
    ['time', new Date(record.time).toISOString()],
    ['standing', output.text(`cli.standing.${record.standing}`)],
    ...sealedFacts(record.envelope),
    ...record.attachments.map(
      ({ commitment, size_bytes: size }) => ['attachment', `${commitment} ${size} B`] as const,
    ),
  ]);
  const opened = options.open
    ? await openedRecord(client, record.envelope, options.key)
    : undefined;
  if (opened !== undefined) {
    output.facts([
      ['fileName', opened.fileName],
      ['mediaType', opened.mediaType],
      ['opened', `${opened.content.length} B`],
    ]);
  }
  output.json(opened === undefined ? record : { ...record, opened: openedFacts(opened) });
  if (options.output === undefined) return;
  writeFileSync(options.output, await bytesOf());
  output.line('cli.written', { file: options.output });

  async function bytesOf(): Promise<Uint8Array> {
    if (opened !== undefined) return opened.content;
    if (options.receipt) return client.receipt(record.transaction_id);
    const content = record.attachments.find(({ role }) => role !== AttachmentRole.description);
    // Of what was taken down the node itself says by which order.
    const isAnswered = content?.held || record.standing === 'taken-down';
    if (content !== undefined && isAnswered)
      return (await client.attachment(content.commitment)).content;
    throw new CliError('NOT_HELD', '该节点不持有内容', 'the node does not hold the content');
  }
}

function openedFacts({ fileName, mediaType, content }: OpenedDocument) {
  return { file_name: fileName, media_type: mediaType, size_bytes: content.length };
}

// Of a private record everybody sees to whom it is sealed, and nobody else what.
function sealedFacts(envelope: EnvelopeAnswer | null | undefined): [key: string, value: string][] {
  if (!envelope) return [];
  const holders = envelope.recipients.map((each) => `${each.holder_kind}/${each.holder}`);
  return [['sealedTo', holders.join(', ')]];
}
