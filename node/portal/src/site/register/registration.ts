import { type RegisteredAnswer, type TermsAnswer, UserClient } from '@mingjing/client';
import { languageOf, type NewUserKey } from '@mingjing/console-kit';
import { bytesToHex, hexToBytes, sha256 } from '@mingjing/crypto';
import { SALT_BYTES } from '@mingjing/protocol';
import {
  dateInChina,
  IDENTIFIER_KINDS,
  type IdentifierKind,
  type IdentifierRefusal,
  parseIdentifier,
} from '@mingjing/protocol/numbers';
import { ask } from '../api.ts';
import { submitOwn } from '../own-transaction.ts';

/** What whoever registers is shown before; `text` is null where there is no agreement. */
export interface ShownTerms extends TermsAnswer {
  readonly text: string | null;
}

/** A user who has registered, with the key that he still holds on the page. */
export interface Registered {
  readonly answer: RegisteredAnswer;
  readonly key: NewUserKey;
}

const users = () =>
  new UserClient({ baseUrl: location.origin, language: languageOf(location.search) });

/** The terms with the text of the agreement, which has the hash that the chain names. */
export async function readTerms(): Promise<ShownTerms> {
  const terms = await users().terms();
  if (terms.agreement === null) return { ...terms, text: null };
  const { text_hash: hash } = terms.agreement;
  const { text } = await ask<{ readonly text: string }>({ path: `/v1/agreement-texts/${hash}` });
  if (bytesToHex(sha256(new TextEncoder().encode(text))) !== hash) {
    throw Object.assign(new Error('another text'), { code: 'BAD_ANSWER' });
  }
  return { ...terms, text };
}

/** Why a number is none, by the published algorithms; undefined: it has the right form. */
export function numberFault(kind: string, number: string): IdentifierRefusal | undefined {
  const parsed = parseIdentifier(kindOf(kind), number, dateInChina(Date.now()));
  return parsed.ok ? undefined : parsed.reason;
}

/** Registers with what stands in the form; nothing of the key but its public half leaves. */
export async function register(
  { agreement, purposes }: ShownTerms,
  form: FormData,
  key: NewUserKey,
): Promise<Registered> {
  const textOf = (name: string) => String(form.get(name) ?? '').trim();
  const name = textOf('name');
  const answer = await users().register(key, {
    userType: textOf('user_type') === 'organisation' ? 'organisation' : 'person',
    identifier: { kind: kindOf(textOf('kind')), number: textOf('number') },
    ...(name === '' ? {} : { name }),
    salt: crypto.getRandomValues(new Uint8Array(SALT_BYTES)),
    consents: purposes.map(({ purpose, version }) => {
      return { purpose, version, given: form.has(`consent-${purpose}`) };
    }),
    agreement: agreement && { version: agreement.version, text_hash: agreement.text_hash },
  });
  return { answer, key };
}

/** Brings the acceptance of the agreement to the chain, signed by the user. */
export async function acceptAgreement({ answer, key }: Registered): Promise<void> {
  if (answer.accept_next === null) return;
  const { text_hash: hash, version } = answer.accept_next;
  const textHash = hexToBytes(hash) ?? new Uint8Array(0);
  await submitOwn(key, { type: 'agreementAccept', value: { version, textHash } });
}

function kindOf(text: string): IdentifierKind {
  return IDENTIFIER_KINDS.find((kind) => kind === text) ?? 'mobile';
}
