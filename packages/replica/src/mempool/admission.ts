import { equalBytes } from '@mingjing/crypto';
import {
  checkTransaction,
  type RegistryReader,
  ResultCode,
  type ResultCodeName,
  resultCodeName,
  signerOf,
  tombstoneOf,
  transactionRefusal,
  type ValidityRefusal,
} from '@mingjing/execution';
import {
  type AttachmentContent,
  type Checked,
  commitmentOf,
  isOrder,
  type ParsedTransaction,
  type PoolItem,
  parseTransaction,
  passed,
  RegistryKind,
  refused,
  SALT_BYTES,
  SMALL_ATTACHMENT_BYTES_MAX,
  type TransactionRefusal,
  transactionSigningBytes,
} from '@mingjing/protocol';
import type { Authors } from '../chain/authors.ts';
import type { Chain } from '../chain/chain.ts';
import { fitsAlone } from '../chain/limits.ts';
import type { ProofRefusal } from '../chain/proofs.ts';
import { verifyWith } from '../chain/verify-with.ts';
import { neededNoMore } from '../evidence.ts';
import type { AttachmentItem, ReplicaPorts, SignatureCheck } from '../ports.ts';
import { codeNow } from './final-refusal.ts';
import {
  entryBytes,
  largeOf,
  ORDERS_MAX,
  type Pool,
  type PoolEntry,
  type PoolRefusal,
} from './pool.ts';
import { ProofGate } from './proof-gate.ts';

/** How a refusal begins that is a result of the state. */
const RESULT = 'result-';

export type AdmissionRefusal =
  | TransactionRefusal
  | ValidityRefusal
  | PoolRefusal
  | `${typeof RESULT}${ResultCodeName}`
  | OwnRefusal
  | 'already-committed'
  | 'attachment-mismatch'
  | 'attachment-missing'
  | ProofRefusal
  | 'not-an-order';

/** Why a node does not take from a client what the chain would: its own rules on contents. */
export type OwnRefusal = 'content-refused' | 'content-held' | 'review-full';

/** Refusals that whoever admitted the transaction himself would have met: he passed on junk. */
const FORGED: readonly AdmissionRefusal[] = [
  'signature-invalid',
  'not-canonical',
  'wrong-chain',
  'attachment-mismatch',
  'proof-invalid',
];

/** Whether no correct peer passes on what is refused for this reason. */
export function isForged(reason: AdmissionRefusal): boolean {
  return FORGED.includes(reason);
}

/** The result that a refusal speaks of; undefined when it speaks of something else. */
export function resultBehind(reason: AdmissionRefusal): ResultCode | undefined {
  const name = reason.startsWith(RESULT) ? reason.slice(RESULT.length) : '';
  return Object.hasOwn(ResultCode, name) ? ResultCode[name as ResultCodeName] : undefined;
}

export type Admitted = Checked<PoolEntry, AdmissionRefusal>;

/** Parsed, with its signature still to be verified. */
interface Candidate {
  readonly entry: PoolEntry;
  readonly check: SignatureCheck;
}

type Prepared = Admitted | Candidate;

export interface AdmissionOptions {
  /** From a client: everything must be here, and the state must not refuse it. */
  readonly isLocal: boolean;
  /** For who proposes nothing: takes orders alone, and looks at no more items than a lane holds. */
  readonly areOrdersOnly?: boolean;
  /**
   * Told the answers before anything enters the pool; when it rejects, nothing does. This is where
   * an act is written to the journal before it has an effect.
   */
  readonly record?: (answers: readonly Admitted[]) => Promise<void>;
  /**
   * The node's own rules, asked about what the chain would take and the pool has not, before
   * `record`: for each a refusal or nothing. What peers pass on is never judged by them.
   */
  readonly judge?: (entries: readonly PoolEntry[]) => Promise<readonly (OwnRefusal | undefined)[]>;
}

/**
 * Admits transactions to the pool: each is parsed, judged against the current state and its
 * signature verified, once; refusals say why and leave nothing behind.
 */
export class Admission {
  readonly #chain: Chain;
  readonly #pool: Pool;
  readonly #ports: Pick<ReplicaPorts, 'clock' | 'verifier'>;
  readonly #authors: Authors;
  readonly #proofs: ProofGate;

  constructor(
    chain: Chain,
    pool: Pool,
    ports: Pick<ReplicaPorts, 'clock' | 'verifier'>,
    authors: Authors,
  ) {
    this.#chain = chain;
    this.#pool = pool;
    this.#ports = ports;
    this.#authors = authors;
    this.#proofs = new ProofGate(chain, ports);
  }

