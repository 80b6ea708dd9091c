import { keyId } from '@mingjing/crypto';
import { blockCodec, type EnrolledKey, headerCodec, type KeyEntry } from '@mingjing/protocol';
import type { Finding } from '../centre/findings.ts';
import type { AssuranceContext } from '../context.ts';
import { keyFindings, type ListedKey, listKeys } from './keys.ts';

/** Keys of nodes, officers and verifiers as they are now, with the times of their blocks. */
export class KeyInventory {
  readonly #context: AssuranceContext;
  /** Of blocks that were asked for: as many as there are changes of keys. */
  readonly #times = new Map<number, number>();

  constructor(context: AssuranceContext) {
    this.#context = context;
    this.#times.set(0, context.host.genesis.time);
  }

  async list(): Promise<readonly ListedKey[]> {
    const { host, bounds } = this.#context;
    const { registry } = host.replica.chain.state;
    const enrolled: EnrolledKey[] = [
      ...registry.all('node').flatMap(({ keys }) => keys),
      ...registry.all('officer').map(({ key }) => key),
      ...registry.all('verifier').map(({ key }) => key),
    ];
    const entries = enrolled.flatMap(({ publicKey }): KeyEntry[] => {
      const entry = registry.get('key', keyId(publicKey));
      return entry === undefined ? [] : [entry];
    });
    for (const { enrolledHeight } of entries) await this.#learn(enrolledHeight);
    return listKeys(entries, (height) => this.#times.get(height), bounds.key_days);
  }

  /** Old keys of this node and of the officers of its organisation: those it can replace. */
  async findings(now: number): Promise<readonly Finding[]> {
    const { nodeId, replica } = this.#context.host;
    const { registry } = replica.chain.state;
    const organisation = registry.get('node', nodeId)?.organisation;
    const officers = registry.all('officer').filter((each) => each.organisation === organisation);
    const holders = new Set([nodeId, ...officers.map(({ id }) => id)]);
    return keyFindings(await this.list(), holders, now);
  }

  async #learn(height: number): Promise<void> {
    if (this.#times.has(height)) return;
    const stored = await this.#context.host.store.block(height);
    if (stored === undefined) return;
    const { time } = headerCodec.decode(blockCodec.decode(stored.block).header);
    this.#times.set(height, time);
  }
}
