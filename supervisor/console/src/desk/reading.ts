import { type Call, createTransport, jsonOf } from '@mingjing/client';
import { languageOf, sessionFetch } from '@mingjing/console-kit';
import { siteOf } from '../chains/chain-list.ts';

/** Why somebody reads; it travels in headers of each call and stands in the entry of the read. */
export interface Purpose {
  readonly code: string;
  /** The reader's own words. */
  readonly note: string;
  /** Id of the order that is carried out by reading; empty: none. */
  readonly order: string;
}

/** Codes in the order in which they are offered; `access-order` needs an order. */
export const PURPOSE_CODES = [
  ...['routine-supervision', 'complaint', 'case', 'alarm', 'access-order', 'visit', 'drill'],
] as const;
export const NOTE_CHARS_MAX = 200;

/** Whether a read can be made on this purpose; what is missing the program would refuse. */
export function isWhole({ code, note, order }: Purpose): boolean {
  return note.trim() !== '' && (code !== 'access-order' || /^[0-9a-f]{64}$/.test(order));
}

/** Bytes of a call on a purpose; throws `ClientError` when it is refused. */
export async function read(purpose: Purpose, call: Call): Promise<Uint8Array> {
  const said: Record<string, string> = {
    'mingjing-purpose': purpose.code,
    'mingjing-purpose-note': encodeURIComponent(purpose.note.trim()),
    ...(purpose.order === '' ? {} : { 'mingjing-purpose-order': purpose.order }),
  };
  const send: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    for (const [name, value] of Object.entries(said)) headers.set(name, value);
    return sessionFetch(input, { ...init, headers });
  };
  const language = languageOf(location.search);
  const transport = createTransport({ baseUrl: siteOf(), language, fetch: send });
  return (await transport(call)).bytes;
}

/** The same of a call that answers JSON. */
export async function readJson<T>(purpose: Purpose, call: Call): Promise<T> {
  return jsonOf(await read(purpose, call)) as T;
}
