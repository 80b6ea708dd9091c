import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openShare, readShare, type ShareRefusal } from '@mingjing/client';
import { equalBytes, receivingKeyOf } from '@mingjing/crypto';
import { loadKeyFile } from '@mingjing/crypto/node';
import type { SecretShare } from '@mingjing/crypto/ristretto';
import { type Epoch, EpochSide } from '@mingjing/protocol';
import { createFile } from '@mingjing/storage';
import { CUSTODY_PURPOSE, type HomePaths } from '../home.ts';

type SharePaths = Pick<HomePaths, 'key' | 'custodyShares'>;

export type TakeRefusal = ShareRefusal | 'no-custody-key' | 'other-holder' | 'share-exists';

/** The custody shares of a home: sealed files, opened when an order asks for one. */
export class CustodyShares {
  readonly #paths: SharePaths;
  readonly #passphrase: string | undefined;
  readonly #opened = new Map<number, SecretShare>();

  constructor(paths: SharePaths, passphrase?: string) {
    this.#paths = paths;
    this.#passphrase = passphrase;
  }

  /** Whether there is a share of an epoch, without opening it. */
  has(epoch: number): boolean {
    return this.#opened.has(epoch) || existsSync(this.#file(epoch));
  }

  /**
   * The share of an organisation in an epoch; undefined when this home has none. Throws when the
   * file is not the registered share: its operator must hear of it, an order waits.
   */
  async of(epoch: Epoch, organisation: string): Promise<SecretShare | undefined> {
    const known = this.#opened.get(epoch.number);
    if (known !== undefined) return known;
    if (!this.has(epoch.number)) return undefined;
    const bytes = new Uint8Array(await readFile(this.#file(epoch.number)));
    const share = await this.#open(bytes, epoch, organisation);
    if (typeof share === 'string') {
      throw new Error(`the custody share of epoch ${epoch.number} is not usable: ${share}`);
    }
    this.#opened.set(epoch.number, share);
    return share;
  }

  /** Takes a sealed share into the home, if it is this organisation's of a registered epoch. */
  async take(
    bytes: Uint8Array,
    epoch: Epoch,
    organisation: string,
  ): Promise<TakeRefusal | undefined> {
    if (this.has(epoch.number)) return 'share-exists';
    const share = await this.#open(bytes, epoch, organisation);
    if (typeof share === 'string') return share;
    mkdirSync(this.#paths.custodyShares, { recursive: true, mode: 0o700 });
    await createFile(this.#file(epoch.number), bytes);
    return undefined;
  }

  async #open(
    bytes: Uint8Array,
    epoch: Epoch,
    organisation: string,
  ): Promise<SecretShare | TakeRefusal> {
    const sealed = readShare(bytes);
    if (sealed === undefined) return 'malformed';
    const [sideKey = new Uint8Array(0)] = epoch.custodians.commitments;
    const holder = epoch.custodians.holders.find((each) => each.holder === organisation);
    const isIts =
      sealed.side === EpochSide.custodians &&
      sealed.epoch === epoch.number &&
      sealed.holder === organisation &&
      sealed.index === holder?.index &&
      equalBytes(sealed.sideKey, sideKey);
    if (!isIts) return 'other-holder';
    const path = this.#paths.key(CUSTODY_PURPOSE);
    if (!existsSync(path)) return 'no-custody-key';
    const secret = this.#passphrase === undefined ? {} : { passphrase: this.#passphrase };
    const { secretKey } = receivingKeyOf(loadKeyFile(path, secret).seed);
    const opened = await openShare(bytes, secretKey, epoch.custodians.commitments);
    return opened.ok ? opened.value : opened.reason;
  }

  #file(epoch: number): string {
    return join(this.#paths.custodyShares, `epoch-${epoch}.share`);
  }
}
