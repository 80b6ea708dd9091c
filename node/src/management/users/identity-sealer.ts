import { type ComposedTransaction, composeTransaction } from '@mingjing/client';
import { bytesToHex } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { sealKeyOf } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import { type Epoch, UNIQUE_BYTES } from '@mingjing/protocol';
import { LISTED_MAX } from '@mingjing/storage';
import { fateOf } from './fate-of.ts';
import type { PersonalData } from './identity.ts';
import type { KeptSeal } from './kept-seals.ts';
import {
  digestOf,
  identityDocument,
  judgeSealing,
  type SealingPlace,
  type SealingState,
  sealingEpochs,
  sealingPlace,
  stillOfUse,
} from './sealing-rules.ts';
import { SealingThread } from './sealing-thread.ts';
import type { Vault } from './vault.ts';

/** How often it is looked who is not sealed yet. */
const LOOK_MS = 30_000;
/** Sealings of one block: a sender's proofs wait up to a quarter of it. */
const TOGETHER_MAX = 16;
/** Longest that a block with them is waited for; then the next ones have their turn. */
const SETTLE_MS = 8000;

/** One user who is to be sealed, as he is now. */
interface Person {
  readonly user: string;
  readonly document: ReturnType<typeof identityDocument>;
  readonly digest: string;
  readonly kept: readonly KeptSeal[];
}

/**
 * Seals who users are for look-through: each to the epochs in force, behind the block that has him,
 * again when a correction or an epoch changed something. A registration never waits for it. The
 * ciphertext is durable before the chain hears of it, and what a crash cut off is sealed anew.
 */
export class IdentitySealer {
  readonly #host: Host;
  readonly #vault: Vault;
  readonly #now: () => number;
  readonly #thread: Pick<SealingThread, 'compose' | 'close'>;
  readonly #ending = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #isAsked = false;

