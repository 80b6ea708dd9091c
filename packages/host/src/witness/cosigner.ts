import type { Signer } from '@mingjing/crypto/node';
import type { SignedHead } from '@mingjing/oversight';
import { type CopyStatement, copySignable, type SignedCopy, witnessName } from '@mingjing/protocol';
import {
  cosignCheckpoint,
  formatNote,
  type NoteKey,
  noteKey,
  parseCheckpoint,
  parseNote,
  TYPE_COSIGNATURE,
} from '@mingjing/tlog';

const MS_PER_SECOND = 1000;

/**
 * Signs what this node witnessed: checkpoints with its journal key under the witness name (C2SP
 * tlog-cosignature), copies with its statement key.
 */
export class Cosigner {
  readonly #chainId: string;
  readonly #nodeId: string;
  readonly #key: NoteKey;
  readonly #journal: Signer;
  readonly #signStatement: (signing: Uint8Array) => Uint8Array;

  constructor(
    identity: { readonly chainId: string; readonly nodeId: string },
    keys: {
      readonly journal: Signer;
      /** With the statement key that the state names. */
      readonly signStatement: (signing: Uint8Array) => Uint8Array;
    },
  ) {
    this.#chainId = identity.chainId;
    this.#nodeId = identity.nodeId;
    const name = witnessName(identity.chainId, identity.nodeId);
    this.#key = noteKey(name, TYPE_COSIGNATURE, keys.journal.publicKey);
    this.#journal = keys.journal;
    this.#signStatement = keys.signStatement;
  }

  /**
   * The head's note with the log's own signatures and this node's cosignature. To be called only
   * when all entries of the head are verified and on disk.
   */
  cosign({ note, text }: SignedHead, now: number): string {
    const seconds = Math.floor(now / MS_PER_SECOND);
    const cosignature = cosignCheckpoint(text, this.#key, seconds, (message) =>
      this.#journal.sign(message),
    );
    const parsed = parseNote(note);
    const checkpoint = parseCheckpoint(text);
    const origin = checkpoint.ok ? checkpoint.value.origin : '';
    const own = parsed.ok ? parsed.value.signatures.filter(({ name }) => name === origin) : [];
    return formatNote({ text, signatures: [...own.slice(0, 1), cosignature] });
  }

  /** States that this node holds a log verified and whole up to a size. */
  copy(held: Omit<CopyStatement, 'holder'>): SignedCopy {
    const { statement, signing } = copySignable(this.#chainId, { holder: this.#nodeId, ...held });
    return { statement, signature: this.#signStatement(signing) };
  }
}
