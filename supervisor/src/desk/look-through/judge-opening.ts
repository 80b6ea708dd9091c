import { envelopeKeys, sealedPart } from '@mingjing/client';
import { decodeElement } from '@mingjing/crypto/ristretto';
import {
  elementOf,
  judgeOpening,
  type OpeningEvidence,
  type OpeningVerdict,
  openWithElement,
  type ShareAnswer,
  type SideKeys,
  shareKey,
  sideOf,
} from '@mingjing/disclosure';
import { sealKeyOf } from '@mingjing/execution';
import {
  accessContext,
  type Epoch,
  type EpochSideName,
  type OpeningContribution,
  type RecordEnvelope,
} from '@mingjing/protocol';
import { blindingOf } from './judge-contribution.ts';

/** Everything that an opening follows from; public facts and answers with proofs. */
export interface OpeningInput {
  readonly chainId: string;
  readonly suite: number;
  readonly orderId: Uint8Array;
  readonly epoch: Epoch;
  readonly envelope: RecordEnvelope;
  readonly ciphertext: Uint8Array;
  /** Contributions that were judged when they came, all about the same subject. */
  readonly contributions: readonly OpeningContribution[];
}

/** How many answers of a side there are, and how many it takes. */
export interface SideCount {
  readonly held: number;
  readonly needed: number;
}

export interface OpeningProgress {
  readonly officers: SideCount;
  readonly custodians: SideCount;
  readonly isComplete: boolean;
}

export type OpeningResult =
  | { readonly verdict: 'opens'; readonly content: Uint8Array; readonly evidence: OpeningEvidence }
  | { readonly verdict: Exclude<OpeningVerdict, 'opens'>; readonly evidence: OpeningEvidence };

/** How far an opening is; different holders count, however often one answered. */
export function progressOf(
  { officers, custodians }: Pick<Epoch, 'officers' | 'custodians'>,
  contributions: readonly OpeningContribution[],
): OpeningProgress {
  const first = { held: authorityAnswers(contributions).length, needed: officers.threshold };
  const second = { held: custodyAnswers(contributions).length, needed: custodians.threshold };
  const isComplete = first.held >= first.needed && second.held >= second.needed;
  return { officers: first, custodians: second, isComplete };
}

/**
 * Opens a record from the answers of both sides, or shows that what was sealed is garbage: the same
 * judgement that anybody makes from the evidence.
 */
export function openFrom(input: OpeningInput): OpeningResult {
  const evidence = evidenceOf(input);
  const { chainId, suite, epoch, envelope, orderId, ciphertext } = input;
  const keys = envelopeKeys(envelope, sealKeyOf(epoch));
  const authority = sideKeys(epoch, 'officers');
  const custody = sideKeys(epoch, 'custodians');
  const context = { chainId, context: accessContext(chainId, orderId) };
  const place = { chainId, suite };
  const verdict = judgeOpening(evidence, { ...keys, authority, custody }, place, context);
  if (verdict !== 'opens') return { verdict, evidence };
  const first = sideOf(evidence.authority.answers, evidence.authority.t, authority.publicElement);
  const second = sideOf(evidence.custody.answers, evidence.custody.t, custody.publicElement);
  const element = first && second && elementOf(envelope.cs, first, second);
  const opened = element && openWithElement(element, evidence.envelope, keys, place, ciphertext);
  if (!opened?.ok) return { verdict: 'evidence-wrong', evidence };
  return { verdict, content: opened.content, evidence };
}

function evidenceOf({ envelope, ciphertext, contributions }: OpeningInput): OpeningEvidence {
  const [first] = contributions;
  return {
    envelope: sealedPart(envelope),
    ciphertext,
    authority: { t: 0n, answers: authorityAnswers(contributions) },
    custody: {
      t: (first && blindingOf(first)) ?? 0n,
      answers: custodyAnswers(contributions),
    },
  };
}

function authorityAnswers(contributions: readonly OpeningContribution[]): ShareAnswer[] {
  return byIndex(contributions.map(({ authority }) => authority));
}

function custodyAnswers(contributions: readonly OpeningContribution[]): ShareAnswer[] {
  return byIndex(contributions.flatMap(({ custody }) => custody.map(({ answer }) => answer)));
}

function byIndex(answers: readonly ShareAnswer[]): ShareAnswer[] {
  return [...new Map(answers.map((answer) => [answer.index, answer])).values()];
}

function sideKeys(epoch: Epoch, side: EpochSideName): SideKeys {
  const { commitments, threshold, holders } = epoch[side];
  const element = (bytes: Uint8Array | undefined) => bytes && decodeElement(bytes);
  const publicElement = element(commitments[0]);
  if (publicElement === undefined) throw new Error('a registered key is no element');
  return {
    ...{ publicElement, threshold },
    shareOf: (index) =>
      holders.some((each) => each.index === index)
        ? element(shareKey(commitments, index))
        : undefined,
  };
}
