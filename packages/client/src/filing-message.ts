import { FilingKind, type Message } from '@mingjing/protocol';

export type FilingKindName = keyof typeof FilingKind;

/** What an organisation filed, as its security administrator declares it. */
export interface DeclaredFiling {
  readonly kind: FilingKindName;
  /** Digits of the number: neither province nor words. */
  readonly identifier: string;
  /** The day on which it was granted, such as `2026-02-09`. */
  readonly grantedOn: string;
  /** 32 bytes, as the management node computes them of what was filed. */
  readonly factsHash: Uint8Array;
  /** Cancelled, or expired. */
  readonly ended: boolean;
}

/** The declaration of a filing; takes the place of the earlier one of its kind. */
export function filingMessage(filing: DeclaredFiling): Message {
  const { ended, factsHash, grantedOn, identifier, kind } = filing;
  const day = Number(grantedOn.replaceAll('-', ''));
  const value = { kind: FilingKind[kind], identifier, day, factsHash, ended };
  return { type: 'filingDeclare', value };
}
