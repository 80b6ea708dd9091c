import { type Call, createTransport, jsonOf } from '@mingjing/client';
import { type Ask, languageOf, sessionFetch } from '@mingjing/console-kit';
import { siteOf } from './chains/chain-list.ts';

// Calls of the program that serves these pages, in the language of the page, at the chain that the
// page is about. The session travels in its cookie, which no script can read. Each call is an act
// with an entry of its own.

const options = (baseUrl: string) => ({
  ...{ baseUrl, fetch: sessionFetch },
  language: languageOf(location.search),
});

/** Any call that answers JSON; throws `ClientError` when it is refused. */
export async function ask<T>(call: Call): Promise<T> {
  const { bytes } = await createTransport(options(siteOf()))(call);
  return jsonOf(bytes) as T;
}

/** The same at another chain of the service, or with no name at the service itself. */
export async function askAt<T>(chain: string | undefined, call: Call): Promise<T> {
  const site = chain === undefined ? location.origin : siteOf(chain);
  const { bytes } = await createTransport(options(site))(call);
  return jsonOf(bytes) as T;
}

/** Any call that answers bytes, such as a file. */
export async function askBytes(call: Call): Promise<Uint8Array> {
  const { bytes } = await createTransport(options(siteOf()))(call);
  return bytes;
}

/** The same as the kit's account pages make their calls. */
export const askAccount: Ask = (method, path, body) =>
  ask({
    path,
    ...(body === undefined ? {} : { json: body }),
    ...(method === 'DELETE' ? { method } : {}),
  });
