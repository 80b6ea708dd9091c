import { composePublish, composeTransaction, type SubmissionResult } from '@mingjing/client';
import { randomBytes } from '@mingjing/crypto/node';
import {
  type Body,
  type Message,
  type PoolItem,
  submitRequestCodec,
  transactionCodec,
} from '@mingjing/protocol';
import type { Signing, TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';

/** What a refused act must leave as it was. */
export interface Holdings {
  readonly height: number;
  readonly state_root: string;
  readonly records: number;
  readonly mempool: { readonly transactions: number; readonly bytes: number };
}

export interface Answer {
  readonly status: number;
  /** Code of the problem; empty when there is none. */
  readonly code: string;
  readonly results: readonly SubmissionResult[];
}

/** Posts raw bytes as a submission that waits for its block. */
export async function post(node: ProgramProcess, bytes: Uint8Array): Promise<Answer> {
  const answer = await fetch(`${node.url}/v1/transactions?wait=committed`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
  const json = (await answer.json()) as { code?: string; results?: SubmissionResult[] };
  return { status: answer.status, code: json.code ?? '', results: json.results ?? [] };
}

/** Submits one item and returns what came of it. */
export async function submit(node: ProgramProcess, item: PoolItem): Promise<SubmissionResult> {
  const { results } = await post(node, submitRequestCodec.encode({ items: [item] }));
  const [result] = results;
  if (result === undefined) throw new Error('a submission without a result');
  return result;
}

export async function holdings(node: ProgramProcess): Promise<Holdings> {
  const answer = await fetch(`${node.url}/v1/status`);
  const { height, state_root, records, mempool } = (await answer.json()) as Holdings;
  return { height, state_root, records, mempool };
}

/** A signed transaction; `body` replaces what is usual in it. */
export function transactionOf(
  network: TestNetwork,
  signing: Signing,
  message: Message,
  body: Partial<Pick<Body, 'chainId' | 'validUntil' | 'unique'>> = {},
): Uint8Array {
  return composeTransaction({
    chainId: network.chainId,
    validUntil: Date.now() + 60_000,
    unique: randomBytes(16),
    ...signing,
    ...body,
    message,
  }).bytes;
}

/** A publish of one small record without attachments. */
export function bareRecord(subject = 'test:record'): Message {
  const records = [{ category: 0, subject, attachments: [] }];
  return { type: 'recordsPublish', value: { records } };
}

/** A publish of one document with its two attachments. */
export function documentItem(
  network: TestNetwork,
  signing: Signing,
  content: Uint8Array,
): PoolItem {
  const composed = composePublish(
    [{ fileName: 'document.txt', mediaType: 'text/plain', content }],
    {
      chainId: network.chainId,
      limits: network.genesis.parameters,
      ...signing,
      random: randomBytes,
      now: () => Date.now(),
    },
  );
  const item = composed.ok ? composed.value.requests[0]?.[0] : undefined;
  if (item === undefined) throw new Error('the document was not composed');
  return item;
}

/** The same transaction with its body bytes changed by `change`, and signed anew. */
export function withBody(
  transaction: Uint8Array,
  signing: (body: Uint8Array) => Uint8Array,
  change: (body: Uint8Array) => Uint8Array,
): Uint8Array {
  const body = change(transactionCodec.decode(transaction).body);
  return transactionCodec.encode({ body, signature: signing(body) });
}