  constructor(
    host: Host,
    vault: Vault,
    now: () => number,
    thread: Pick<SealingThread, 'compose' | 'close'> = new SealingThread(),
  ) {
    this.#thread = thread;
    this.#host = host;
    this.#vault = vault;
    this.#now = now;
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  /** Seals whoever waits; one look after the other. */
  look(): void {
    this.#isAsked = true;
    this.#running ??= this.#lookWhileAsked().finally(() => {
      this.#running = undefined;
    });
  }

  /** How a user stands with look-through, by what the vault says of him. */
  async stateOf(user: string, data: PersonalData): Promise<SealingState> {
    const { organisation, registry, time } = this.#chain();
    const entry = registry.get('user', user);
    if (entry === undefined) return 'not-on-chain';
    const digest = digestOf(identityDocument(this.#host.genesis.name, entry, data));
    const kept = await this.#vault.seals.of(user);
    const place = sealingPlace(registry, organisation);
    return judgeSealing({ registry, time }, place, { user, digest, kept }).state;
  }

  /** Whether somebody waits for a key that his organisation has to register first. */
  async lacksKey(): Promise<boolean> {
    const { organisation, registry } = this.#chain();
    if (sealingPlace(registry, organisation) !== 'no-organisation-key') return false;
    return (await this.#vault.seals.queue.list({ limit: 1 })).length > 0;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#ending.abort();
    await this.idle();
    await this.#thread.close();
  }

  async #lookWhileAsked(): Promise<void> {
    while (this.#isAsked && !this.#ending.signal.aborted) {
      this.#isAsked = false;
      await this.#lookThrough().catch((error: unknown) =>
        this.#host.logger.error({ err: error }, 'identities wait for the next look'),
      );
    }
  }

  async #lookThrough(): Promise<void> {
    const { organisation, registry } = this.#chain();
    await this.#queueAll(sealingEpochs(registry, organisation));
    const place = sealingPlace(registry, organisation);
    // Who waits goes on waiting, however many there are.
    if (typeof place === 'string') return;
    let past: string | undefined;
    while (!this.#ending.signal.aborted) {
      const range = past === undefined ? {} : { past };
      const found = await this.#vault.seals.queue.list({ ...range, limit: TOGETHER_MAX });
      const taken = await Promise.all(found.map(({ id }) => this.#tryToSeal(id, place)));
      past = found.at(-1)?.id;
      // Where something is not taken, more would not be.
      if (found.length < TOGETHER_MAX || taken.includes(false)) return;
    }
  }

  /** All users, when there are other epochs than they were looked at for. */
  async #queueAll(epochs: readonly Epoch[]): Promise<void> {
    const { files, seals, shelf } = this.#vault;
    const names = epochs.map(({ number }) => number).join(',');
    if (epochs.length === 0 || (await seals.lookedAt()) === names) return;
    let past: string | undefined;
    for (;;) {
      const range = past === undefined ? {} : { past };
      const found = await files.list({ ...range, limit: LISTED_MAX });
      const since = this.#now();
      const here = found.filter(({ value }) => value.shreddedAt === null);
      await shelf.change(here.map(({ id }) => seals.queue.put(id, { since })));
      past = found.at(-1)?.id;
      if (found.length < LISTED_MAX) break;
    }
    await shelf.change([seals.look(names)]);
  }

  /** False when a part of it was not taken. */
  async #tryToSeal(user: string, place: SealingPlace): Promise<boolean> {
    try {
      const person = await this.#personOf(user);
      const due = person && judgeSealing(this.#chain(), place, person).due;
      let areTaken = true;
      for (const epoch of due ?? []) {
        areTaken = (await this.#isSealed(person as Person, epoch, place)) && areTaken;
      }
      await this.#vault.shelf.inTurn(() => this.#leave(user, place));
      return areTaken;
    } catch (error) {
      this.#host.logger.error({ err: error, user }, 'an identity is not sealed');
      return false;
    }
  }

  /** Who is sealed, cannot be or is not here any more waits no longer. */
  async #leave(user: string, place: SealingPlace): Promise<void> {
    const { pending, seals, shelf } = this.#vault;
    const person = await this.#personOf(user);
    const isWaiting =
      person === undefined
        ? // Registered, and in no block yet.
          (await pending.get(user)) !== undefined
        : judgeSealing(this.#chain(), place, person).state === 'waiting';
    if (!isWaiting) await shelf.change([seals.queue.remove(user)]);
  }

  async #personOf(user: string): Promise<Person | undefined> {
    const entry = this.#chain().registry.get('user', user);
    const data = entry && (await this.#vault.read(user));
    if (entry === undefined || data === undefined) return undefined;
    const document = identityDocument(this.#host.genesis.name, entry, data);
    const kept = await this.#vault.seals.of(user);
    return { user, document, digest: digestOf(document), kept };
  }

  async #isSealed(person: Person, epoch: Epoch, { recipient }: SealingPlace): Promise<boolean> {
    const { genesis, replica, statements } = this.#host;
    const signer = statements.keyId();
    if (signer === undefined) return false;
    const { chainId, state } = replica.chain;
    // Half the window, as all that this node signs.
    const validUntil = this.#now() + Math.floor(state.parameters.replayWindowMs / 2);
    const frame = { validUntil, unique: randomBytes(UNIQUE_BYTES) };
    const options = { chainId, suite: genesis.suite, epoch: epoch.number, seal: sealKeyOf(epoch) };
    const composed = await this.#thread.compose({
      document: person.document,
      options: { ...options, ...frame, recipient, signer },
    });
    const { content, salt } = composed.content;
    const isKept = await this.#keep(person, {
      ...{ epoch: epoch.number, digest: person.digest, validUntil },
      commitment: bytesToHex(composed.message.value.envelope.ciphertext),
      salt: bytesToHex(salt),
      ciphertext: Buffer.from(content).toString('base64url'),
    });
    if (!isKept) return true;
    const said = { ...frame, chainId, keyId: signer, message: composed.message };
    const sign = (signing: Uint8Array) => statements.sign(signing);
    return this.#isTaken(person.user, composeTransaction({ ...said, sign }));
  }

  /** Its entry first, then the ciphertext; false when he is another one by now. */
  #keep({ user, digest }: Person, seal: KeptSeal): Promise<boolean> {
    const { journal, nodeId, replica } = this.#host;
    const { seals, shelf } = this.#vault;
    return shelf.inTurn(async () => {
      const now = await this.#personOf(user);
      const chain = this.#chain();
      if (now?.digest !== digest || chain.registry.get('erasure', user) !== undefined) return false;
      await journal.append({
        ...{ source: 'maintenance', event: 'identity-sealed', result: 'done', object: user },
        ...{ actor: { type: 'system', id: nodeId }, counts: [seal.epoch] },
        blockHeight: replica.chain.height,
      });
      const kept = [...stillOfUse(chain, user, now.kept), seal];
      await shelf.change(await seals.put(user, kept));
      return true;
    });
  }

  async #isTaken(user: string, { bytes, id }: ComposedTransaction): Promise<boolean> {
    const { replica } = this.#host;
    const [admitted] = await replica.submit([{ transaction: bytes, attachments: [] }]);
    if (admitted?.ok !== true) {
      this.#host.logger.warn(
        { user, reason: admitted?.reason },
        'the seal of an identity was not taken',
      );
      return false;
    }
    const { signal } = this.#ending;
    const fate = await fateOf(replica, id, { waitMs: SETTLE_MS, signal });
    if (fate?.type === 'committed' && fate.code === 0) return true;
    this.#host.logger.warn({ user, fate }, 'the seal of an identity is in no block yet');
    return false;
  }

  #chain() {
    const { chain } = this.#host.replica;
    const { registry, time } = chain.state;
    const organisation = registry.get('node', this.#host.nodeId)?.organisation ?? '';
    return { registry, time, organisation };
  }
}
