import type { OfficerStatement } from '@mingjing/protocol';
import { type Day, daysBetween } from '../calendar/shanghai-days.ts';
import { type DocumentVersion, SLOTS, type Slot } from './document.ts';

/** A document is renewed in about a month: told so long before it runs out. */
const DUE_SOON_DAYS = 30;

export type DocumentFault =
  | 'missing'
  | 'unattested'
  | 'attestation-broken'
  | 'damaged'
  | 'expired'
  | 'due-soon';

/** Red: it counts for nothing. Amber: it counts, and not for long. None: nobody handed it in. */
export type Level = 'red' | 'amber' | 'green' | 'none';

export interface VersionStanding {
  readonly level: Level;
  readonly faults: readonly DocumentFault[];
}

/** A version with its id, and whether the signature of its attestation holds. */
export interface KnownVersion {
  readonly id: string;
  readonly value: DocumentVersion;
  readonly isSignatureGood: boolean;
}

/** How a version stands on a day; a withdrawn one is none. */
export function standingOfVersion(known: KnownVersion, today: Day): VersionStanding {
  const { value, isSignatureGood } = known;
  const faults: DocumentFault[] = [];
  if (value.damagedAt !== null) faults.push('damaged');
  if (value.attestation === null) faults.push('unattested');
  else if (!isSignatureGood) faults.push('attestation-broken');
  const daysLeft = daysBetween(today, value.facts.expires_on);
  if (daysLeft < 0) faults.push('expired');
  if (faults.length > 0) return { level: 'red', faults };
  if (daysLeft < DUE_SOON_DAYS) return { level: 'amber', faults: ['due-soon'] };
  return { level: 'green', faults };
}

export interface SlotStanding extends VersionStanding {
  readonly slot: Slot;
  /** The version that counts; of a slot with many, the one that stands worst. */
  readonly version: string | null;
  readonly expiresOn: Day | null;
}

/** Every slot. Of one that holds one document the best version counts, the later of equals. */
export function standingOfSlots(versions: readonly KnownVersion[], today: Day): SlotStanding[] {
  return SLOTS.map((slot) => {
    const standing = versions
      .filter(({ value }) => value.slot === slot.id && value.withdrawn === null)
      .map((known) => ({ known, ...standingOfVersion(known, today) }))
      .sort((a, b) => RANK[a.level] - RANK[b.level] || (a.known.id < b.known.id ? -1 : 1));
    const chosen = slot.many ? standing[0] : standing.at(-1);
    if (chosen === undefined) {
      const level: Level = slot.mandatory ? 'red' : 'none';
      return { slot, level, faults: ['missing'], version: null, expiresOn: null };
    }
    const { faults, known, level } = chosen;
    const expiresOn = known.value.facts.expires_on;
    return { slot, level, faults, version: known.id, expiresOn };
  });
}

const RANK: Readonly<Record<Level, number>> = { red: 0, none: 1, amber: 2, green: 3 };

export type AttestRefusal =
  | 'document-withdrawn'
  | 'document-attested'
  | 'document-damaged'
  | 'attestation-signature';

/** Why nobody can attest a version; undefined: another than the one who handed it in can. */
export function attestRefusal(value: DocumentVersion): AttestRefusal | undefined {
  if (value.withdrawn !== null) return 'document-withdrawn';
  if (value.attestation !== null) return 'document-attested';
  return value.damagedAt === null ? undefined : 'document-damaged';
}

/** What an officer states of a version: that this file is that document. */
export function attestationStatement(
  nodeId: string,
  { id, value }: Pick<KnownVersion, 'id' | 'value'>,
  officer: string,
): OfficerStatement {
  const { example, expires_on: expires, issued_on: issued, issuer, owner } = value.facts;
  return {
    ...{ kind: 'document-attestation', nodeId, officer },
    facts: [
      ['version', id],
      ['sha256', value.sha256],
      ['size', String(value.size)],
      ['file_name', value.fileName],
      ['issuer', issuer],
      ['owner', owner],
      ['issued_on', issued],
      ['expires_on', expires],
      ['example', String(example)],
    ],
  };
}
