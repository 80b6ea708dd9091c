import { type Call, type Client, createClient, createTransport, jsonOf } from '@mingjing/client';
import { languageOf } from '@mingjing/console-kit';

// Calls of the node that serves these pages, in the language of the page.

const options = () => ({ baseUrl: location.origin, language: languageOf(location.search) });

/** The typed client of the node. */
export function node(): Client {
  return createClient(options());
}

/** Any other call that answers JSON; throws `ClientError` when it is refused. */
export async function ask<T>(call: Call): Promise<T> {
  const { bytes } = await createTransport(options())(call);
  return jsonOf(bytes) as T;
}
