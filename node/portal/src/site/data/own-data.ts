import { type OwnPurpose, UserClient } from '@mingjing/client';
import { languageOf, type OfficerKey } from '@mingjing/console-kit';

export interface OwnConsent {
  readonly purpose: string;
  readonly version: number;
  readonly needed: boolean;
  readonly given: boolean;
  readonly since: number | null;
}

/** What the node keeps of a user, as it gives it to him. */
export interface OwnData {
  readonly user: string;
  readonly time: number;
  /** Null: this node keeps no identity of him. */
  readonly identity: {
    readonly kind: string;
    readonly number: string;
    readonly name?: string;
  } | null;
  readonly verification: string;
  readonly file: {
    readonly registered_at: number;
    readonly consents: readonly OwnConsent[];
  } | null;
}

export interface ErasureDates {
  readonly state: 'none' | 'restricted' | 'shredded';
  readonly restricted_at: number | null;
  readonly shred_at: number | null;
  readonly if_asked_now: { readonly shred_at: number } | null;
}

/** A user while he is on the page: his key is let go with it. */
export interface Holder {
  readonly user: string;
  readonly key: OfficerKey;
}

export interface Opened extends Holder {
  readonly data: OwnData;
  /** The same with the signature of the node, as it came. */
  readonly document: object;
}

export async function openData(holder: Holder): Promise<Opened> {
  const document = await asked(holder, 'export', {});
  return { ...holder, data: document['data'] as OwnData, document };
}

export async function erasureDates(holder: Holder): Promise<ErasureDates> {
  return (await asked(holder, 'erasure', {})) as unknown as ErasureDates;
}

export async function sayConsent(holder: Holder, consent: OwnConsent): Promise<void> {
  const { given, purpose, version } = consent;
  await asked(holder, 'consent', { consents: [{ purpose, version, given: !given }] });
}

/** Another name for the same identity, which the verification service confirms anew. */
export async function correctName(holder: Holder, name: string): Promise<void> {
  await asked(holder, 'correct', { name: name === '' ? null : name });
}

function asked({ key, user }: Holder, purpose: OwnPurpose, form: object) {
  const language = languageOf(location.search);
  return new UserClient({ baseUrl: location.origin, language }).ask(purpose, user, form, key);
}
