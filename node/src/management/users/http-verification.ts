import { bytesToHex, concatBytes, hexToBytes } from '@mingjing/crypto';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import {
  type ServiceFailure,
  type ServiceReply,
  UNCONFIRMED,
  type VerificationRequest,
  type VerificationService,
} from './verification-service.ts';

/** An answer has some hundred bytes; more is no answer. */
const REPLY_BYTES_MAX = 64 * 1024;

const hex = (maximum: number) => Type.String({ pattern: '^([0-9a-f]{2})+$', maxLength: maximum });
const closed = { additionalProperties: false } as const;
const reply = Type.Union([
  Type.Object({ result: Type.Literal('verified'), answer: hex(4096), signature: hex(128) }, closed),
  Type.Object({ result: Type.Literal('refused'), reason: Type.Enum([...UNCONFIRMED]) }, closed),
]);

export interface HttpVerificationOptions {
  /** Where the contract's paths begin. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly fetch?: typeof globalThis.fetch;
}

/** A verification service over HTTP: one call, bounded in time and bytes, never repeated. */
export class HttpVerification implements VerificationService {
  readonly #options: HttpVerificationOptions;

  constructor(options: HttpVerificationOptions) {
    this.#options = options;
  }

  async ask(request: VerificationRequest): Promise<ServiceReply> {
    const { url, timeoutMs, fetch = globalThis.fetch } = this.#options;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await fetch(`${url.replace(/\/+$/, '')}/v1/verifications`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(requestView(request)),
        // An identity goes to the address that the operator wrote down, and to no other.
        redirect: 'error',
        signal,
      });
      if (answer.status !== 200) {
        await answer.body?.cancel();
        return failed('verifier-status', new Error(`status ${answer.status}`));
      }
      const bytes = await readBounded(answer);
      return bytes === undefined ? failed('verifier-too-large') : replyOf(bytes);
    } catch (cause) {
      return failed(signal.aborted ? 'verifier-timeout' : 'verifier-unreachable', cause);
    }
  }
}

function requestView(request: VerificationRequest) {
  return {
    request_id: request.requestId,
    chain_name: request.chainName,
    user_type: request.userType,
    user_key: bytesToHex(request.userKey),
    identifier: request.identifier,
    ...(request.name === null ? {} : { name: request.name }),
    salt: bytesToHex(request.salt),
    identity_commitment: bytesToHex(request.identityCommitment),
  };
}

async function readBounded({ body }: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > REPLY_BYTES_MAX) return undefined;
    parts.push(part);
  }
  return concatBytes(...parts);
}

function replyOf(bytes: Uint8Array): ServiceReply {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    return failed('verifier-malformed', cause);
  }
  if (!Value.Check(reply, value)) return failed('verifier-malformed');
  const said: Static<typeof reply> = value;
  if (said.result === 'refused') return { kind: 'unconfirmed', reason: said.reason };
  const [answer, signature] = [hexToBytes(said.answer), hexToBytes(said.signature)];
  if (answer === undefined || signature === undefined) return failed('verifier-malformed');
  return { kind: 'answered', said: { answer, signature } };
}

function failed(reason: ServiceFailure, cause?: unknown): ServiceReply {
  return { kind: 'failed', reason, ...(cause === undefined ? {} : { cause }) };
}
