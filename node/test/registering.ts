// Somebody who registers: his key, what he says, and a verification service that confirms him.
import type { RegistrationDetails, UserClient, UserSigner } from '@mingjing/client';
import { generateSeed, randomBytes, signerFromSeed } from '@mingjing/crypto/node';

/** A new key at the user's side. */
export function newUserKey(): UserSigner {
  const { publicKey, sign } = signerFromSeed(generateSeed());
  return { publicKey, sign };
}

let telephones = 0;
/** A synthetic mobile number that no other test of this process has. */
export function newMobile(): string {
  telephones += 1;
  return `130000000${String(telephones).padStart(2, '0')}`;
}

/** What somebody says who consents to all that is asked. */
export async function detailsOf(
  client: UserClient,
  change: Partial<RegistrationDetails> = {},
): Promise<RegistrationDetails> {
  const { agreement, purposes } = await client.terms();
  return {
    userType: 'person',
    identifier: { kind: 'mobile', number: newMobile() },
    salt: randomBytes(32),
    consents: purposes.map(({ purpose, version }) => ({ purpose, version, given: true })),
    agreement: agreement && { version: agreement.version, text_hash: agreement.text_hash },
    ...change,
  };
}

export async function register(
  client: UserClient,
  change: Partial<RegistrationDetails>,
  key: UserSigner = newUserKey(),
) {
  return client.register(key, await detailsOf(client, change));
}

/** Somebody who has registered. */
export async function registered(client: UserClient, change: Partial<RegistrationDetails> = {}) {
  const key = newUserKey();
  const details = await detailsOf(client, change);
  const { user } = await client.register(key, details);
  return { key, user, details };
}
