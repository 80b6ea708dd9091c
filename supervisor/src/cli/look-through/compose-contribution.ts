import type { SealedSecret } from '@mingjing/client';
import { equalBytes, hexToBytes, receivingKeyOf } from '@mingjing/crypto';
import { randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { WIDE_SCALAR_BYTES } from '@mingjing/crypto/ristretto';
import { answerOrder, shareKey } from '@mingjing/disclosure';
import { type AskedPoint, openShare, unsealAnswer } from '@mingjing/host/look-through';
import {
  accessContext,
  type CustodyShare,
  contributionSignable,
  type RecordEnvelope,
  signedContributionCodec,
} from '@mingjing/protocol';
import type { orderDetail } from '../../desk/look-through/look-through-view.ts';
import { SupervisorError } from '../../errors.ts';
import { readSecret } from './secret-file.ts';

/** An order as the supervision node shows it. */
export type OrderDetail = ReturnType<typeof orderDetail>;

/** Custodians' answers to it, sealed to the officers. */
export interface CustodyAnswers {
  readonly items: readonly { readonly organisation: string; readonly answer: string }[];
}

export interface ContributionInput {
  readonly chainId: string;
  readonly detail: OrderDetail;
  readonly answers: CustodyAnswers;
  /** Of the record that the order is about, proved. */
  readonly envelope: Pick<RecordEnvelope, 'c0'>;
  readonly secret: SealedSecret;
}

/** What an officer holds: the seed of his key file, and his sealed share. */
export interface OfficerHoldings {
  readonly seed: Uint8Array;
  readonly share: Uint8Array;
}

export interface ComposedContribution {
  readonly officer: string;
  /** Canonical `SignedContribution`. */
  readonly bytes: Uint8Array;
  /** How many custodians' answers are in it. */
  readonly custodians: number;
}

const NO_BYTES = new Uint8Array(0);

/**
 * An officer's part in an opening: what custodians answered, unsealed with his own key and checked,
 * his own answer about the record, and his signature under both. Throws what does not fit.
 */
export async function composeContribution(
  { chainId, detail, answers, envelope, secret }: ContributionInput,
  { seed, share: sealedShare }: OfficerHoldings,
): Promise<ComposedContribution> {
  const { keys, text } = detail;
  if (keys === null) throw new SupervisorError('NO_SHARES_ASKED');
  const orderId = bytesOf(detail.id);
  const { publicKey, secretKey } = receivingKeyOf(seed);
  const officer = officerIn(detail, publicKey);
  const commitments = keys.officers.commitments.map(bytesOf);
  const share = await openShare(sealedShare, secretKey, commitments);
  if (!share.ok) throw new SupervisorError('SHARE_REFUSED', { reason: share.reason });
  const asked = { chainId, orderId, context: accessContext(chainId, orderId) };
  const random = randomBytes(WIDE_SCALAR_BYTES);
  const authority = answerOrder(share.value, envelope.c0, asked, random);
  if (authority === undefined) throw new SupervisorError('NOT_PRIVATE', { record: '' });
  const held = { id: officer, secretKey };
  const custody = await unsealed(answers, { ...asked, point: bytesOf(text.point) }, held, keys);
  const { statement, signing } = contributionSignable(chainId, {
    ...{ orderId, officer, authority, custody, recordId: secret.recordId },
    ...{ userId: secret.userId, basis: secret.basis, blinding: secret.blinding },
  });
  const signature = signerFromSeed(seed).sign(signing);
  const bytes = signedContributionCodec.encode({ statement, signature });
  return { officer, bytes, custodians: custody.length };
}

/** What an order is about: a sealed one says it in the file of whoever gave it. */
export function subjectOf(
  { kind, text }: OrderDetail,
  secretFile: string | undefined,
): SealedSecret {
  if (kind === 'sealed') {
    if (secretFile === undefined) throw new SupervisorError('SECRET_MISSING');
    return readSecret(secretFile);
  }
  return { recordId: bytesOf(text.record), userId: text.user, basis: 0, blinding: NO_BYTES };
}

async function unsealed(
  { items }: CustodyAnswers,
  asked: AskedPoint,
  held: { readonly id: string; readonly secretKey: Uint8Array },
  { custodians }: NonNullable<OrderDetail['keys']>,
): Promise<CustodyShare[]> {
  const commitments = custodians.commitments.map(bytesOf);
  const shares: CustodyShare[] = [];
  for (const { organisation, answer } of items) {
    const holder = custodians.holders.find((each) => each.holder === organisation);
    const registered = holder && shareKey(commitments, holder.index);
    const read = registered && (await unsealAnswer(bytesOf(answer), held, asked, registered));
    if (read === undefined) continue;
    if (!read.ok) {
      // A custodian that sealed something else is named: its hash on the chain stands against it.
      const { reason } = read;
      throw new SupervisorError('ANSWER_REFUSED', { organisation, reason });
    }
    shares.push({ organisation, answer: read.value });
  }
  return shares;
}

function officerIn({ text }: OrderDetail, receivingKey: Uint8Array): string {
  const found = text.readers.find((each) => equalBytes(bytesOf(each.sealing_key), receivingKey));
  if (found !== undefined) return found.officer;
  throw new SupervisorError('NOT_NAMED');
}

function bytesOf(hex: string): Uint8Array {
  return hexToBytes(hex) ?? NO_BYTES;
}
