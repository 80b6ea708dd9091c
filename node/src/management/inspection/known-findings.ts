import type { AttestedDocument, KnownFindings } from '@mingjing/inspection';
import { LISTED_MAX, type Shelf } from '@mingjing/storage';
import { endOf, startOf } from '../calendar/shanghai-days.ts';
import type { DocumentDesk } from '../documents/document-desk.ts';
import type { KnownVersion, SlotStanding } from '../documents/document-rules.ts';
import { confirmationFor, confirmationsOn } from './confirmations/confirmation.ts';

/** From the one that decides: a document that is not there is worse than one that is over. */
const RANK: Readonly<Record<SlotStanding['level'], number>> = {
  none: 0,
  red: 1,
  amber: 2,
  green: 3,
};

/** What officers confirmed and attested, as the shelf has it at a time. */
export async function knownFindings(
  shelf: Shelf,
  documents: Pick<DocumentDesk, 'standing' | 'find'>,
  now: number,
): Promise<KnownFindings> {
  const kept = await confirmationsOn(shelf).list({ limit: LISTED_MAX });
  const confirmations = new Map(kept.map(({ id, value }) => [id, value]));
  const standing = documents.standing(now);
  return {
    confirmationOf: (item) => confirmationFor(confirmations.get(item), now),
    documentOf: (item) => {
      const asked = standing.filter(({ slot }) => slot.items.includes(item));
      const worst = asked.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
      const version = worst?.version == null ? undefined : documents.find(worst.version);
      return version && attested(version);
    },
  };
}

function rankOf({ level, version }: SlotStanding): number {
  return version === null ? RANK.none : RANK[level];
}

/** A version as the form sees it: one whose file or signature is broken is attested by nobody. */
function attested({ id, value, isSignatureGood }: KnownVersion): AttestedDocument {
  const { attestation, damagedAt, facts, sha256 } = value;
  const isWhole = damagedAt === null && isSignatureGood;
  return {
    ...{ id, hash: sha256, issuer: facts.issuer, isDemonstration: facts.example },
    attestor: isWhole ? (attestation?.officer ?? '') : '',
    issuedAt: startOf(facts.issued_on),
    expiresAt: endOf(facts.expires_on),
  };
}
