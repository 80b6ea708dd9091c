// Calls of the accounts' API; what is refused is thrown with its code, title and detail.
import { language } from './text.js';

/** A program that shares its site with others answers below a path of its own. */
const SITE = location.pathname.replace(/\/account\/.*$/, '');

export async function call(method, path, body) {
  const headers = { 'accept-language': language() };
  if (body !== undefined) headers['content-type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(SITE + path, {
      ...{ method, headers, credentials: 'same-origin' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Error('UNREACHABLE');
  }
  const value = await answer.json().catch(() => ({}));
  if (answer.ok) return value;
  const { code = 'BAD_ANSWER', title, detail } = value;
  throw Object.assign(new Error(code), { title, detail });
}

/** True where the browser and the site can have a passkey. */
export function hasPasskeys() {
  return typeof globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function';
}

/** Makes a passkey; undefined when the person turned it down. */
export async function createPasskey(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return said(navigator.credentials.create({ publicKey }));
}

/** Asks a passkey; undefined when the person turned it down. */
export async function usePasskey(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return said(navigator.credentials.get({ publicKey }));
}

async function said(asking) {
  try {
    return (await asking)?.toJSON();
  } catch {
    throw new Error('passkey-cancelled');
  }
}
