import { sha256 } from '@mingjing/crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { SecondFactor } from './account.ts';

/** Ed25519, ECDSA with P-256, RSA: what authenticators have (IANA, COSE algorithms). */
const ALGORITHMS = [-8, -7, -257];

/** Loaded when a passkey is first used: the library brings much along. */
const library = () => import('@simplewebauthn/server');

export type Passkey = Extract<SecondFactor, { kind: 'passkey' }>;

/** Where a passkey is used: it is bound to the name of the site, and an address has none. */
export interface PasskeySite {
  readonly origin: string;
  readonly rpId: string;
}

export interface PasskeyAnswer {
  /** The challenge that the officer's key signed, too. */
  readonly challenge: Uint8Array;
  readonly site: PasskeySite;
  readonly response: unknown;
}

/** The site of an origin; undefined where browsers take no passkey. */
export function passkeySite(origin: string): PasskeySite | undefined {
  const { hostname } = new URL(origin);
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  return isAddress ? undefined : { origin, rpId: hostname };
}

/** What a browser makes a passkey from (WebAuthn, 5.4). */
export async function creationOptions(
  { rpId }: PasskeySite,
  nodeId: string,
  officer: string,
  challenge: Uint8Array,
): Promise<unknown> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    ...{ rpName: `Mingjing ${nodeId}`, rpID: rpId, userName: officer },
    userID: Uint8Array.from(sha256(Buffer.from(`${nodeId}/${officer}`))),
    challenge: Uint8Array.from(challenge),
    supportedAlgorithmIDs: ALGORITHMS,
    // Found by the site alone, so that nobody is told who has one before he has shown his key.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What a browser asks a passkey with (WebAuthn, 5.5). */
export async function requestOptions({ rpId }: PasskeySite, challenge: Uint8Array) {
  const { generateAuthenticationOptions } = await library();
  const asked = { rpID: rpId, challenge: Uint8Array.from(challenge) };
  return generateAuthenticationOptions({ ...asked, userVerification: 'required' });
}

/** The new passkey that an answer holds; undefined when it does not hold. */
export async function newPasskey(answer: PasskeyAnswer): Promise<Passkey | undefined> {
  const { verifyRegistrationResponse } = await library();
  const response = answer.response as RegistrationResponseJSON;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...{ response, ...expectationOf(answer), requireUserVerification: true },
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    const key = Buffer.from(publicKey).toString('base64url');
    return { kind: 'passkey', credentialId: id, publicKey: key, counter };
  } catch {
    // The library's way to say what is wrong with an answer that somebody sent.
    return undefined;
  }
}

/** The passkey with its counter after a right answer; undefined when it does not hold. */
export async function usedPasskey(
  passkey: Passkey,
  answer: PasskeyAnswer,
): Promise<Passkey | undefined> {
  const { verifyAuthenticationResponse } = await library();
  const response = answer.response as AuthenticationResponseJSON;
  const { credentialId: id, counter } = passkey;
  const publicKey = Uint8Array.from(Buffer.from(passkey.publicKey, 'base64url'));
  if (response.id !== id) return undefined;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...{ response, ...expectationOf(answer), requireUserVerification: true },
      credential: { id, publicKey, counter },
    });
    return verified ? { ...passkey, counter: authenticationInfo.newCounter } : undefined;
  } catch {
    // As above; also where the counter shows that there is a copy of the authenticator.
    return undefined;
  }
}

function expectationOf({ challenge, site }: PasskeyAnswer) {
  return {
    expectedChallenge: Buffer.from(challenge).toString('base64url'),
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
  };
}
