import { existsSync } from 'node:fs';
import { equalBytes } from '@mingjing/crypto';
import { type KeyFile, loadKeyFile } from '@mingjing/crypto/node';
import { type HomePaths, ROTATED_KEYS, type RotatedKeyName } from './home.ts';

type Held = Readonly<Record<RotatedKeyName, readonly KeyFile[]>>;

/**
 * The keys that a node holds of each purpose: the one in use, and the one that is to follow. Which
 * of them counts is for the chain to say, block by block, so that a rotation needs no restart and
 * no moment at which both sides have to act at once.
 */
export class KeyRing {
  readonly #read: () => Held;
  #held: Held;

  /** Throws what reading the files throws. */
  constructor(read: () => Held) {
    this.#read = read;
    this.#held = read();
  }

  /** The ring of a home: `<purpose>.json` and `<purpose>-next.json`, each where it is there. */
  static ofHome(paths: Pick<HomePaths, 'key' | 'nextKey'>, passphrase?: string): KeyRing {
    const secret = passphrase === undefined ? {} : { passphrase };
    const filesOf = (name: RotatedKeyName) =>
      [paths.key(name), paths.nextKey(name)]
        .filter((path) => existsSync(path))
        .map((path) => loadKeyFile(path, secret));
    const read = () =>
      Object.fromEntries(ROTATED_KEYS.map((name) => [name, filesOf(name)])) as unknown as Held;
    return new KeyRing(read);
  }

  /** Keys of a purpose, the one to follow last. */
  held(name: RotatedKeyName): readonly KeyFile[] {
    return this.#held[name];
  }

  /** The held key with this public key; undefined when there is none. */
  find(name: RotatedKeyName, publicKey: Uint8Array | undefined): KeyFile | undefined {
    if (publicKey === undefined) return undefined;
    return this.#held[name].find((key) => equalBytes(key.publicKey, publicKey));
  }

  /** Looks at the files again: a key may have been laid beside the old one since the start. */
  reload(): void {
    this.#held = this.#read();
  }
}
