import { equalBytes, hexToBytes } from '@mingjing/crypto';
import { answerOrder, shareKey } from '@mingjing/disclosure';
import {
  accessContext,
  type CustodyShare,
  contributionSignable,
  passed,
  type RecordEnvelope,
  signedContributionCodec,
} from '@mingjing/protocol';
import type { SealedSecret } from '../access-messages.ts';
import { type AnswerRefusal, type AskedPoint, unsealAnswer } from './custody-answer.ts';
import { openShare, type ShareRefusal } from './sealed-share.ts';

/** Registered keys of one side of an epoch, in hexadecimal. */
interface HeldSide {
  readonly commitments: readonly string[];
  readonly holders: readonly { readonly holder: string; readonly index: number }[];
}

/** What a supervision node shows of an order, as far as an officer's answer depends on it. */
export interface OrderToAnswer {
  readonly id: string;
  readonly text: {
    readonly point: string;
    readonly readers: readonly { readonly officer: string; readonly sealing_key: string }[];
  };
  /** Null: the order asks for no share. */
  readonly keys: { readonly officers: HeldSide; readonly custodians: HeldSide } | null;
}

/** Custodians' answers to it, sealed to the officers. */
export interface CustodyAnswers {
  readonly items: readonly { readonly organisation: string; readonly answer: string }[];
}

export interface ContributionInput {
  readonly chainId: string;
  readonly order: OrderToAnswer;
  readonly answers: CustodyAnswers;
  /** Of the record that the order is about, proved. */
  readonly envelope: Pick<RecordEnvelope, 'c0'>;
  readonly secret: SealedSecret;
}

/** What an officer holds, and what is drawn for him. */
export interface OfficerHoldings {
  /** X25519 pair of his key file. */
  readonly receiving: { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array };
  /** His sealed share, as he got it. */
  readonly share: Uint8Array;
  /** 64 fresh random bytes. */
  readonly random: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

export interface ComposedContribution {
  readonly officer: string;
  /** Canonical `SignedContribution`. */
  readonly bytes: Uint8Array;
  /** How many custodians' answers are in it. */
  readonly custodians: number;
}

/** Why an officer has nothing to add, by a code and what fills its text. */
export type ContributionFault =
  | { readonly code: 'NO_SHARES_ASKED' | 'NOT_NAMED' | 'NOT_PRIVATE' }
  | { readonly code: 'SHARE_REFUSED'; readonly reason: ShareRefusal }
  /** A custodian that sealed something else is named: its hash on the chain stands against it. */
  | {
      readonly code: 'ANSWER_REFUSED';
      readonly organisation: string;
      readonly reason: AnswerRefusal;
    };

export type ContributionResult =
  | { readonly ok: true; readonly value: ComposedContribution }
  | { readonly ok: false; readonly fault: ContributionFault };

const NO_BYTES = new Uint8Array(0);

/**
 * An officer's part in an opening, made where his key is: what custodians answered, unsealed and
 * checked, his own answer about the record, and his signature under both. Key and share are not in
 * it.
 */
export async function composeContribution(
  { chainId, order, answers, envelope, secret }: ContributionInput,
  held: OfficerHoldings,
): Promise<ContributionResult> {
  const { keys, text } = order;
  if (keys === null) return failed({ code: 'NO_SHARES_ASKED' });
  const { secretKey } = held.receiving;
  const officer = officerIn(order, held.receiving.publicKey);
  if (officer === undefined) return failed({ code: 'NOT_NAMED' });
  const share = await openShare(held.share, secretKey, keys.officers.commitments.map(bytesOf));
  if (!share.ok) return failed({ code: 'SHARE_REFUSED', reason: share.reason });
  const orderId = bytesOf(order.id);
  const asked = { chainId, orderId, context: accessContext(chainId, orderId) };
  const authority = answerOrder(share.value, envelope.c0, asked, held.random);
  if (authority === undefined) return failed({ code: 'NOT_PRIVATE' });
  const point = { ...asked, point: bytesOf(text.point) };
  const custody = await unsealed(answers, point, { id: officer, secretKey }, keys.custodians);
  if (!custody.ok) return custody;
  const { statement, signing } = contributionSignable(chainId, {
    ...{ orderId, officer, authority, custody: custody.value, recordId: secret.recordId },
    ...{ userId: secret.userId, basis: secret.basis, blinding: secret.blinding },
  });
  const signature = await held.sign(signing);
  const bytes = signedContributionCodec.encode({ statement, signature });
  return passed({ officer, bytes, custodians: custody.value.length });
}

/** What an open order is about: it says so itself. */
export function openSubject(text: {
  readonly record: string;
  readonly user: string;
}): SealedSecret {
  return { recordId: bytesOf(text.record), userId: text.user, basis: 0, blinding: NO_BYTES };
}

type Unsealed =
  | { readonly ok: true; readonly value: CustodyShare[] }
  | { readonly ok: false; readonly fault: ContributionFault };

async function unsealed(
  { items }: CustodyAnswers,
  asked: AskedPoint,
  officer: { readonly id: string; readonly secretKey: Uint8Array },
  custodians: HeldSide,
): Promise<Unsealed> {
  const commitments = custodians.commitments.map(bytesOf);
  const shares: CustodyShare[] = [];
  for (const { organisation, answer } of items) {
    const holder = custodians.holders.find((each) => each.holder === organisation);
    const registered = holder && shareKey(commitments, holder.index);
    const read = registered && (await unsealAnswer(bytesOf(answer), officer, asked, registered));
    if (read === undefined) continue;
    if (!read.ok) return failed({ code: 'ANSWER_REFUSED', organisation, reason: read.reason });
    shares.push({ organisation, answer: read.value });
  }
  return passed(shares);
}

function officerIn({ text }: OrderToAnswer, receivingKey: Uint8Array): string | undefined {
  return text.readers.find((each) => equalBytes(bytesOf(each.sealing_key), receivingKey))?.officer;
}

function failed(fault: ContributionFault) {
  return { ok: false, fault } as const;
}

function bytesOf(hex: string): Uint8Array {
  return hexToBytes(hex) ?? NO_BYTES;
}
