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
import {
  type AnyRoute,
  type CallContext,
  defineRoute,
  type OwnAct,
  Problem,
} from '@mingjing/service';
import Type from 'typebox';
import type { ScreenedSubmission } from '../management/review/screened-submission.ts';
import type { ApiContext } from './context.ts';
import {
  explained,
  isHeld,
  refusedProblem,
  screenedAct,
  screenedNotes,
  screenedOf,
} from './submit-screened.ts';

/** Longest that a caller may wait for a block; then the answer says what is known. */
const WAIT_MAX_MS = 60_000;
const WAIT_DEFAULT_MS = 15_000;

/** What the caller is told of one transaction. */
interface SubmitResult {
  id: string;
  hash: string;
  status: 'accepted' | 'committed' | 'held' | 'refused' | 'expired' | 'pending';
  reason?: string;
  /** The review that it waits for or was refused by. */
  review?: string;
  /** Rules that kept it out, the strictest first. */
  findings?: object[];
  code?: number;
  height?: number;
  index?: number;
}

/** Takes transactions: each is journalled with its answer before it has any effect. */
export function submitRoute({ host }: ApiContext, screen: () => ScreenedSubmission): AnyRoute {
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
    async handler({ act, bytes, query, recordActs, signal }) {
      const parsed = submitRequestCodec.parse(bytes, BULK_BYTES_MAX, fieldsMax(host));
      if (!parsed.ok) throw new Problem(400, `submission-${parsed.reason}`);
      const { items } = parsed.value;
      if (items.length === 0 || items.length > SUBMIT_ITEMS_MAX) {
        throw new Problem(400, 'submission-size');
      }
      const screening = screen();
      const answers = await host.replica.submit(
        items,
        (judged) => keep(host, screening, items, judged, { act, recordActs }),
        (entries) => screening.judge(entries),
      );
      const results = answers.map((answer, index) =>
        resultOf(host.replica.chain.chainId, answer, items[index], screening),
      );
      if (query.wait === 'committed') {
        await settle(host, answers, results, query.timeout_ms ?? WAIT_DEFAULT_MS, signal);
      }
      const isHeld = results.some(({ status }) => status === 'held');
      return { status: isHeld ? 202 : 200, json: { results } };
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

/**
 * Writes what is answered to the journal, and what is held to the shelf. One transaction that its
 * content keeps out is a problem with the verdict; its entry is the call's own.
 */
async function keep(
  host: ApiContext['host'],
  screening: ScreenedSubmission,
  items: readonly PoolItem[],
  judged: readonly Admitted[],
  { act, recordActs }: Pick<CallContext, 'act' | 'recordActs'>,
): Promise<void> {
  try {
    const [only] = screening.all();
    const isRefused = items.length === 1 && only?.refusal !== undefined && !isHeld(only);
    if (!isRefused) {
      await recordActs(judged.map((answer, index) => actOf(host, answer, items[index], screening)));
    }
    await screening.keep();
    if (isRefused) {
      Object.assign(act, screenedNotes(only));
      throw refusedProblem(only);
    }
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'content-refused') screening.drop();
    throw error;
  }
}

function actOf(
  host: ApiContext['host'],
  answer: Admitted,
  item: PoolItem | undefined,
  screening: ScreenedSubmission,
): OwnAct {
  const screened = screenedOf(host.replica.chain.chainId, item, screening);
  if (!answer.ok && screened?.refusal !== undefined) return screenedAct(screened);
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

function resultOf(
  chainId: string,
  answer: Admitted,
  item: PoolItem | undefined,
  screening: ScreenedSubmission,
): SubmitResult {
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
  const named = { id: bytesToHex(id), hash: bytesToHex(hash) };
  const screened = screenedOf(chainId, item, screening);
  if (screened?.refusal === undefined) return { ...named, status: 'refused', reason };
  const status = isHeld(screened) ? 'held' : 'refused';
  return { ...named, status, reason: screened.refusal, ...explained(screened) };
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
