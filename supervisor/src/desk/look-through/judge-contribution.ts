import { equalBytes, type VerifySignature } from '@mingjing/crypto';
import { decodeElement, decodeScalar, type Scalar } from '@mingjing/crypto/ristretto';
import { checkAnswer, isBlindedOf, type ShareAnswer, shareKey } from '@mingjing/disclosure';
import {
  type AccessEntry,
  AccessKind,
  type AccessShareEntry,
  accessCommitment,
  accessContext,
  type Checked,
  CONTRIBUTION_BYTES_MAX,
  contributionSignable,
  type Epoch,
  type EpochSideName,
  type Officer,
  type OpeningContribution,
  openingContributionCodec,
  passed,
  type RecordEnvelope,
  refused,
  type SignedContribution,
  signedContributionCodec,
} from '@mingjing/protocol';
import { type OrderFault, orderFault } from './judge-order.ts';

/** What the chain says of an order, of its epoch and of the subject that a contribution names. */
export interface OpeningFacts {
  readonly chainId: string;
  readonly entry: AccessEntry;
  readonly epoch: Epoch;
  /** Answers that custodians posted. */
  readonly shares: readonly AccessShareEntry[];
  /** The officer who signs; undefined: the chain names none. */
  readonly officer: Officer | undefined;
  readonly envelope: RecordEnvelope;
  /** Of the latest block, ms. */
  readonly time: number;
}

export type ContributionRefusal =
  | 'malformed'
  | OrderFault
  | 'officer-unknown'
  | 'bad-signature'
  | 'other-subject'
  | 'other-epoch'
  | 'not-a-holder'
  | 'authority-proof-wrong'
  | 'custody-not-released'
  | 'custody-proof-wrong';

/** A contribution as bytes from outside; the officer's key is looked up by the name in it. */
export function readContribution(
  bytes: Uint8Array,
): Checked<{ signed: SignedContribution; said: OpeningContribution }, 'malformed'> {
  const signed = signedContributionCodec.parse(bytes, CONTRIBUTION_BYTES_MAX);
  if (!signed.ok) return refused('malformed');
  const said = openingContributionCodec.parse(signed.value.statement, CONTRIBUTION_BYTES_MAX);
  if (!said.ok || !said.value.authority) return refused('malformed');
  if (said.value.custody.some(({ answer }) => !answer)) return refused('malformed');
  return passed({ signed: signed.value, said: said.value });
}

/**
 * Whether an officer's contribution may count: signed by him, about the subject of an order in
 * force, and every answer in it is what its holder must give. So what is kept here needs no second
 * look, and whoever gave something else is told at once.
 */
export function contributionFault(
  facts: OpeningFacts,
  { signed, said }: { readonly signed: SignedContribution; readonly said: OpeningContribution },
  verify: VerifySignature,
): ContributionRefusal | undefined {
  const { chainId, entry, epoch, officer, envelope } = facts;
  const fault = orderFault(entry, facts.time);
  if (fault !== undefined) return fault;
  if (officer === undefined || officer.revokedHeight > 0) return 'officer-unknown';
  if (officer.organisation !== entry.authority) return 'officer-unknown';
  const { signing } = contributionSignable(chainId, said);
  if (!verify(officer.key.publicKey, signing, signed.signature)) return 'bad-signature';
  if (!isSubject(facts, said)) return 'other-subject';
  if (envelope.epoch !== epoch.number || entry.order.epoch !== epoch.number) return 'other-epoch';
  return authorityFault(facts, said) ?? custodyFault(facts, said);
}

/** t of a contribution: 0 where the order is open. Undefined: no scalar. */
export function blindingOf({
  blinding,
}: Pick<OpeningContribution, 'blinding'>): Scalar | undefined {
  return blinding.length === 0 ? 0n : decodeScalar(blinding);
}

function isSubject({ chainId, entry, envelope }: OpeningFacts, said: OpeningContribution): boolean {
  const { order } = entry;
  const t = blindingOf(said);
  if (t === undefined || !isBlindedOf(order.blinded, envelope.c0, t)) return false;
  if (order.kind === AccessKind.sealed) {
    return equalBytes(accessCommitment(chainId, said), order.commitment);
  }
  const isRecord = equalBytes(order.recordId, said.recordId);
  return isRecord && order.userId === said.userId && said.blinding.length === 0;
}

function authorityFault(
  { chainId, entry, epoch, envelope, officer }: OpeningFacts,
  { authority }: OpeningContribution,
): ContributionRefusal | undefined {
  const holder = epoch.officers.holders.find((each) => each.holder === officer?.id);
  if (holder === undefined || holder.index !== authority.index) return 'not-a-holder';
  const asked = { chainId, orderId: entry.id, point: envelope.c0 };
  return isProved(epoch, 'officers', authority, asked) ? undefined : 'authority-proof-wrong';
}

function custodyFault(
  { chainId, entry, epoch, shares }: OpeningFacts,
  { custody }: OpeningContribution,
): ContributionRefusal | undefined {
  const asked = { chainId, orderId: entry.id, point: entry.order.blinded };
  for (const { organisation, answer } of custody) {
    if (!shares.some(({ custodian }) => custodian === organisation)) return 'custody-not-released';
    const holder = epoch.custodians.holders.find((each) => each.holder === organisation);
    if (holder?.index !== answer.index) return 'custody-proof-wrong';
    if (!isProved(epoch, 'custodians', answer, asked)) return 'custody-proof-wrong';
  }
  return undefined;
}

interface Asked {
  readonly chainId: string;
  readonly orderId: Uint8Array;
  readonly point: Uint8Array;
}

function isProved(
  epoch: Epoch,
  side: EpochSideName,
  answer: ShareAnswer,
  { chainId, orderId, point }: Asked,
): boolean {
  const registered = shareKey(epoch[side].commitments, answer.index);
  const share = registered && decodeElement(registered);
  if (share === undefined) return false;
  return checkAnswer(answer, point, share, { chainId, context: accessContext(chainId, orderId) });
}
