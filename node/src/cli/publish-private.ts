import {
  type Client,
  ClientError,
  composePrivate,
  type EpochAnswer,
  type PrivateRecipient,
  type PublishDocument,
  type PublishOptions,
  type PublishResult,
} from '@mingjing/client';
import { envelopeKeyOf, hexToBytes } from '@mingjing/crypto';
import { recipientKeyId } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { keySeed } from './signing-key.ts';

const HOLDER = /^(?:(user|organisation)\/)?([a-z][a-z0-9-]{1,31})$/;

/** To whom a private record is sealed; the author's own key always counts. */
export interface PrivateCommand {
  readonly key: string;
  /** Users or organisations, separated by commas. */
  readonly to?: string;
}

export type Compose = (documents: readonly PublishDocument[]) => PublishResult;

/** Composes documents as private records; throws a coded error for a recipient without a key. */
export async function privateComposer(
  client: Client,
  command: PrivateCommand,
  options: PublishOptions,
): Promise<Compose> {
  const { suite, epochs } = await client.epochs();
  const epoch = currentEpoch(epochs);
  const own = envelopeKeyOf(keySeed(command.key)).publicKey;
  const recipients = [{ keyId: recipientKeyId(own), publicKey: own }];
  for (const name of (command.to ?? '').split(',').filter((each) => each !== '')) {
    recipients.push(await recipientOf(client, name));
  }
  const seal = bytesOf(epoch.seal);
  const place = { ...options, suite, epoch: epoch.number, seal, recipients };
  return (documents) => {
    const requests = [];
    const records = [];
    for (const document of documents) {
      const composed = composePrivate(document, place);
      if (!composed.ok) throw refused(document.fileName, composed.reason);
      requests.push(...composed.value.requests);
      records.push(...composed.value.records);
    }
    return { ok: true, value: { requests, records } };
  };
}

function currentEpoch(epochs: readonly EpochAnswer[]): EpochAnswer {
  const current = epochs.filter((each) => each.current).at(-1);
  if (current !== undefined) return current;
  const en = 'the chain has no epoch of look-through: nothing can be sealed';
  throw new CliError('NO_EPOCH', '链上没有穿透查看的密钥期，无法封装私密内容', en);
}

async function recipientOf(client: Client, name: string): Promise<PrivateRecipient> {
  const [, kind = 'user', holder = ''] = HOLDER.exec(name) ?? [];
  if (holder === '') {
    const en = `--to takes users, or organisation/ID: ${name}`;
    throw new CliError('BAD_RECIPIENT', `--to 须为用户名或 organisation/组织名：${name}`, en);
  }
  try {
    const answer = await client.envelopeKey(kind as 'user' | 'organisation', holder);
    return { keyId: bytesOf(answer.key_id), publicKey: bytesOf(answer.public_key) };
  } catch (error) {
    if (!(error instanceof ClientError) || error.code !== 'envelope-key-unknown') throw error;
    const en = `${name} has registered no envelope key: nothing was published`;
    throw new CliError('NO_ENVELOPE_KEY', `${name} 没有登记信封公钥，没有发布任何内容`, en, error);
  }
}

function refused(file: string, reason: string): CliError {
  const en = `${file} was not published: ${reason}`;
  return new CliError('DOCUMENT_REFUSED', `${file} 未发布：${reason}`, en);
}

function bytesOf(hex: string): Uint8Array {
  return hexToBytes(hex) ?? new Uint8Array(0);
}
