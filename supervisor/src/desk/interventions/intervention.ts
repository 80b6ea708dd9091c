import {
  caseHash,
  freezeMessage,
  liftMessage,
  limitMessage,
  type OrderTerms,
  takedownMessage,
} from '@mingjing/client';
import { hexToBytes } from '@mingjing/crypto';
import { officerId, oneOf, orNull, said, time } from '@mingjing/host/desk';
import type { Message } from '@mingjing/protocol';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const ORDERED_KINDS = ['takedown', 'freeze', 'limit', 'lift'] as const;
const TITLE_CHARS_MAX = 120;
/** Some bytes less than a statement's text may have, three for each character. */
const TEXT_CHARS_MAX = 1300;
const code = Type.Integer({ minimum: 1, maximum: 0xffff });

/** An order as it is drafted; who signs it signs the transaction that follows from it. */
const orderDraft = Type.Object(
  {
    kind: oneOf(ORDERED_KINDS),
    /** A record (72 digits), an order (64 digits), or the id of a user. */
    subject: Type.String({ pattern: '^([0-9a-f]{72}|[0-9a-f]{64}|[a-z][a-z0-9-]{1,31})$' }),
    /** End of a freeze or limit, block time in ms; null: the kind has none. */
    expires_at: orNull(time),
    ...{ basis: code, reason: code },
    /** By when every node has carried it out, block time in ms. */
    deadline: time,
    /** Reference of the case; the chain has its hash only. */
    reference: said(TITLE_CHARS_MAX),
    drill: Type.Boolean(),
    explanation: said(TEXT_CHARS_MAX),
  },
  { additionalProperties: false },
);
export type OrderDraft = Static<typeof orderDraft>;

/** A message to an operator; it binds nobody and changes nothing on the chain. */
const advisoryDraft = Type.Object(
  {
    kind: Type.Literal('advisory'),
    organisation: officerId,
    title: said(TITLE_CHARS_MAX),
    text: said(TEXT_CHARS_MAX),
    /** By when an answer is expected; null: none is. */
    reply_by: orNull(time),
  },
  { additionalProperties: false },
);
export type AdvisoryDraft = Static<typeof advisoryDraft>;

export const draftForm = Type.Union([orderDraft, advisoryDraft]);
export type Draft = Static<typeof draftForm>;

const posting = Type.Object({
  node: Type.String(),
  organisation: Type.String(),
  at: time,
  /** `accepted`, `committed`, or why it was not taken. */
  status: Type.String(),
  taken: Type.Boolean(),
});
export type Posting = Static<typeof posting>;

const intervention = Type.Object({
  draft: draftForm,
  draftedBy: officerId,
  draftedAt: time,
  signed: orNull(
    Type.Object({
      by: officerId,
      at: time,
      /** Of an order: the transaction in hexadecimal; of an advisory: the signature. */
      bytes: Type.String(),
      /** Id of the order; empty for an advisory. */
      order: Type.String(),
      /** An order that no block carried until then is void, ms; 0: it does not lapse. */
      validUntil: time,
    }),
  ),
  postings: Type.Array(posting),
  /** Enough organisations have it, or nobody will take it any more. */
  settled: orNull(Type.Object({ at: time, outcome: oneOf(['taken', 'lapsed'] as const) })),
  withdrawn: orNull(Type.Object({ by: officerId, at: time })),
});
export type Intervention = Static<typeof intervention>;
export type InterventionState = 'drafted' | 'posting' | 'taken' | 'lapsed' | 'withdrawn';

export function interventionsOn(shelf: Shelf): Collection<Intervention> {
  return new Collection<Intervention>(shelf, {
    name: 'interventions',
    isValid: (value): value is Intervention => Value.Check(intervention, value),
  });
}

export function stateOf({ settled, signed, withdrawn }: Intervention): InterventionState {
  if (withdrawn !== null) return 'withdrawn';
  if (signed === null) return 'drafted';
  return settled === null ? 'posting' : settled.outcome;
}

/** Organisations of which a node took it. */
export function organisationsOf(postings: readonly Posting[]): string[] {
  return [...new Set(postings.flatMap((each) => (each.taken ? [each.organisation] : [])))];
}

export type DraftRefusal = 'intervention-subject' | 'intervention-expiry' | 'intervention-deadline';

const RECORD_DIGITS = 72;
const ORDER_DIGITS = 64;

/** The message of an order, or what in its draft does not fit; times are held against `now`. */
export function messageOf(draft: OrderDraft, now: number): Message | DraftRefusal {
  const { basis, deadline, drill, expires_at: expiresAt, kind, reference, subject, reason } = draft;
  if (deadline <= now) return 'intervention-deadline';
  const ends = kind === 'freeze' || kind === 'limit';
  if (ends !== (expiresAt !== null) || (expiresAt ?? deadline) <= now) return 'intervention-expiry';
  const terms: OrderTerms = {
    ...{ basis, reason, deadline, isDrill: drill, caseHash: caseHash(reference) },
  };
  const bytes = hexToBytes(subject) ?? new Uint8Array(0);
  const isRecord = subject.length === RECORD_DIGITS;
  const isOrder = subject.length === ORDER_DIGITS;
  if (kind === 'takedown') return isRecord ? takedownMessage(bytes, terms) : 'intervention-subject';
  if (kind === 'lift') return isOrder ? liftMessage(bytes, terms) : 'intervention-subject';
  if (isOrder || (isRecord && kind === 'limit')) return 'intervention-subject';
  if (kind === 'limit') return limitMessage(subject, expiresAt ?? 0, terms);
  const frozen = isRecord ? { recordId: bytes } : { userId: subject };
  return freezeMessage(frozen, expiresAt ?? 0, terms);
}

/** Facts of the statement with which an officer signs an advisory. */
export function advisoryFacts(id: string, draft: AdvisoryDraft) {
  const { organisation, reply_by: replyBy, text, title } = draft;
  return [
    ['advisory', id],
    ['organisation', organisation],
    ['title', title],
    ['text', text],
    ['reply_by', replyBy === null ? '' : String(replyBy)],
  ] as const;
}
