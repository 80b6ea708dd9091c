import { type Call, createTransport, jsonOf } from '@mingjing/client';
import { type Ask, languageOf, sessionFetch } from '@mingjing/console-kit';

// Calls of the program that serves these pages, in the language of the page. The session travels
// in its cookie, which no script can read. Each call is an act with an entry of its own.

const options = () => ({
  ...{ baseUrl: location.origin, fetch: sessionFetch },
  language: languageOf(location.search),
});

/** Any call that answers JSON; throws `ClientError` when it is refused. */
export async function ask<T>(call: Call): Promise<T> {
  const { bytes } = await createTransport(options())(call);
  return jsonOf(bytes) as T;
}

/** Any call that answers bytes, such as a file. */
export async function askBytes(path: string): Promise<Uint8Array> {
  const { bytes } = await createTransport(options())({ path });
  return bytes;
}

/** The same as the kit's account pages make their calls. */
export const askAccount: Ask = (method, path, body) =>
  ask({
    path,
    ...(body === undefined ? {} : { json: body }),
    ...(method === 'DELETE' ? { method } : {}),
  });
