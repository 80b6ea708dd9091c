import { ClientError, type TermsAnswer, UserClient } from '@mingjing/client';
import { languageOf, type NewUserKey, newSubjectKey, saveBytes } from '@mingjing/console-kit';
import { hexToBytes } from '@mingjing/crypto';
import { SALT_BYTES, userIdOf } from '@mingjing/protocol';
import type { IdentifierKind } from '@mingjing/protocol/numbers';
import { carryOut } from '../../../chain/act.ts';
import type { WrongIdentity } from './drill-line.ts';

const users = () =>
  new UserClient({ baseUrl: location.origin, language: languageOf(location.search) });

/** Tries to register with a number of nobody; what it was told, an empty code if it was taken. */
export async function tryWrong({ kind, number }: WrongIdentity) {
  try {
    const client = users();
    await registerWith(await newSubjectKey(), { kind, number }, await client.terms());
    return { code: '', title: '' };
  } catch (error) {
    if (!(error instanceof ClientError) || error.problem === undefined) throw error;
    return { code: error.code, title: String(error.problem['title'] ?? error.code) };
  }
}

/**
 * Registers a test subject, saves its key, and accepts the agreement in its name. The file is saved
 * first: without it a subject that is registered could be used by nobody.
 */
export async function registerSubject(number: string): Promise<string> {
  const terms = await users().terms();
  const key = await newSubjectKey();
  const user = userIdOf(key.publicKey);
  saveBytes(`${user}.json`, key.file);
  const answer = await registerWith(key, { kind: 'mobile', number }, terms);
  if (answer.accept_next !== null) {
    const { text_hash: hash, version } = answer.accept_next;
    const textHash = hexToBytes(hash) ?? new Uint8Array(0);
    await carryOut(key, { type: 'agreementAccept', value: { version, textHash } });
  }
  return user;
}

function registerWith(
  key: NewUserKey,
  identifier: { readonly kind: IdentifierKind; readonly number: string },
  { agreement, purposes }: TermsAnswer,
) {
  return users().register(key, {
    ...{ userType: 'person', identifier },
    salt: crypto.getRandomValues(new Uint8Array(SALT_BYTES)),
    // What is needed and no more: a test subject has nobody to be told anything.
    consents: purposes.map(({ needed, purpose, version }) => {
      return { purpose, version, given: needed };
    }),
    agreement: agreement && { version: agreement.version, text_hash: agreement.text_hash },
  });
}
