import type { ConsentStep } from './user-file.ts';

/**
 * What personal data is processed for. The text of each version stands in the catalogue; one that
 * changes in meaning is a new version, and is asked for anew.
 */
export const PURPOSES = [
  /** Identity numbers are sensitive: a consent of their own, and nothing happens without it. */
  { name: 'verification', version: 1, isNeeded: true },
  /** The operator may look up how to reach the person. */
  { name: 'contact', version: 1, isNeeded: false },
] as const;
export type PurposeName = (typeof PURPOSES)[number]['name'];
export const PURPOSE_NAMES = PURPOSES.map(({ name }) => name);

/** What somebody says of one purpose. */
export interface SaidConsent {
  readonly purpose: PurposeName;
  readonly version: number;
  readonly given: boolean;
}

/** Whether consent to a purpose is given now, to the text in force. */
export function hasConsent(steps: readonly ConsentStep[], purpose: PurposeName): boolean {
  const latest = steps.findLast((step) => step.purpose === purpose);
  return latest?.given === true && latest.version === versionOf(purpose);
}

/** Why consents are not taken; undefined: they are. */
export function consentFault(
  said: readonly SaidConsent[],
  isRegistration: boolean,
): 'consent-version' | 'consent-twice' | 'consent-missing' | undefined {
  if (said.some(({ purpose, version }) => version !== versionOf(purpose))) return 'consent-version';
  if (new Set(said.map(({ purpose }) => purpose)).size < said.length) return 'consent-twice';
  const isGiven = (name: PurposeName) =>
    said.some(({ purpose, given }) => purpose === name && given);
  const lacks = PURPOSES.some(({ name, isNeeded }) => isNeeded && !isGiven(name));
  return isRegistration && lacks ? 'consent-missing' : undefined;
}

/** Each purpose with whether it is consented to, and since when. */
export function consentView(steps: readonly ConsentStep[]) {
  return PURPOSES.map(({ name, version, isNeeded }) => {
    const latest = steps.findLast((step) => step.purpose === name);
    return {
      ...{ purpose: name, version, needed: isNeeded, given: hasConsent(steps, name) },
      since: latest?.at ?? null,
    };
  });
}

function versionOf(purpose: PurposeName): number {
  return PURPOSES.find(({ name }) => name === purpose)?.version ?? 0;
}
