import {
  ClientError,
  documentFault,
  type PublishDocument,
  prepareDocument,
  type SubmissionResult,
} from '@mingjing/client';
import type { OfficerKey } from '@mingjing/console-kit';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { genesisFromJson, type Message, recordId } from '@mingjing/protocol';
import { node } from '../api.ts';
import { coded, notDone, sendOwn } from '../own-transaction.ts';

/** Why a rule kept a text out or holds it, in both languages. */
export interface Reason {
  readonly zh: string;
  readonly en: string;
  /** Rule set, version and rule. */
  readonly rule: string;
  /** What was read in the author's own text. */
  readonly found: readonly string[];
}

/** What became of a document that its author signed. */
export type Outcome =
  | { readonly state: 'published'; readonly record: string; readonly height: number }
  | { readonly state: 'held'; readonly review: string; readonly reasons: readonly Reason[] }
  | { readonly state: 'refused'; readonly reasons: readonly Reason[] };

/** Half the window of the chain: so long a held text may still be passed on as it is. */
const VALID_MS = 150_000;

/** What stands in the form: a text or a file, one of them. Throws an error with a `code`. */
export async function documentOf(form: FormData): Promise<PublishDocument> {
  const text = String(form.get('text') ?? '');
  const title = String(form.get('title') ?? '').trim();
  const file = form.get('document');
  const chosen = file instanceof File && file.name !== '' ? file : undefined;
  if ((text.trim() === '') === (chosen === undefined)) throw coded('not-one-content');
  const named = title === '' ? {} : { title };
  if (chosen === undefined) {
    const content = new TextEncoder().encode(text);
    return { ...named, fileName: 'text.txt', mediaType: 'text/plain', content };
  }
  const mediaType = chosen.type === '' ? 'application/octet-stream' : chosen.type;
  const content = new Uint8Array(await chosen.arrayBuffer());
  return { ...named, fileName: chosen.name, mediaType, content };
}

/** Signs a document and brings it to the node. Throws why neither chain nor reviewer has it. */
export async function publish(document: PublishDocument, key: OfficerKey): Promise<Outcome> {
  const client = node();
  const [{ chain_id: chainId }, text] = await Promise.all([client.status(), client.genesis()]);
  const genesis = genesisFromJson(text);
  if (!genesis.ok) throw coded('BAD_ANSWER');
  const fault = documentFault(document, genesis.value.parameters);
  if (fault !== undefined) throw coded(fault);
  const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
  const { contents, record } = prepareDocument(document, chainId, random);
  const message: Message = { type: 'recordsPublish', value: { records: [record] } };
  try {
    return outcomeOf(await sendOwn(key, message, { attachments: contents, validMs: VALID_MS }));
  } catch (error) {
    const isRefused = error instanceof ClientError && error.code === 'content-refused';
    if (!isRefused) throw error;
    return { state: 'refused', reasons: reasonsIn(error.problem?.['findings']) };
  }
}

function outcomeOf(result: SubmissionResult): Outcome {
  const { code, height = 0, id, review = '', status } = result;
  if (status === 'held') {
    return { state: 'held', review, reasons: reasonsIn(Object(result)['findings']) };
  }
  const transaction = hexToBytes(id);
  if (status === 'committed' && code === 0 && transaction !== undefined) {
    return { state: 'published', record: bytesToHex(recordId(transaction, 0)), height };
  }
  throw notDone(result);
}

// A node's answer is taken as it is: what lacks in it is left out.
function reasonsIn(findings: unknown): Reason[] {
  return Array.isArray(findings) ? findings.map(reasonOf) : [];
}

function reasonOf(finding: unknown): Reason {
  const { found, reason, rule, rule_set: set } = Object(finding) as Record<string, unknown>;
  const { zh = '', en = '' } = Object(reason) as Record<string, unknown>;
  const { id = '', version = '' } = Object(set) as Record<string, unknown>;
  const parts = Array.isArray(found) ? found.map(String) : [];
  return { zh: String(zh), en: String(en), rule: `${id}@${version}/${rule}`, found: parts };
}