  /** One answer per item, in order. An item the pool already has is answered with that entry. */
  async admit(items: readonly PoolItem[], options: AdmissionOptions): Promise<Admitted[]> {
    const { height } = this.#chain;
    const looked = options.areOrdersOnly === true ? items.slice(0, ORDERS_MAX) : items;
    const prepared = looked.map((item) => this.#prepare(item, options));
    const answers = options.isLocal ? await this.#withResults(prepared) : prepared;
    const candidates = answers.filter((answer) => 'check' in answer);
    const verdicts = await this.#ports.verifier.verifyMany(candidates.map(({ check }) => check));
    let next = 0;
    const verified = answers.map((answer): Admitted => {
      if (!('check' in answer)) return answer;
      const isGenuine = verdicts[next];
      next += 1;
      return isGenuine ? passed(answer.entry) : refused('signature-invalid');
    });
    const judged = await judgedBy(options, await this.#proofs.judged(verified));
    await options.record?.(judged);
    return judged.map((answer) => (answer.ok ? this.#insert(answer.value, height) : answer));
  }

  #prepare(item: PoolItem, options: AdmissionOptions): Prepared {
    const { state } = this.#chain;
    const parsed = parseTransaction(item.transaction, state.chainId, state.parameters);
    if (!parsed.ok) return parsed;
    const transaction = parsed.value;
    if (options.areOrdersOnly === true && !isOrder(transaction)) return refused('not-an-order');
    // It would wait for a block that no proposer can build.
    if (!fitsAlone(transaction, state.parameters)) return refused('too-large');
    const known = this.#pool.getByKey(transaction.hashKey);
    if (known !== undefined) return passed(known);
    const refusal = this.#refusalNow(transaction) ?? this.#pool.refusal(transaction, 0);
    if (refusal !== undefined) {
      return refused(refusal === 'replayed' ? 'already-committed' : refusal);
    }
    const code =
      neededNoMore(state.chainId, state.registry, transaction) ??
      orderCode(state, transaction) ??
      takenDownCode(state.registry, transaction);
    if (code !== undefined) return refusedResult(code);
    const attachments = matchAttachments(state.chainId, transaction, item.attachments);
    if (!attachments.ok) return attachments;
    if (isAttachmentLacking(transaction, attachments.value, options)) {
      return refused('attachment-missing');
    }
    const entry = entryOf(transaction, attachments.value, options.isLocal);
    const publicKey = signerOf(state, transaction)?.publicKey ?? new Uint8Array(0);
    const message = transactionSigningBytes(state.chainId, transaction.bodyBytes);
    return { entry, check: { publicKey, message, signature: transaction.signature } };
  }

  /** The entries among these that the committed state refuses, with its codes. */
  async refusedNow(
    entries: readonly PoolEntry[],
  ): Promise<{ readonly entry: PoolEntry; readonly code: ResultCode }[]> {
    const transactions = entries.map(({ transaction }) => transaction);
    const codes = await this.#codes(transactions, codeNow);
    return entries.flatMap((entry, at) => {
      const code = codes[at] ?? ResultCode.done;
      return code === ResultCode.done ? [] : [{ entry, code }];
    });
  }

  /** The same, with a refusal for each candidate that the state would refuse. */
  async #withResults(prepared: readonly Prepared[]): Promise<Prepared[]> {
    const transactions = prepared.flatMap((one) => ('check' in one ? one.entry.transaction : []));
    const time = this.#time();
    const codeAt: typeof codeNow = (state, transaction, verify, authors) =>
      checkTransaction(state, transaction, time, verify, authors);
    const codes = (await this.#codes(transactions, codeAt)).values();
    return prepared.map((one) => {
      if (!('check' in one)) return one;
      const code = codes.next().value ?? ResultCode.done;
      return code === ResultCode.done ? one : refusedResult(code);
    });
  }

  async #codes(
    transactions: readonly ParsedTransaction[],
    codeOf: typeof codeNow,
  ): Promise<ResultCode[]> {
    const { authors } = await this.#authors.of(transactions, this.#chain.height + 1);
    const verify = verifyWith(this.#ports.verifier);
    const { state } = this.#chain;
    return transactions.map((each) => codeOf(state, each, verify, authors));
  }

  // Several items of one call may have passed before the first was added: judged again here.
  #insert(entry: PoolEntry, judgedAt: number): Admitted {
    const { transaction } = entry;
    // The chain may have moved on while signatures were verified.
    const stale = this.#chain.height === judgedAt ? undefined : this.#staleness(transaction);
    const refusal = stale ?? this.#pool.refusal(transaction, entryBytes(entry));
    if (refusal === undefined) {
      this.#pool.add(entry);
      return passed(entry);
    }
    const known = this.#pool.getByKey(transaction.hashKey);
    if (known !== undefined) return passed(known);
    return refused(refusal === 'replayed' ? 'already-committed' : refusal);
  }

  #staleness(transaction: ParsedTransaction): ValidityRefusal | 'too-large' | undefined {
    const { state } = this.#chain;
    return (
      this.#refusalNow(transaction) ??
      (fitsAlone(transaction, state.parameters) ? undefined : 'too-large')
    );
  }

  #refusalNow(transaction: ParsedTransaction): ValidityRefusal | undefined {
    return transactionRefusal(this.#chain.state, transaction, this.#time());
  }

  /** The earliest time of the next block. */
  #time(): number {
    return Math.max(this.#ports.clock.now(), this.#chain.state.time + 1);
  }
}

// From peers as well: what was taken down must not come in again, not even to wait in the pool.
function takenDownCode(
  registry: RegistryReader,
  { attachments }: ParsedTransaction,
): ResultCode | undefined {
  const isNamed = attachments.some(({ commitment }) => tombstoneOf(registry, commitment));
  return isNamed ? ResultCode.takenDown : undefined;
}

// Orders have a lane of their own, so nobody but officers may fill it, not even through a peer.
function orderCode(state: Chain['state'], transaction: ParsedTransaction): ResultCode | undefined {
  if (!isOrder(transaction)) return undefined;
  const isOfficer = signerOf(state, transaction)?.holderKind === RegistryKind.officer;
  return isOfficer ? undefined : ResultCode.signerNotPermitted;
}

/** The answers with the refusals of the node's own rules; what was passed on before stays so. */
async function judgedBy(
  { judge }: AdmissionOptions,
  answers: readonly Admitted[],
): Promise<readonly Admitted[]> {
  if (judge === undefined) return answers;
  const fresh = answers.flatMap((answer) =>
    answer.ok && !answer.value.isAnnounced ? [answer.value] : [],
  );
  if (fresh.length === 0) return answers;
  const reasons = await judge(fresh);
  const byEntry = new Map(fresh.map((entry, index) => [entry, reasons[index]]));
  return answers.map((answer) => {
    const reason = answer.ok ? byEntry.get(answer.value) : undefined;
    return reason === undefined ? answer : refused(reason);
  });
}

function refusedResult(code: ResultCode) {
  return refused(`${RESULT}${resultCodeName(code) ?? 'badField'}` as const);
}

function entryOf(
  transaction: ParsedTransaction,
  attachments: readonly AttachmentItem[],
  isLocal: boolean,
): PoolEntry {
  return { transaction, attachments, large: largeOf(transaction), isLocal, isAnnounced: false };
}

/** Pairs contents with the commitments they open; a content that opens none is refused. */
export function matchAttachments(
  chainId: string,
  transaction: Pick<ParsedTransaction, 'attachments'>,
  contents: readonly AttachmentContent[],
): Checked<AttachmentItem[], 'attachment-mismatch'> {
  const { attachments } = transaction;
  if (contents.length > attachments.length) return refused('attachment-mismatch');
  if (contents.some(({ salt }) => salt.length !== SALT_BYTES)) {
    return refused('attachment-mismatch');
  }
  const items = contents.map(({ salt, content }) => {
    return { commitment: commitmentOf(chainId, salt, content), salt, content };
  });
  const isOpened = items.every(({ commitment, content }) => {
    const ref = attachments.find((ref) => equalBytes(ref.commitment, commitment));
    return ref?.sizeBytes === content.length;
  });
  return isOpened ? passed(items) : refused('attachment-mismatch');
}

// A client brings everything; between nodes large attachments travel apart.
function isAttachmentLacking(
  transaction: ParsedTransaction,
  here: readonly AttachmentItem[],
  { isLocal }: AdmissionOptions,
): boolean {
  return transaction.attachments.some(
    ({ commitment, sizeBytes }) =>
      (isLocal || sizeBytes <= SMALL_ATTACHMENT_BYTES_MAX) &&
      !here.some((item) => equalBytes(item.commitment, commitment)),
  );
}
