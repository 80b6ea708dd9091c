/** Answers about look-through; names as on the wire. */
export interface EpochSideAnswer {
  readonly threshold: number;
  readonly commitments: readonly string[];
  readonly holders: readonly { readonly holder: string; readonly index: number }[];
}
export interface EpochAnswer {
  readonly number: number;
  readonly authority: string;
  readonly origin: string;
  readonly current: boolean;
  /** Ps: the sum of the public keys of both sides. */
  readonly seal: string;
  readonly officers: EpochSideAnswer;
  readonly custodians: EpochSideAnswer;
}
export interface EpochsAnswer {
  readonly suite: number;
  readonly epochs: readonly EpochAnswer[];
}

export interface EnvelopeKeyAnswer {
  readonly key_id: string;
  readonly public_key: string;
}

export interface EnvelopeRecipientAnswer {
  readonly holder_kind: string;
  readonly holder: string;
  readonly key_id: string;
  readonly public_key: string;
  readonly wrapped: string;
}
export interface EnvelopeAnswer {
  readonly epoch: number;
  readonly c0: string;
  readonly cs: string;
  readonly recipients: readonly EnvelopeRecipientAnswer[];
  readonly key_check: string;
  readonly ciphertext: string;
  readonly proof: string;
}

export interface AccessReaderAnswer {
  readonly officer: string;
  readonly sealing_key: string;
}
export interface CustodyShareAnswer {
  readonly custodian: string;
  readonly node: string;
  readonly answer_hash: string;
  readonly height: number;
}
export interface AccessOrderAnswer {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly authority: string;
  readonly officer: string;
  readonly notice: string;
  readonly record_id: string | null;
  readonly user_id: string | null;
  readonly point: string | null;
  readonly epoch: number | null;
  readonly approved_by: string | null;
  readonly readers: readonly AccessReaderAnswer[];
  readonly shares: readonly CustodyShareAnswer[];
}
