import { assert, hexToBytes } from '@mingjing/crypto';
import {
  genesisFromJson,
  type PoolItem,
  receiptCodec,
  retentionCertificateCodec,
  SALT_BYTES,
  SUBMIT_ITEMS_MAX,
  submitRequestCodec,
} from '@mingjing/protocol';
import * as shapes from './answer-shapes.ts';
import type {
  AttachmentAnswer,
  BlockAnswer,
  JournalLogsAnswer,
  JournalQuery,
  JournalSearchAnswer,
  RecordAnswer,
  RecordsAnswer,
  StatusAnswer,
  SubmissionAnswer,
  TransactionAnswer,
  ValidatorsAnswer,
} from './answers.ts';
import { ClientError } from './client-error.ts';
import type {
  DryRunAnswer,
  MembersAnswer,
  PoliciesAnswer,
  ProposalDetailAnswer,
  ProposalsAnswer,
  ProposalsQuery,
} from './governance-answers.ts';
import {
  isDryRunAnswer,
  isMembersAnswer,
  isPoliciesAnswer,
  isProposalDetailAnswer,
  isProposalsAnswer,
} from './governance-shapes.ts';
import type { AgreementsAnswer, UserAnswer } from './identity-answers.ts';
import { isAgreementsAnswer, isUserAnswer } from './identity-shapes.ts';
import type { AccessOrderAnswer, EnvelopeKeyAnswer, EpochsAnswer } from './look-through-answers.ts';
import { isAccessOrderAnswer, isEnvelopeKeyAnswer, isEpochsAnswer } from './look-through-shapes.ts';
import type {
  OrderDetailAnswer,
  OrderReceiptsAnswer,
  OrdersAnswer,
  OrdersQuery,
} from './order-answers.ts';
import { isOrderDetailAnswer, isOrderReceiptsAnswer, isOrdersAnswer } from './order-shapes.ts';
import {
  ANSWER_BYTES_MAX,
  type Call,
  createTransport,
  jsonOf,
  methodOf,
  type TransportOptions,
  textOf,
} from './transport.ts';

export type ClientOptions = TransportOptions;

export interface SubmitOptions {
  /** What to wait for; `accepted` when absent. */
  readonly wait?: 'accepted' | 'committed';
  /** How long the node shall wait; its own default when absent. */
  readonly waitMs?: number;
}

/** The chain node API. Every method throws `ClientError` when it has no answer to give. */
export interface Client {
  status(): Promise<StatusAnswer>;
  /** The text of genesis.json: parsed, so it is one; whether it is the right one its hash says. */
  genesis(): Promise<string>;
  /** Up to `SUBMIT_ITEMS_MAX` transactions with their attachments, answered in order. */
  submit(items: readonly PoolItem[], options?: SubmitOptions): Promise<SubmissionAnswer>;
  transaction(id: string): Promise<TransactionAnswer>;
  /** Canonical receipt bytes; nothing in them is verified here. */
  receipt(transactionId: string): Promise<Uint8Array>;
  records(page?: { cursor?: string; limit?: number }): Promise<RecordsAnswer>;
  record(id: string): Promise<RecordAnswer>;
  attachment(commitment: string): Promise<AttachmentAnswer>;
  block(height: number): Promise<BlockAnswer>;
  validators(): Promise<ValidatorsAnswer>;
  journalLogs(): Promise<JournalLogsAnswer>;
  /** Entries with their proofs; nothing in them is verified here. */
  searchJournal(query: JournalQuery): Promise<JournalSearchAnswer>;
  /** Organisations, nodes, officers and releases as the chain names them now. */
  members(): Promise<MembersAnswer>;
  /** For each action who must approve it. */
  policies(): Promise<PoliciesAnswer>;
  /** Latest first. */
  proposals(query?: ProposalsQuery): Promise<ProposalsAnswer>;
  proposal(id: string): Promise<ProposalDetailAnswer>;
  /** What an action, in its readable form, would change now. */
  dryRun(action: string): Promise<DryRunAnswer>;
  /** Takedowns, freezes, limits and lifts, latest first. */
  orders(query?: OrdersQuery): Promise<OrdersAnswer>;
  order(id: string): Promise<OrderDetailAnswer>;
  /** Who carried an order out, and who owes that, by the word of the answering node. */
  orderReceipts(id: string): Promise<OrderReceiptsAnswer>;
  /** Keys that private records are sealed to, by epoch. */
  epochs(): Promise<EpochsAnswer>;
  /** The key to which is sealed for a user or an organisation now. */
  envelopeKey(kind: 'user' | 'organisation', holder: string): Promise<EnvelopeKeyAnswer>;
  accessOrder(id: string): Promise<AccessOrderAnswer>;
  /** A user as the chain knows him, with his latest sanctions. */
  user(id: string): Promise<UserAnswer>;
  /** Service agreements of the organisations, and who accepted them. */
  agreements(): Promise<AgreementsAnswer>;
  /** Canonical retention certificate of the node's logs; nothing in it is verified here. */
  retentionCertificate(): Promise<Uint8Array>;
}

const SALT_HEADER = 'mingjing-salt';
/** The node's own bound when the caller names none; the client outlasts it. */
const NODE_WAIT_MS = 30_000;
/** The first certificate of a program reads its whole maintenance log. */
const CERTIFICATE_MS = 60_000;

