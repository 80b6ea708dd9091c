import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { blockCodec, blockId } from '@mingjing/protocol';
import type { Store, StoredBlock } from '@mingjing/replica';
import { HostError } from './errors.ts';

/** A block that the operator knows by other means than the chain's own peers. */
export interface TrustedHeader {
  readonly height: number;
  /** Block id, 32 bytes. */
  readonly blockId: Uint8Array;
}

/**
 * Takes no chain in which the block of a height is another than the operator says. Keys of
 * validators of long ago may be in anybody's hands by now, and what they sign over an old height
 * fits together: only a header that is known from elsewhere tells such a chain from the real one.
 */
export class HeaderTrust {
  readonly #chainId: string;
  readonly #trusted: TrustedHeader;
  #isMet = false;

  private constructor(chainId: string, trusted: TrustedHeader) {
    this.#chainId = chainId;
    this.#trusted = trusted;
  }

  /** Looks at what a store already has; throws `HostError` when that is of another chain. */
  static async open(
    chainId: string,
    trusted: TrustedHeader,
    store: Pick<Store, 'block'>,
  ): Promise<HeaderTrust> {
    const trust = new HeaderTrust(chainId, trusted);
    trust.#look(await store.block(trusted.height));
    return trust;
  }

  /** Whether the block is here, and is the one that the operator says. */
  get isMet(): boolean {
    return this.#isMet;
  }

  /**
   * The store behind which no other block of that height is ever written, whichever way it comes:
   * as the next one, in a snapshot, or as one of the past. What is refused is thrown, and stops the
   * node.
   */
  guard(store: Store): Store {
    return {
      commit: async (commit) => {
        this.#look(commit);
        await store.commit(commit);
      },
      putOlder: async (blocks) => {
        for (const block of blocks) this.#look(block);
        await store.putOlder(blocks);
      },
      install: async () => {
        const install = await store.install();
        return {
          registry: (entries) => install.registry(entries),
          recordLeaves: (from, leaves) => install.recordLeaves(from, leaves),
          discard: () => install.discard(),
          finish: async (state) => {
            this.#look(state.block);
            await install.finish(state);
          },
        };
      },
      loadState: () => store.loadState(),
      block: (height) => store.block(height),
      findTransaction: (id) => store.findTransaction(id),
      validatorChanges: () => store.validatorChanges(),
      recordLeaves: (from, to) => store.recordLeaves(from, to),
      putAttachments: (items) => store.putAttachments(items),
      attachment: (commitment) => store.attachment(commitment),
      hasAttachments: (commitments) => store.hasAttachments(commitments),
      deleteAttachments: (commitments) => store.deleteAttachments(commitments),
      heldFrom: () => store.heldFrom(),
      freeze: () => store.freeze(),
    };
  }

  #look(block: Pick<StoredBlock, 'block' | 'height'> | undefined): void {
    const { blockId: trusted, height } = this.#trusted;
    if (block?.height !== height) return;
    const found = blockId(this.#chainId, blockCodec.decode(block.block).header);
    if (!equalBytes(found, trusted)) throw otherHeader(height, trusted, found);
    this.#isMet = true;
  }
}

function otherHeader(height: number, trusted: Uint8Array, found: Uint8Array): HostError {
  const [asked, shown] = [bytesToHex(trusted), bytesToHex(found)];
  return new HostError(
    'TRUSTED_HEADER_OTHER',
    `高度 ${height} 的区块标识应为 ${asked}(sync.trusted_header),` +
      `所跟随的链为 ${shown}：不是同一条链，或配置有误`,
    `block ${height} has to be ${asked} (sync.trusted_header) and is ${shown} here: ` +
      'this is another chain, or the configuration is wrong',
  );
}
