import { type Call, type Client, createClient, createTransport, jsonOf } from '@mingjing/client';
import { languageOf, sessionFetch } from '@mingjing/console-kit';

/** What a file may take longer than an answer, ms: a paper is printed while it is asked for. */
const FILE_MS = 30_000;

// Calls of the node that serves these pages, in the language of the page. The session travels in
// its cookie, which no script can read.

const options = () => ({
  ...{ baseUrl: location.origin, fetch: sessionFetch },
  language: languageOf(location.search),
});

/** The typed client of the node. */
export function node(): Client {
  return createClient(options());
}

/** Any other call that answers JSON; throws `ClientError` when it is refused. */
export async function ask<T>(call: Call): Promise<T> {
  const { bytes } = await createTransport(options())(call);
  return jsonOf(bytes) as T;
}

/** Any other call that answers bytes, such as a file. */
export async function askBytes(path: string): Promise<Uint8Array> {
  const { bytes } = await createTransport(options())({ path, extraMs: FILE_MS });
  return bytes;
}

/** Bytes as forms carry them: base64url without padding (RFC 4648, section 5). */
export function base64url(bytes: Uint8Array): string {
  // In parts: a call takes only so many arguments.
  const PART = 0x8000;
  let plain = '';
  for (let at = 0; at < bytes.length; at += PART) {
    plain += String.fromCharCode(...bytes.subarray(at, at + PART));
  }
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The same as the kit's account pages make their calls. */
export function askAccount(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<unknown> {
  return ask({
    path,
    ...(body === undefined ? {} : { json: body }),
    ...(method === 'DELETE' ? { method } : {}),
  });
}
