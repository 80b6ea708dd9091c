import { IDENTITY_ENVELOPES_MAX } from '@mingjing/execution';
import type { AttachmentContent } from '@mingjing/protocol';
import { Collection, type DocumentChange, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { PersonBox } from './person-box.ts';

const SEALED_TAG = 'vault-seals';

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
/** How an identity was sealed once. */
const keptSeal = Type.Object({
  /** To the ciphertext, as the envelope on the chain names it. */
  commitment: hash,
  salt: hash,
  /** Base64url. */
  ciphertext: Type.String(),
  epoch: Type.Number(),
  /** SHA-256 of what is sealed: whether it is still what the vault says. */
  digest: hash,
  /** Block time in ms from which on the chain takes it no more. */
  validUntil: Type.Number(),
});
export type KeptSeal = Static<typeof keptSeal>;
/** Beside those that the chain has, one that is on its way to each authority's keys. */
const KEPT_MAX = 2 * IDENTITY_ENVELOPES_MAX;
const keptSeals = Type.Array(keptSeal, { maxItems: KEPT_MAX });

/** Commitments stand beside what is sealed: they lead to what has to go after the key. */
const sealedDocument = Type.Object({ commitments: Type.Array(hash), sealed: Type.String() });
const owner = Type.Object({ user: Type.String() });
const since = Type.Object({ since: Type.Number() });
const mark = Type.Object({ epochs: Type.String() });
const MARK = 'latest';

/**
 * Ciphertexts of identities, in the vault and under the person's key as everything of his: who is
 * shredded has none any more, in no copy. Commitments and ids are on the chain and stand in the
 * clear.
 */
export class KeptSeals {
  /** Users who are to be sealed, by id. */
  readonly queue: Collection<Static<typeof since>>;
  readonly #seals: Collection<Static<typeof sealedDocument>>;
  readonly #owners: Collection<Static<typeof owner>>;
  readonly #marks: Collection<Static<typeof mark>>;
  readonly #shelf: Shelf;
  readonly #box: PersonBox;

  constructor(shelf: Shelf, box: PersonBox) {
    this.#shelf = shelf;
    this.#box = box;
    this.queue = collection(shelf, 'unsealed', since);
    this.#seals = collection(shelf, 'seals', sealedDocument);
    this.#owners = collection(shelf, 'seal-owners', owner);
    this.#marks = collection(shelf, 'sealing', mark);
  }

  /** How a user was sealed, latest last; nothing of who was shredded. */
  async of(user: string): Promise<readonly KeptSeal[]> {
    const document = await this.#seals.get(user);
    if (document === undefined) return [];
    const isValid = (value: unknown): value is KeptSeal[] => Value.Check(keptSeals, value);
    return this.#box.open(SEALED_TAG, user, document.sealed, isValid) ?? [];
  }

  /** Changes that put these in place of what was kept of a user. */
  async put(user: string, seals: readonly KeptSeal[]): Promise<DocumentChange[]> {
    const before = (await this.#seals.get(user))?.commitments ?? [];
    const commitments = seals.map(({ commitment }) => commitment);
    const sealed = await this.#box.seal(SEALED_TAG, user, seals);
    return [
      this.#seals.put(user, { commitments, sealed }),
      ...commitments.map((commitment) => this.#owners.put(commitment, { user })),
      ...before
        .filter((commitment) => !commitments.includes(commitment))
        .map((commitment) => this.#owners.remove(commitment)),
    ];
  }

  /** The ciphertext that a commitment on the chain is to. */
  async content(commitment: string): Promise<AttachmentContent | undefined> {
    const found = await this.#owners.get(commitment);
    const seals = found === undefined ? [] : await this.of(found.user);
    const seal = seals.find((each) => each.commitment === commitment);
    return (
      seal && {
        salt: Buffer.from(seal.salt, 'hex'),
        content: Buffer.from(seal.ciphertext, 'base64url'),
      }
    );
  }

  /** Epochs for which all users were last looked at. */
  async lookedAt(): Promise<string | undefined> {
    return (await this.#marks.get(MARK))?.epochs;
  }

  /** A change that says so. */
  look(epochs: string): DocumentChange {
    return this.#marks.put(MARK, { epochs });
  }

  /** Removes what is kept of a user whose key is destroyed; may be asked again after a failure. */
  async purge(user: string): Promise<void> {
    const commitments = (await this.#seals.get(user))?.commitments ?? [];
    await this.#shelf.purge('seal-owners', commitments);
    await this.#shelf.purge('unsealed', [user]);
    await this.#shelf.purge('seals', [user]);
  }
}

function collection<S extends Type.TSchema>(shelf: Shelf, name: string, schema: S) {
  return new Collection<Static<S>>(shelf, {
    name,
    isValid: (value): value is Static<S> => Value.Check(schema, value),
  });
}
