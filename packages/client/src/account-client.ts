import { accountSigningBytes, type ChallengePurpose } from '@mingjing/protocol';
import { fromBase64url, toBase64url } from './base64url.ts';
import { ClientError } from './client-error.ts';
import { type Call, createTransport, jsonOf, type TransportOptions } from './transport.ts';

/** What an officer logs in or enrols with: the key signs here, and never travels. */
export interface OfficerProof {
  sign(bytes: Uint8Array): Uint8Array;
  /** The code that the authenticator shows; asked for when everything else is there. */
  code(asked: { readonly secret?: string; readonly uri?: string }): Promise<string>;
}

export interface OpenedSession {
  readonly id: string;
  readonly officer: string;
  readonly role: string;
  /** Opens the session at its node alone; to be kept like a key. */
  readonly cookie: string;
}

export interface InvitationAnswer {
  readonly officer: string;
  readonly role: string;
  readonly token: string;
  readonly expires_at: number;
}

/** Accounts of a program over its API. Every call throws `ClientError` when it is refused. */
export class AccountClient {
  readonly #send: ReturnType<typeof createTransport>;
  readonly #origin: string;

  constructor(options: TransportOptions) {
    this.#origin = new URL(options.baseUrl).origin;
    this.#send = createTransport({ ...options, origin: this.#origin });
  }

  /** The link of an officer; for who may read the home. */
  async invite(officer: string): Promise<InvitationAnswer> {
    const answer = await this.#json({ path: '/v1/accounts/invitations', json: { officer } });
    const { role, token, expires_at: expiresAt } = answer;
    if (typeof role !== 'string' || typeof token !== 'string' || typeof expiresAt !== 'number') {
      throw badAnswer('/v1/accounts/invitations');
    }
    return { officer, role, token, expires_at: expiresAt };
  }

  /** Binds the officer's key and an authenticator with codes; resolves with his name. */
  async enrol(token: string, proof: OfficerProof): Promise<string> {
    const begun = await this.#json({ path: '/v1/enrolment/challenge', json: { token } });
    const signed = signedChallenge('enrolment', { ...begun, origin: this.#origin }, proof);
    const { secret, uri } = begun;
    if (typeof secret !== 'string' || typeof uri !== 'string') throw badAnswer('/v1/enrolment');
    const code = await proof.code({ secret, uri });
    const json = { token, ...signed, code };
    const { officer } = await this.#json({ path: '/v1/enrolment', json });
    if (typeof officer !== 'string') throw badAnswer('/v1/enrolment');
    return officer;
  }

  async login(officer: string, proof: OfficerProof): Promise<OpenedSession> {
    const asked = await this.#json({ path: '/v1/session/challenge', json: { officer } });
    // What is signed names the site and the officer that were meant, whatever was answered.
    const meant = { ...asked, officer, origin: this.#origin };
    const signed = signedChallenge('login', meant, proof);
    const json = { officer, ...signed, code: await proof.code({}) };
    const { bytes, headers } = await this.#send({ path: '/v1/session', json });
    const { id, role } = (jsonOf(bytes) ?? {}) as Record<string, unknown>;
    const [cookie] = (headers.get('set-cookie') ?? '').split(';', 1);
    if (typeof id !== 'string' || typeof role !== 'string' || !cookie?.startsWith('__Host-')) {
      throw badAnswer('/v1/session');
    }
    return { id, officer, role, cookie };
  }

  async logout(): Promise<void> {
    await this.#send({ path: '/v1/session', method: 'DELETE' });
  }

  /** Sessions, or accounts, as the API lists them. */
  async list(what: 'sessions' | 'accounts'): Promise<readonly Record<string, unknown>[]> {
    const { items } = await this.#json({ path: `/v1/${what}` });
    if (!Array.isArray(items)) throw badAnswer(`/v1/${what}`);
    return items;
  }

  async endSession(id: string): Promise<void> {
    await this.#send({ path: `/v1/sessions/${encodeURIComponent(id)}`, method: 'DELETE' });
  }

  async #json(call: Call): Promise<Record<string, unknown>> {
    const { bytes } = await this.#send(call);
    const value = jsonOf(bytes);
    if (typeof value !== 'object' || value === null) throw badAnswer(call.path);
    return value as Record<string, unknown>;
  }
}

/** A challenge as it was asked, with the signature over what it says it is for. */
function signedChallenge(
  purpose: ChallengePurpose,
  asked: Record<string, unknown>,
  proof: OfficerProof,
) {
  const { chain_id: chainId, node_id: nodeId, origin, officer, challenge } = asked;
  const texts = [chainId, nodeId, origin, officer, challenge];
  if (!texts.every((text) => typeof text === 'string' && /^[\x20-\x7e]{1,255}$/.test(text))) {
    throw badAnswer('challenge');
  }
  if (!/^[A-Za-z0-9_-]{51}$/.test(String(challenge))) throw badAnswer('challenge');
  const bytes = accountSigningBytes(String(chainId), {
    ...{ purpose, nodeId: String(nodeId), origin: String(origin), officer: String(officer) },
    challenge: fromBase64url(String(challenge)),
  });
  const signature = toBase64url(proof.sign(bytes));
  return { challenge: String(challenge), signature };
}

function badAnswer(path: string): ClientError {
  return new ClientError('BAD_ANSWER', `${path}: not what the API answers`, { status: 200 });
}
