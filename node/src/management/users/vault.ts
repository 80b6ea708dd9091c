import { hmacSha256 } from '@mingjing/crypto';
import { Collection, type DocumentChange, LISTED_MAX, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { type Identity, type PersonalData, personalData } from './identity.ts';
import { KeptSeals } from './kept-seals.ts';
import { PersonBox, type PersonBoxParts } from './person-box.ts';
import { REVEAL_PURPOSES } from './reveal-rules.ts';
import { type UserFile, userFile } from './user-file.ts';

/** 4096 buckets: one of a million users has 250 entries. */
const BUCKET_DIGITS = 3;
const SEALED_TAG = 'vault-person';

const sealedDocument = Type.Object({ sealed: Type.String() });
const macOfUser = Type.Object({ mac: Type.String(), user: Type.String() });
const bucket = Type.Object({ macs: Type.Array(macOfUser) });
const waiting = Type.Object({
  since: Type.Number(),
  /** The key of the file takes the place of the one that the chain names. */
  replacesKey: Type.Boolean(),
});
export type Waiting = Static<typeof waiting>;
const orNull = <S extends Type.TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
/** By `user:id`. A reason may name people, and goes with the person it is about. */
const reveal = Type.Object({
  ...{ user: Type.String(), by: Type.String(), role: Type.String(), reason: Type.String() },
  purpose: Type.Enum([...REVEAL_PURPOSES]),
  askedAt: Type.Number(),
  approvedBy: orNull(Type.String()),
  approvedAt: orNull(Type.Number()),
  openedAt: orNull(Type.Number()),
});
const macsOfUser = Type.Object({ macs: Type.Array(Type.String()) });

export interface VaultParts extends PersonBoxParts {
  /** Its own database, `data/vault`. */
  readonly shelf: Shelf;
  /** For the keyed hash that finds an identity again; asked for when first needed. */
  matchKey(): Uint8Array;
}

/**
 * The identity vault: personal data sealed under a key for each person, and beside it what is known
 * of users without it. Who loses his key is gone, from every copy of the database too.
 *
 * An identity is found again by HMAC-SHA256 under a key of its own: the numbers there are could be
 * tried against a plain hash.
 */
export class Vault {
  readonly shelf: Shelf;
  readonly files: Collection<UserFile>;
  /** Users of whom the chain has still to take the latest answer. */
  readonly pending: Collection<Waiting>;
  /** Officers who asked to see who somebody is. */
  readonly reveals: Collection<Static<typeof reveal>>;
  /** How identities were sealed for look-through. */
  readonly seals: KeptSeals;
  readonly #box: PersonBox;
  readonly #people: Collection<Static<typeof sealedDocument>>;
  readonly #buckets: Collection<Static<typeof bucket>>;
  readonly #macsOfUser: Collection<Static<typeof macsOfUser>>;
  readonly #parts: VaultParts;
  /** Users of whom there are documents: with a key or, in a restored copy, without. */
  readonly #known = new Set<string>();

  private constructor(parts: VaultParts) {
    const { shelf } = parts;
    this.shelf = shelf;
    this.#parts = parts;
    this.#box = new PersonBox(parts);
    this.seals = new KeptSeals(shelf, this.#box);
    this.files = collection(shelf, 'files', userFile);
    this.pending = collection(shelf, 'pending', waiting);
    this.reveals = collection(shelf, 'reveals', reveal);
    this.#people = collection(shelf, 'people', sealedDocument);
    this.#buckets = collection(shelf, 'buckets', bucket);
    this.#macsOfUser = collection(shelf, 'macs-of-user', macsOfUser);
  }

  static async open(parts: VaultParts): Promise<Vault> {
    const vault = new Vault(parts);
    await vault.#learn();
    return vault;
  }

  /** Whether anything is left of a person: his key, or what was sealed under it. */
  has(user: string): boolean {
    return this.#known.has(user) || this.#parts.keys.has(user);
  }

  /**
   * What there is of a person; undefined when it was shredded or never was here. Throws
   * `STORE_CORRUPT` when his key is another one.
   */
  async read(user: string): Promise<PersonalData | undefined> {
    const document = await this.#people.get(user);
    if (document === undefined) return undefined;
    const isValid = (value: unknown): value is PersonalData => Value.Check(personalData, value);
    return this.#box.open(SEALED_TAG, user, document.sealed, isValid);
  }

  /** The user whose identity this is, or was before a correction. */
  async ownerOf(identity: Pick<Identity, 'kind' | 'number'>): Promise<string | undefined> {
    const mac = this.#macOf(identity);
    const found = await this.#buckets.get(bucketOf(mac));
    return found?.macs.find((each) => each.mac === mac)?.user;
  }

  /**
   * Changes for one `shelf.change` within the same turn of the shelf; the person's key is durable
   * before they are made.
   */
  async put(user: string, data: PersonalData): Promise<DocumentChange[]> {
    const sealed = await this.#box.seal(SEALED_TAG, user, data);
    const macs = [...new Set([data.identity, ...data.earlier].map((each) => this.#macOf(each)))];
    this.#known.add(user);
    return [
      this.#people.put(user, { sealed }),
      ...(await this.#changedBuckets(macs, user, macs)),
      this.#macsOfUser.put(user, { macs }),
    ];
  }

  /**
   * Destroys the person's key, and then what was sealed under it and led to it. What a crash leaves
   * of it is still there to be asked for again.
   */
  async shred(user: string): Promise<void> {
    await this.#parts.keys.remove(user);
    const macs = (await this.#macsOfUser.get(user))?.macs ?? [];
    await this.shelf.purge('people', [user]);
    await this.seals.purge(user);
    await this.shelf.changeForGood(await this.#changedBuckets(macs, user, []));
    const reveals = await this.reveals.list({ start: `${user}:`, limit: LISTED_MAX });
    await this.shelf.purge(
      'reveals',
      reveals.map(({ id }) => id),
    );
    // Last: until then it is known what is left to go.
    await this.shelf.purge('macs-of-user', [user]);
    this.#known.delete(user);
  }

  async #learn(): Promise<void> {
    for await (const { id } of this.#macsOfUser.all()) this.#known.add(id);
  }

  /** Buckets of `macs` in which this user has `kept` and no others. */
  async #changedBuckets(
    macs: readonly string[],
    user: string,
    kept: readonly string[],
  ): Promise<DocumentChange[]> {
    const ids = [...new Set(macs.map(bucketOf))];
    return Promise.all(
      ids.map(async (id) => {
        const others = (await this.#buckets.get(id))?.macs.filter((each) => each.user !== user);
        const own = kept.filter((mac) => bucketOf(mac) === id).map((mac) => ({ mac, user }));
        return this.#buckets.put(id, { macs: [...(others ?? []), ...own] });
      }),
    );
  }

  #macOf({ kind, number }: Pick<Identity, 'kind' | 'number'>): string {
    const mac = hmacSha256(this.#parts.matchKey())(Buffer.from(`${kind}|${number}`));
    return Buffer.from(mac).toString('hex');
  }
}

/** Names of documents stand in the clear, and stay in files of the database: so few say nothing. */
function bucketOf(mac: string): string {
  return mac.slice(0, BUCKET_DIGITS);
}

function collection<S extends Type.TSchema>(shelf: Shelf, name: string, schema: S) {
  return new Collection<Static<S>>(shelf, {
    name,
    isValid: (value): value is Static<S> => Value.Check(schema, value),
  });
}
