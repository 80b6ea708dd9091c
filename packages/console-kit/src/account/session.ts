import { accountSigningBytes, type RoleName } from '@mingjing/protocol';
import type { OfficerKey } from './officer-key.ts';

/** Calls of the program that serves the console; what is refused is thrown. */
export type Ask = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
) => Promise<unknown>;

/** Who is logged in. */
export interface OwnSession {
  readonly id: string;
  readonly officer: string;
  readonly role: RoleName;
  readonly started_at: number;
}

interface Asked {
  readonly chain_id: string;
  readonly node_id: string;
  readonly challenge: string;
  readonly passkey?: PublicKeyCredentialRequestOptionsJSON | null;
}

/** The second factor: a code that was typed, or a passkey that is asked now. */
export type Factor = { readonly code: string } | 'passkey';

/** Opens a session: the key signs a challenge for this site, the second factor is shown. */
export async function logIn(
  ask: Ask,
  officer: string,
  key: OfficerKey,
  factor: Factor,
): Promise<void> {
  const { asked, signature } = await answered(ask, officer, key);
  const shown = factor === 'passkey' ? { passkey: await passkey(asked) } : factor;
  await ask('POST', '/v1/session', { officer, challenge: asked.challenge, signature, ...shown });
}

/** What a program asks of who logs in, signed with the officer's key. */
export async function signChallenge(
  ask: Ask,
  officer: string,
  key: OfficerKey,
): Promise<{ readonly challenge: string; readonly signature: string }> {
  const { asked, signature } = await answered(ask, officer, key);
  return { challenge: asked.challenge, signature };
}

async function answered(ask: Ask, officer: string, key: OfficerKey) {
  const asked = (await ask('POST', '/v1/session/challenge', { officer })) as Asked;
  const bytes = accountSigningBytes(asked.chain_id, {
    ...{ purpose: 'login', nodeId: asked.node_id, origin: location.origin, officer },
    challenge: bytesOf(asked.challenge),
  });
  return { asked, signature: base64url(await key.sign(bytes)) };
}

/** True where the browser and the site can have a passkey. */
export function hasPasskeys(): boolean {
  const { PublicKeyCredential } = globalThis;
  return typeof PublicKeyCredential?.parseRequestOptionsFromJSON === 'function';
}

async function passkey({ passkey: options }: Asked): Promise<unknown> {
  if (options === null || options === undefined) throw new Error('passkey-unavailable');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  try {
    const said = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
    return said?.toJSON();
  } catch {
    throw new Error('passkey-cancelled');
  }
}

function bytesOf(text: string): Uint8Array {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function base64url(bytes: Uint8Array): string {
  const plain = btoa(String.fromCharCode(...bytes));
  return plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
