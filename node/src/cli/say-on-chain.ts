import { type Client, composeTransaction, createClient } from '@mingjing/client';
import { bytesToHex } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { ResultCode, resultCodeName } from '@mingjing/execution';
import { type Message, UNIQUE_BYTES } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { type AddressOptions, nodeAddress } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';
import { signingKey } from './signing-key.ts';

/** How long a transaction may wait for its block. */
const VALID_MS = 60_000;

/** Options of a command that asks a node. */
export type AskingOptions = AddressOptions & CommonOptions;
/** Options of one that signs with a key file. */
export type SigningOptions = AskingOptions & { readonly key: string };

/** Where texts of refusals lie: codes mean somewhat different things to different acts. */
export type Refusals = 'governanceRefusal' | 'userRefusal' | 'orderRefusal';

export function clientOf(options: AskingOptions): Client {
  return createClient({ baseUrl: nodeAddress(options) });
}

/**
 * Signs a message with the key of a file and waits for its block; throws a coded error with the
 * chain's reason, in both languages, when it comes to nothing.
 */
export async function sayOnChain(
  options: SigningOptions,
  message: Message,
  refusals: Refusals = 'governanceRefusal',
  /** Clients of other nodes that get it, too; none of them is waited for in vain. */
  others: readonly Client[] = [],
): Promise<{ id: string; height: number; taken: number }> {
  const client = clientOf(options);
  const { chain_id: chainId, time } = await client.status();
  const transaction = composeTransaction({
    ...{ chainId, message, ...signingKey(options.key) },
    ...{ validUntil: Math.max(time, Date.now()) + VALID_MS, unique: randomBytes(UNIQUE_BYTES) },
  });
  const items = [{ transaction: transaction.bytes, attachments: [] }];
  const given = others.map((other) => other.submit(items));
  const { results } = await client.submit(items, { wait: 'committed', waitMs: VALID_MS });
  const answers = await Promise.allSettled(given);
  const taken = answers.filter(({ status }) => status === 'fulfilled').length + 1;
  const [result] = results;
  if (result?.status === 'committed' && result.code === ResultCode.done) {
    return { id: bytesToHex(transaction.id), height: result.height ?? 0, taken };
  }
  const why = result?.reason ?? resultCodeName(result?.code ?? 0) ?? result?.status ?? '';
  const [zh, en] = refusalTexts(refusals, why);
  throw new CliError('REFUSED', `提交被拒绝：${zh}`, `the chain refused it: ${en}`);
}

/** What a code of the chain means, in both languages; the code itself when there is no text. */
export function refusalTexts(refusals: Refusals, why: string): [zh: string, en: string] {
  const name = why.replace(/^result-/, '');
  const key = `cli.${refusals}.${name}`;
  const find = (lang: string) => new Output({ lang }).find(key) ?? name;
  return [find('zh-CN'), find('en')];
}