/** A client of one node; it keeps no state and no connection of its own. */
export function createClient(options: ClientOptions): Client {
  const send = createTransport(options);
  const json = async <T>(call: Call, isShape: shapes.Shape<T>): Promise<T> => {
    const { bytes, status } = await send(call);
    const value = jsonOf(bytes);
    if (!isShape(value)) throw badAnswer(call, status);
    return value;
  };
  return {
    status: () => json({ path: '/v1/status' }, shapes.isStatusAnswer),
    genesis: async () => {
      const call = { path: '/v1/genesis' };
      const { bytes, status } = await send(call);
      const text = textOf(bytes);
      if (text === undefined || !genesisFromJson(text).ok) throw badAnswer(call, status);
      return text;
    },
    submit: async (items, submission) => {
      const call = submitCall(items, submission);
      const answer = await json(call, shapes.isSubmissionAnswer);
      if (answer.results.length !== items.length) throw badAnswer(call, 200);
      return answer;
    },
    transaction: (id) => json({ path: path('/v1/transactions', id) }, shapes.isTransactionAnswer),
    receipt: async (id) => {
      const call = { path: path('/v1/receipts', id) };
      const { bytes, status } = await send(call);
      if (!receiptCodec.parse(bytes).ok) throw badAnswer(call, status);
      return bytes;
    },
    records: (page = {}) => json({ path: '/v1/records', query: page }, shapes.isRecordsAnswer),
    record: (id) => json({ path: path('/v1/records', id) }, shapes.isRecordAnswer),
    attachment: async (commitment) => {
      const call = { path: path('/v1/attachments', commitment) };
      const { bytes, status, headers } = await send(call);
      const salt = hexToBytes(headers.get(SALT_HEADER) ?? '');
      if (salt?.length !== SALT_BYTES) throw badAnswer(call, status);
      return { salt, content: bytes };
    },
    block: (height) => json({ path: path('/v1/blocks', height) }, shapes.isBlockAnswer),
    validators: () => json({ path: '/v1/validators' }, shapes.isValidatorsAnswer),
    journalLogs: () => json({ path: '/v1/journal/logs' }, shapes.isJournalLogsAnswer),
    searchJournal: (query) =>
      json({ path: '/v1/journal/search', query: { ...query } }, shapes.isJournalSearchAnswer),
    ...governanceCalls(json),
    ...orderCalls(json),
    ...lookThroughCalls(json),
    user: (id) => json({ path: path('/v1/users', id) }, isUserAnswer),
    agreements: () => json({ path: '/v1/agreements' }, isAgreementsAnswer),
    retentionCertificate: async () => {
      const call = { path: '/v1/journal/retention-certificate', extraMs: CERTIFICATE_MS };
      const { bytes, status } = await send(call);
      if (!retentionCertificateCodec.parse(bytes, ANSWER_BYTES_MAX).ok) {
        throw badAnswer(call, status);
      }
      return bytes;
    },
  };
}

type AskJson = <T>(call: Call, isShape: shapes.Shape<T>) => Promise<T>;

const path = (route: string, part: string | number) => `${route}/${encodeURIComponent(part)}`;

function orderCalls(json: AskJson): Pick<Client, 'orders' | 'order' | 'orderReceipts'> {
  return {
    orders: (query = {}) => json({ path: '/v1/orders', query: { ...query } }, isOrdersAnswer),
    order: (id) => json({ path: path('/v1/orders', id) }, isOrderDetailAnswer),
    orderReceipts: (id) =>
      json({ path: `${path('/v1/orders', id)}/receipts` }, isOrderReceiptsAnswer),
  };
}

function lookThroughCalls(json: AskJson): Pick<Client, 'epochs' | 'envelopeKey' | 'accessOrder'> {
  return {
    epochs: () => json({ path: '/v1/epochs' }, isEpochsAnswer),
    envelopeKey: (kind, holder) =>
      json({ path: path(`/v1/envelope-keys/${kind}`, holder) }, isEnvelopeKeyAnswer),
    accessOrder: (id) => json({ path: path('/v1/access-orders', id) }, isAccessOrderAnswer),
  };
}

function governanceCalls(json: AskJson) {
  return {
    members: () => json({ path: '/v1/members' }, isMembersAnswer),
    policies: () => json({ path: '/v1/governance/policies' }, isPoliciesAnswer),
    proposals: (query: ProposalsQuery = {}) =>
      json({ path: '/v1/governance/proposals', query: { ...query } }, isProposalsAnswer),
    proposal: (id: string) => {
      const path = `/v1/governance/proposals/${encodeURIComponent(id)}`;
      return json({ path }, isProposalDetailAnswer);
    },
    dryRun: (action: string) => {
      const body = new TextEncoder().encode(action);
      return json({ path: '/v1/governance/dry-run', body }, isDryRunAnswer);
    },
  };
}

function submitCall(items: readonly PoolItem[], options: SubmitOptions = {}): Call {
  assert(items.length <= SUBMIT_ITEMS_MAX, `at most ${SUBMIT_ITEMS_MAX} transactions at once`);
  return {
    path: '/v1/transactions',
    query: { wait: options.wait, timeout_ms: options.waitMs },
    body: submitRequestCodec.encode({ items: [...items] }),
    extraMs: options.wait === 'committed' ? (options.waitMs ?? NODE_WAIT_MS) : 0,
  };
}

function badAnswer(call: Call, status: number): ClientError {
  const details = { status, method: methodOf(call) };
  return new ClientError('BAD_ANSWER', `${call.path}: not what the API answers`, details);
}
