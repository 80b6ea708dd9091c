import { writeFileSync } from 'node:fs';
import { createClient } from '@mingjing/client';
import { CliError } from './errors.ts';
import { type AddressOptions, nodeAddress } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';

export interface GetCommand extends AddressOptions, CommonOptions {
  /** Where the content, or the receipt, is written. */
  readonly output?: string;
  /** Fetch the receipt of the record's transaction. */
  readonly receipt?: boolean;
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
    ...record.attachments.map(
      ({ commitment, size_bytes: size }) => ['attachment', `${commitment} ${size} B`] as const,
    ),
  ]);
  output.json(record);
  if (options.output === undefined) return;
  writeFileSync(options.output, await bytesOf());
  output.line('cli.written', { file: options.output });

  async function bytesOf(): Promise<Uint8Array> {
    if (options.receipt) return client.receipt(record.transaction_id);
    const content = record.attachments.find(({ role }) => role === 1);
    // Of what was taken down the node itself says by which order.
    const isAnswered = content?.held || record.standing === 'taken-down';
    if (content !== undefined && isAnswered)
      return (await client.attachment(content.commitment)).content;
    throw new CliError('NOT_HELD', '该节点不持有内容', 'the node does not hold the content');
  }
}
