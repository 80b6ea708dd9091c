import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Client,
  ClientError,
  composePublish,
  createClient,
  type PublishOptions,
  type PublishResult,
  type SubmissionResult,
} from '@mingjing/client';
import { bytesToHex } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { ResultCode, resultCodeName } from '@mingjing/execution';
import { genesisFromJson, type Parameters, type PoolItem } from '@mingjing/protocol';
import { contentRefusedError, heldError } from './content-errors.ts';
import { documentOf, listFiles } from './documents.ts';
import { CliError } from './errors.ts';
import { type AddressOptions, nodeAddress } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';
import { type Compose, privateComposer } from './publish-private.ts';
import { refusalTexts } from './say-on-chain.ts';
import { signingKey } from './signing-key.ts';

/** Bytes of files read and sent at once: a folder need not fit into memory. */
const CHUNK_BYTES = 24 * 1024 * 1024;
const CHUNK_FILES = 256;
/** Files that an error names. */
const NAMED_MAX = 3;

export interface PublishCommand extends AddressOptions, CommonOptions {
  /** Sealed to the author and the recipients alone, and to the authority under an order. */
  readonly private?: boolean;
  readonly to?: string;
  /** Key file of the user who publishes. */
  readonly key: string;
  /** Folder for the receipts; none are fetched without it. */
  readonly receipts?: string;
}

export interface PublishedFile {
  readonly file: string;
  readonly record: string;
  readonly transaction: string;
  readonly height: number;
  readonly receipt?: string;
}

/** Publishes a file, or every file of a folder, and waits until each is committed. */
export async function publishCommand(path: string, options: PublishCommand): Promise<void> {
  const output = new Output(options);
  const published: PublishedFile[] = [];
  const sayAll = () => {
    output.line('cli.publishedAll', { count: published.length });
    output.json({ published });
  };
  try {
    for await (const file of publishPath(path, options)) {
      published.push(file);
      output.line('cli.published', { file: file.file, height: file.height, record: file.record });
    }
  } catch (error) {
    if (published.length > 0) sayAll();
    throw error;
  }
  sayAll();
}

/** The same, one file after the other as they are committed. */
export async function* publishPath(
  path: string,
  options: PublishCommand,
): AsyncGenerator<PublishedFile> {
  const client = createClient({ baseUrl: nodeAddress(options), timeoutMs: 90_000 });
  const { chain_id: chainId } = await client.status();
  const genesis = genesisFromJson(await client.genesis());
  if (!genesis.ok) throw new CliError('GENESIS_INVALID', '节点给出的创世文件无效', genesis.reason);
  const files = listFiles(path);
  refuseLarge(files, genesis.value.parameters);
  const signed = {
    ...{ chainId, limits: genesis.value.parameters, random: randomBytes, now: () => Date.now() },
    ...signingKey(options.key),
  };
  const compose = await composerOf(client, options, signed);
  for (const chunk of chunks(files)) {
    yield* send(client, compose(chunk.map(documentOf)), options.receipts);
  }
}

async function composerOf(
  client: Client,
  options: PublishCommand,
  signed: PublishOptions,
): Promise<Compose> {
  if (options.private) return privateComposer(client, options, signed);
  if (options.to === undefined) return (documents) => composePublish(documents, signed);
  throw new CliError('NOT_PRIVATE', '--to 须与 --private 同用', '--to goes with --private');
}

async function* send(
  client: Client,
  composed: PublishResult,
  receipts: string | undefined,
): AsyncGenerator<PublishedFile> {
  if (!composed.ok) {
    const file = 'fileName' in composed ? composed.fileName : '';
    const en = `${file} was not published: ${composed.reason}`;
    throw new CliError('DOCUMENT_REFUSED', `${file} 未发布：${composed.reason}`, en);
  }
  const { heights, fault } = await sent(client, composed.value.requests);
  const left: string[] = [];
  for (const record of composed.value.records) {
    const transaction = bytesToHex(record.transactionId);
    const height = heights.get(transaction);
    if (height === undefined) {
      left.push(record.fileName);
      continue;
    }
    const receipt = receipts && (await saveReceipt(client, transaction, receipts));
    const id = bytesToHex(record.id);
    const published = { file: record.fileName, record: id, transaction, height };
    yield receipt === undefined ? published : { ...published, receipt };
  }
  if (fault !== undefined) throw ofFiles(fault, left);
}

interface Sent {
  /** Height of each transaction that is committed, by its id. */
  readonly heights: ReadonlyMap<string, number>;
  /** Why the others are not, or may not be; nothing was sent after it. */
  readonly fault: unknown;
}

/** What is committed is said whatever becomes of the rest: nobody should publish it again. */
async function sent(client: Client, requests: readonly (readonly PoolItem[])[]): Promise<Sent> {
  const heights = new Map<string, number>();
  let fault: unknown;
  for (const items of requests) {
    try {
      const { results } = await submitted(client, items);
      for (const result of results) {
        if (result.status === 'committed' && result.code === ResultCode.done) {
          heights.set(result.id, result.height ?? 0);
        } else fault ??= notCommitted(result);
      }
    } catch (error) {
      fault = error;
    }
    if (fault !== undefined) break;
  }
  return { heights, fault };
}

function notCommitted(result: SubmissionResult): CliError {
  if (result.status === 'held') return heldError(result.review ?? '');
  const why = result.reason ?? resultCodeName(result.code ?? 0) ?? result.status;
  const [zh, en] = refusalTexts('userRefusal', why);
  const english = `the node did not commit a transaction: ${en}`;
  return new CliError('NOT_COMMITTED', `有一笔提交未上链：${zh}`, english);
}

function ofFiles(fault: unknown, files: readonly string[]): unknown {
  if (!(fault instanceof CliError)) return fault;
  const names = files.slice(0, NAMED_MAX).join(', ');
  const more =
    files.length > NAMED_MAX
      ? [` 等 ${files.length} 个文件`, ` and others, ${files.length} files`]
      : ['', ''];
  const { code, zh, en, cause } = fault;
  return new CliError(code, `${names}${more[0]}:${zh}`, `${names}${more[1]}: ${en}`, cause);
}

async function submitted(client: Client, items: readonly PoolItem[]) {
  try {
    return await client.submit(items, { wait: 'committed', waitMs: 60_000 });
  } catch (error) {
    const isRefused = error instanceof ClientError && error.code === 'content-refused';
    throw isRefused ? contentRefusedError(error) : error;
  }
}

async function saveReceipt(client: Client, transaction: string, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${transaction}.receipt`);
  writeFileSync(path, await client.receipt(transaction));
  return path;
}

function refuseLarge(files: ReturnType<typeof listFiles>, limits: Parameters): void {
  const large = files.find(({ sizeBytes }) => sizeBytes > limits.attachmentSizeMax);
  if (large === undefined) return;
  const mebibytes = limits.attachmentSizeMax / (1024 * 1024);
  throw new CliError(
    'FILE_TOO_LARGE',
    `${large.name} 超过 ${mebibytes} MiB，没有发布任何文件`,
    `${large.name} is larger than ${mebibytes} MiB; nothing was published`,
  );
}

function* chunks(files: ReturnType<typeof listFiles>) {
  let chunk: typeof files = [];
  let bytes = 0;
  for (const file of files) {
    if (chunk.length > 0 && (chunk.length >= CHUNK_FILES || bytes + file.sizeBytes > CHUNK_BYTES)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(file);
    bytes += file.sizeBytes;
  }
  if (chunk.length > 0) yield chunk;
}
