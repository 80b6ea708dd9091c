import type { EnvelopeAnswer } from '@mingjing/client';
import { type Client, envelopeOf, type OpenedDocument, openPrivate } from '@mingjing/client';
import { envelopeKeyOf, equalBytes, hexToBytes } from '@mingjing/crypto';
import { commitmentOf } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { keySeed } from './signing-key.ts';

/** Opens a private record with a recipient's key file; throws a coded error that says why not. */
export async function openedRecord(
  client: Client,
  answer: EnvelopeAnswer | null | undefined,
  keyFile: string | undefined,
): Promise<OpenedDocument> {
  if (answer === null || answer === undefined) {
    throw new CliError('NOT_PRIVATE', '该记录不是私密存证', 'the record is not a private one');
  }
  if (keyFile === undefined) {
    const en = 'name the key file of a recipient by --key';
    throw new CliError('NO_KEY', '请用 --key 指定接收人的密钥文件', en);
  }
  const [{ chain_id: chainId }, { suite, epochs }] = await Promise.all([
    client.status(),
    client.epochs(),
  ]);
  const envelope = envelopeOf(answer);
  const epoch = epochs.find(({ number }) => number === envelope.epoch);
  const { salt, content } = await client.attachment(answer.ciphertext);
  if (!equalBytes(commitmentOf(chainId, salt, content), envelope.ciphertext)) {
    const en = 'the node gave a content that is not that of the record';
    throw new CliError('OTHER_CONTENT', '节点给出的内容与记录不符', en);
  }
  const seal = hexToBytes(epoch?.seal ?? '') ?? new Uint8Array(0);
  const key = envelopeKeyOf(keySeed(keyFile));
  const opened = openPrivate({ envelope, seal, ciphertext: content }, key, { chainId, suite });
  if (opened.ok) return opened.value;
  const [zh, en] = REFUSALS[opened.reason];
  throw new CliError('NOT_OPENED', zh, en);
}

const REFUSALS = {
  'not-a-recipient': ['该密钥不是此记录的接收人', "the key is none of the record's recipients"],
  malformed: ['信封无法解析', 'the envelope cannot be read'],
  'key-check': [
    '发布者封装的不是信封所声明的内容',
    'what the author sealed is not what the envelope says',
  ],
  ciphertext: ['密文无法打开：发布者封装有误', "the ciphertext does not open: the author's doing"],
  'not-a-document': ['打开的内容不是一份文件', 'what was opened is no document'],
} as const;
