import { bytesToHex } from '@mingjing/crypto';
import {
  BULK_BYTES_MAX,
  type PoolItem,
  RegistryKind,
  SUBMIT_ITEMS_MAX,
  submitRequestCodec,
  transactionCodec,
  transactionHash,
  transactionId,
} from '@mingjing/protocol';
import type { Admitted, Fate } from '@mingjing/replica';
import { type AnyRoute, defineRoute, type OwnAct, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { ApiContext } from './context.ts';

/** Longest that a caller may wait for a block; then the answer says what is known. */
const WAIT_MAX_MS = 60_000;
const WAIT_DEFAULT_MS = 15_000;

/** What the caller is told of one transaction. */
interface SubmitResult {
  id: string;
  hash: string;
  status: 'accepted' | 'committed' | 'refused' | 'expired' | 'pending';
  reason?: string;
  code?: number;
  height?: number;
  index?: number;
}

/** Takes transactions: each is journalled with its answer before it has any effect. */
export function submitRoute({ host }: ApiContext): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/transactions',
    policy: 'public',
    act: { source: 'publish', event: 'transaction-submitted' },
    summary: 'Submit transactions as a canonical SubmitRequest',
    binaryBody: true,
    bodyBytesMax: BULK_BYTES_MAX,
    timeoutMs: WAIT_MAX_MS + 5000,
    schema: {
      query: Type.Object({
        wait: Type.Optional(Type.Union([Type.Literal('accepted'), Type.Literal('committed')])),
        timeout_ms: Type.Optional(Type.Integer({ minimum: 0, maximum: WAIT_MAX_MS })),
      }),
    },
    async handler({ bytes, query, recordActs, signal }) {
      const parsed = submitRequestCodec.parse(bytes, BULK_BYTES_MAX, fieldsMax(host));
      if (!parsed.ok) throw new Problem(400, `submission-${parsed.reason}`);
      const { items } = parsed.value;
      if (items.length === 0 || items.length > SUBMIT_ITEMS_MAX) {
        throw new Problem(400, 'submission-size');
      }
      const answers = await host.replica.submit(items, (judged) =>
        recordActs(judged.map((answer, index) => actOf(host, answer, items[index]))),
      );
      const results = answers.map((answer, index) =>
        resultOf(host.replica.chain.chainId, answer, items[index]),
      );
      if (query.wait === 'committed') {
        await settle(host, answers, results, query.timeout_ms ?? WAIT_DEFAULT_MS, signal);
      }
      return { json: { results } };
    },
  });
}

// What is not even items must not be decoded first: an item has its own field, a transaction, and
// for each attachment three.
function fieldsMax({ replica }: ApiContext['host']): number {
  const { attachmentsPerTransactionMax } = replica.chain.state.parameters;
  // Beyond the last item that is taken, so that one more is refused by number, not by size.
  return 2 * SUBMIT_ITEMS_MAX * (2 + 3 * attachmentsPerTransactionMax);
}

function actOf(host: ApiContext['host'], answer: Admitted, item: PoolItem | undefined): OwnAct {
  if (!answer.ok) {
    const object = item === undefined ? '' : `${item.transaction.length} bytes`;
    return { result: 'refused', reason: answer.reason.slice(0, 64), object };
  }
  const { transaction } = answer.value;
  const signer = host.replica.chain.state.registry.get('key', transaction.signerKey);
  const type = signer?.holderKind === RegistryKind.user ? 'user' : actorTypeOf(signer?.holderKind);
  return {
    result: 'done',
    transactionId: transaction.id,
    object: transaction.message.type,
    ...(signer === undefined ? {} : { actor: { type, id: signer.holder } }),
  };
}

function actorTypeOf(kind: number | undefined): 'officer' | 'node' {
  return kind === RegistryKind.officer ? 'officer' : 'node';
}

function resultOf(chainId: string, answer: Admitted, item: PoolItem | undefined): SubmitResult {
  if (answer.ok) {
    const { id, hash } = answer.value.transaction;
    return { id: bytesToHex(id), hash: bytesToHex(hash), status: 'accepted' };
  }
  // A refusal is told apart by what was sent, whether or not that was a transaction.
  const bytes = item?.transaction ?? new Uint8Array(0);
  const hash = transactionHash(chainId, bytes);
  const outer = transactionCodec.parse(bytes);
  const id = outer.ok ? transactionId(chainId, outer.value.body) : hash;
  const { reason } = answer;
  return { id: bytesToHex(id), hash: bytesToHex(hash), status: 'refused', reason };
}

// Waits until every accepted transaction has a fate, the time is over, or the caller has gone.
async function settle(
  host: ApiContext['host'],
  answers: readonly Admitted[],
  results: SubmitResult[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const cancels: (() => void)[] = [];
  let open = 0;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, timeoutMs);
    signal.addEventListener('abort', () => resolve(), { once: true });
    cancels.push(() => clearTimeout(timer));
    answers.forEach((answer, index) => {
      const result = results[index];
      if (!answer.ok || result === undefined) return;
      open += 1;
      result.status = 'pending';
      const cancel = host.replica.submissions.wait(answer.value.transaction.id, (fate) => {
        tell(result, fate);
        open -= 1;
        if (open === 0) resolve();
      });
      cancels.push(cancel);
    });
    if (open === 0) resolve();
  });
  for (const cancel of cancels) cancel();
}

function tell(result: SubmitResult, fate: Fate): void {
  result.status = fate.type;
  if (fate.type === 'expired') return;
  result.code = fate.code;
  if (fate.type !== 'committed') return;
  result.height = fate.height;
  result.index = fate.index;
}
