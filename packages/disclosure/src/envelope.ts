/** Who can open a record beside the authority; the author's own key counts. */
export const RECIPIENTS_MAX = 8;

/** One recipient's part: his registered key by its id, and the wrapped element. */
export interface RecipientPart {
  /** 32 bytes. */
  readonly keyId: Uint8Array;
  /** Ci = M + r Pi, 32 bytes. */
  readonly wrapped: Uint8Array;
}

/** What a private record carries in its body; the ciphertext itself is an attachment. */
export interface Envelope {
  /** Which authority and custody keys it is sealed to. */
  readonly epoch: number;
  /** C0 = r G, 32 bytes. */
  readonly c0: Uint8Array;
  /** Cs = M + r Ps, 32 bytes. */
  readonly cs: Uint8Array;
  /** 1 to 8, in the order in which they stand in the body. */
  readonly recipients: readonly RecipientPart[];
  /** 32 bytes that only the right M gives. */
  readonly keyCheck: Uint8Array;
  /** 64 bytes; empty while the body is composed. */
  readonly proof: Uint8Array;
}

/** Registered keys that an envelope stands on: encoded elements of ristretto255. */
export interface EnvelopeKeys {
  /** Ps = Pauthority + Pcustody of the epoch. */
  readonly seal: Uint8Array;
  /** Pi, in the order of the envelope's recipients. */
  readonly recipients: readonly Uint8Array[];
}

/** What binds an envelope to its place: copied elsewhere it proves nothing. */
export interface EnvelopePlace {
  readonly chainId: string;
  readonly suite: number;
  /** The canonical body that carries the envelope, its proof field empty. */
  readonly body: Uint8Array;
}

/** Why an envelope is refused. */
export type EnvelopeRefusal =
  | 'recipients-count'
  | 'recipient-twice'
  | 'recipient-keys'
  | 'recipient-is-seal'
  | 'element-not-canonical'
  | 'element-identity'
  | 'field-length'
  | 'proof-wrong';

export type EnvelopeResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: EnvelopeRefusal };
