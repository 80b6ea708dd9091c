import { bytesToHex, possessionBytes } from '@mingjing/crypto';
import { type UserPurpose, userIdOf, userRequestSigningBytes } from '@mingjing/protocol';
import type { IdentifierKind } from '@mingjing/protocol/numbers';
import { fromBase64url, toBase64url } from './base64url.ts';
import { ClientError } from './client-error.ts';
import { createTransport, jsonOf, methodOf, type TransportOptions } from './transport.ts';

/** A user's key at his own side: it signs here, and never travels. */
export interface UserSigner {
  readonly publicKey: Uint8Array;
  /** A browser's own keys sign in their own time. */
  sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** What somebody says who registers. */
export interface RegistrationDetails {
  readonly userType: 'person' | 'organisation';
  readonly identifier: { readonly kind: IdentifierKind; readonly number: string };
  readonly name?: string;
  /** 32 random bytes: with them he can show later what the commitment on the chain says. */
  readonly salt: Uint8Array;
  readonly consents: readonly {
    readonly purpose: string;
    readonly version: number;
    readonly given: boolean;
  }[];
  /** What he was shown; null where there is none. */
  readonly agreement: { readonly version: number; readonly text_hash: string } | null;
}

export interface TermsAnswer {
  readonly organisation: string;
  readonly agreement: {
    readonly version: number;
    readonly text_hash: string;
    readonly effective_at: number;
  } | null;
  readonly purposes: readonly {
    readonly purpose: string;
    readonly version: number;
    readonly needed: boolean;
    readonly text: Readonly<Record<string, string>>;
  }[];
}

export interface RegisteredAnswer {
  readonly user: string;
  readonly verification: 'format-ok' | 'verified';
  /** The agreement to accept with a transaction, before anything can be published. */
  readonly accept_next: { readonly version: number; readonly text_hash: string } | null;
}

/** Purposes of a user whom the node knows. */
export type OwnPurpose = Exclude<UserPurpose, 'register' | 'recover'>;
const PATHS: Readonly<Record<OwnPurpose, string>> = {
  export: '/v1/my-data/export',
  consent: '/v1/my-data/consents',
  correct: '/v1/my-data/corrections',
  erasure: '/v1/my-data/erasure',
};
/** A verification service and a block are waited for. */
const VERIFICATION_MS = 75_000;

/** A user's own matters at a management node. Every call throws `ClientError` when refused. */
export class UserClient {
  readonly #send: ReturnType<typeof createTransport>;
  readonly #origin: string;

  constructor(options: TransportOptions) {
    this.#origin = new URL(options.baseUrl).origin;
    this.#send = createTransport({ ...options, origin: this.#origin });
  }

  terms(): Promise<TermsAnswer> {
    return this.#json('/v1/registration/terms') as Promise<unknown> as Promise<TermsAnswer>;
  }

  async register(key: UserSigner, details: RegistrationDetails): Promise<RegisteredAnswer> {
    const publicKey = bytesToHex(key.publicKey);
    const form = {
      ...{ user_type: details.userType, public_key: publicKey, identifier: details.identifier },
      possession: await possessionOf(key),
      ...(details.name === undefined ? {} : { name: details.name }),
      ...{ salt: bytesToHex(details.salt), consents: details.consents },
      agreement: details.agreement,
    };
    const path = '/v1/registration';
    const asked = await this.#json(`${path}/challenge`, { public_key: publicKey });
    const proof = await this.#signed('register', userIdOf(key.publicKey), form, { asked, key });
    const answer = await this.#json(path, { form, ...proof });
    return answer as unknown as RegisteredAnswer;
  }

  /** Puts a new key in place of a lost one; whether the chain has it by now. */
  async recover(
    user: string,
    key: UserSigner,
    who: Pick<RegistrationDetails, 'identifier' | 'name'>,
  ): Promise<boolean> {
    const possession = await possessionOf(key);
    const form = { public_key: bytesToHex(key.publicKey), possession, ...who };
    const asked = await this.#json('/v1/my-data/challenge', { user, purpose: 'recover' });
    const proof = await this.#signed('recover', user, form, { asked, key });
    const answer = await this.#json('/v1/registration/recovery', { user, form, ...proof });
    return answer.replaced === true;
  }

  /** Asks something about a user's own data, with the form that the purpose takes. */
  async ask(
    purpose: OwnPurpose,
    user: string,
    form: object,
    key: Pick<UserSigner, 'sign'>,
  ): Promise<Record<string, unknown>> {
    const asked = await this.#json('/v1/my-data/challenge', { user, purpose });
    const proof = await this.#signed(purpose, user, form, { asked, key });
    return this.#json(PATHS[purpose], { user, form, ...proof });
  }

  // What is signed names the site, the user and the form that were meant, whatever was answered.
  async #signed(
    purpose: UserPurpose,
    user: string,
    form: object,
    { asked, key }: { asked: Record<string, unknown>; key: Pick<UserSigner, 'sign'> },
  ) {
    const { chain_id: chainId, node_id: nodeId, challenge } = asked;
    const isText = (text: unknown) => typeof text === 'string' && /^[\x21-\x7e]{1,255}$/.test(text);
    if (!isText(chainId) || !isText(nodeId)) throw badAnswer();
    if (!/^[A-Za-z0-9_-]{51}$/.test(String(challenge))) throw badAnswer();
    const bytes = userRequestSigningBytes(String(chainId), {
      ...{ purpose, user, form, origin: this.#origin, nodeId: String(nodeId) },
      challenge: fromBase64url(String(challenge)),
    });
    return { challenge: String(challenge), signature: toBase64url(await key.sign(bytes)) };
  }

  async #json(path: string, json?: object): Promise<Record<string, unknown>> {
    const call = json === undefined ? { path } : { path, json, extraMs: VERIFICATION_MS };
    const value = jsonOf((await this.#send(call)).bytes);
    if (typeof value !== 'object' || value === null) throw badAnswer(methodOf(call));
    return value as Record<string, unknown>;
  }
}

async function possessionOf(key: UserSigner): Promise<string> {
  return bytesToHex(await key.sign(possessionBytes('', 'user', key.publicKey)));
}

function badAnswer(method?: string): ClientError {
  return new ClientError('BAD_ANSWER', 'not what the API answers', { status: 200, method });
}
