import { bytesToHex } from '@mingjing/crypto';
import type { PersonalStore } from '@mingjing/host';
import type { AttachmentContent } from '@mingjing/protocol';
import { Collection, LISTED_MAX, type Shelf } from '@mingjing/storage';

const NAME = 'identity-copies';

/** A ciphertext as the node of the user's organisation gave it, with its salt; both base64url. */
interface KeptCopy {
  readonly salt: string;
  readonly content: string;
}

/**
 * Ciphertexts of identities, as the chain commits to them, sealed at rest. They open for nobody
 * without an order; and who is shredded goes here, too.
 */
export class IdentityCopies implements PersonalStore {
  readonly #shelf: Shelf;
  readonly #copies: Collection<KeptCopy>;
  /** Users of whom there is something here. */
  readonly #users = new Set<string>();

  private constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.#copies = new Collection(shelf, { name: NAME, isValid: isCopy });
  }

  static async open(shelf: Shelf): Promise<IdentityCopies> {
    const copies = new IdentityCopies(shelf);
    for await (const { id } of copies.#copies.all()) {
      copies.#users.add(id.slice(0, id.indexOf(':')));
    }
    return copies;
  }

  async get(user: string, commitment: Uint8Array): Promise<AttachmentContent | undefined> {
    const copy = await this.#copies.get(nameOf(user, commitment));
    return copy && { salt: bytesOf(copy.salt), content: bytesOf(copy.content) };
  }

  async put(
    user: string,
    commitment: Uint8Array,
    { salt, content }: AttachmentContent,
  ): Promise<void> {
    const copy = { salt: textOf(salt), content: textOf(content) };
    this.#users.add(user);
    await this.#shelf.change([this.#copies.put(nameOf(user, commitment), copy)]);
  }

  has(user: string): boolean {
    return this.#users.has(user);
  }

  async shred(user: string): Promise<void> {
    const found = await this.#copies.list({ start: `${user}:`, limit: LISTED_MAX });
    await this.#shelf.purge(
      NAME,
      found.map(({ id }) => id),
    );
    this.#users.delete(user);
  }
}

function nameOf(user: string, commitment: Uint8Array): string {
  return `${user}:${bytesToHex(commitment)}`;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

function isCopy(value: unknown): value is KeptCopy {
  if (typeof value !== 'object' || value === null) return false;
  const { salt, content } = value as Record<string, unknown>;
  return typeof salt === 'string' && typeof content === 'string';
}
