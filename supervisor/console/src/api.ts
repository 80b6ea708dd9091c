import { type Call, createTransport, jsonOf } from '@mingjing/client';
import { type Ask, languageOf } from '@mingjing/console-kit';

// Calls of the program that serves these pages, in the language of the page. The session travels
// in its cookie, which no script can read. Each call is an act with an entry of its own.

const options = () => ({ baseUrl: location.origin, language: languageOf(location.search) });

/** Any call that answers JSON; throws `ClientError` when it is refused. */
export async function ask<T>(call: Call): Promise<T> {
  const { bytes } = await createTransport(options())(call);
  return jsonOf(bytes) as T;
}

/** The same as the kit's account pages make their calls. */
export const askAccount: Ask = (method, path, body) =>
  ask({
    path,
    ...(body === undefined ? {} : { json: body }),
    ...(method === 'DELETE' ? { method } : {}),
  });
