import type { BothTexts } from './text/texts.ts';

export type ServiceErrorCode =
  /** Another program listens on this address and port. */
  | 'PORT_IN_USE'
  /** The address cannot be listened on for another reason; see `cause`. */
  | 'LISTEN_FAILED'
  /** What the configuration names as a trusted proxy is neither an address nor a network. */
  | 'PROXY_ADDRESS'
  /** Pages without a manifest whose signature holds. */
  | 'PAGES_UNSIGNED'
  /** Pages signed by another key than the one of the configuration. */
  | 'PAGES_SIGNER'
  /** A file of pages is not as it was built. */
  | 'PAGES_CHANGED'
  /** Certificate or key cannot be read, or is none. */
  | 'TLS_UNREADABLE'
  /** Others than its owner may read the private key. */
  | 'TLS_KEY_MODE'
  /** The private key is not the certificate's. */
  | 'TLS_MISMATCH'
  /** The certificate is over, or not valid yet. */
  | 'TLS_NOT_VALID'
  /** What the configuration names as a place of officers is neither an address nor a network. */
  | 'ACCOUNTS_ADDRESS'
  /** The file of accounts is not as it was written, or of another home. */
  | 'ACCOUNTS_DAMAGED'
  | 'ACCOUNTS_TOO_NEW'
  /** Others than its owner may read the file of accounts. */
  | 'ACCOUNTS_MODE'
  | 'ACCOUNTS_UNREADABLE'
  | 'ACCOUNTS_UNWRITABLE';

/** An operating failure of the HTTP shell, with a message an operator can act on. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceErrorCode;
  readonly texts: BothTexts;

  constructor(code: ServiceErrorCode, texts: BothTexts, cause?: unknown) {
    super(texts.en, { cause });
    this.code = code;
    this.texts = texts;
  }
}
