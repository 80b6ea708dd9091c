import { equalBytes } from '@mingjing/crypto';
import { ResultCode } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import { commitmentOf, type RecordEnvelope, SALT_BYTES } from '@mingjing/protocol';
import type { ObservedBlock } from '../../observer.ts';
import type { IdentityCopies } from './identity-copies.ts';

/** How often it is looked what is missing. */
const LOOK_MS = 2000;
/** After which time those are asked for again that nobody gave. */
const AGAIN_MS = 30_000;
/** How often everything that the chain has is held against what is here. */
const SCAN_MS = 10 * 60_000;
/** Ciphertexts asked for in one look; the others have the next one. */
const ASKED_MAX = 64;
/** An identity with its earlier one is a few kibibytes. */
const CIPHERTEXT_BYTES_MAX = 64 * 1024;

export interface IdentityCollectorParts {
  readonly host: Pick<Host, 'journal' | 'network' | 'replica'>;
  readonly copies: IdentityCopies;
  now(): number;
  onError(error: unknown): void;
}

interface Wanted {
  readonly user: string;
  readonly organisation: string;
  readonly envelope: RecordEnvelope;
}

/**
 * Fetches the ciphertexts of identities as soon as the chain has their envelopes, whether anybody
 * asks about them or not: so a sealed order about one is told to no chain node by the asking. What
 * does not have the committed hash is refused, and said in the journal.
 */
export class IdentityCollector {
  readonly #parts: IdentityCollectorParts;
  /** Users of whom something may be missing here. */
  readonly #users = new Set<string>();
  /** The same, asked for in vain. */
  readonly #later = new Set<string>();
  /** Nodes whose wrong answers were said in this run. */
  readonly #told = new Set<string>();
  #scannedAt = Number.NEGATIVE_INFINITY;
  #againAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(parts: IdentityCollectorParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.idle();
  }

  committed({ transactions, results }: ObservedBlock): void {
    for (const [index, { message }] of transactions.entries()) {
      if (message.type !== 'identitySeal' || results[index] !== ResultCode.done) continue;
      this.#users.add(message.value.userId);
    }
  }

  /** Asks for what is missing, one look after the other. */
  look(): void {
    this.#running ??= this.#fetchMissing()
      .catch((error: unknown) => this.#parts.onError(error))
      .finally(() => {
        this.#running = undefined;
      });
  }

  async #fetchMissing(): Promise<void> {
    this.#wantWhatIsDue();
    let asked = 0;
    for (const user of [...this.#users]) {
      if (asked >= ASKED_MAX) return;
      this.#users.delete(user);
      for (const each of await this.#missingOf(user)) {
        asked += 1;
        if (!(await this.#isFetched(each))) this.#later.add(user);
      }
    }
  }

  #wantWhatIsDue(): void {
    const { host, now } = this.#parts;
    if (now() >= this.#againAt + AGAIN_MS) {
      this.#againAt = now();
      for (const user of this.#later) this.#users.add(user);
      this.#later.clear();
    }
    if (now() < this.#scannedAt + SCAN_MS) return;
    this.#scannedAt = now();
    const { registry } = host.replica.chain.state;
    for (const { userId } of registry.all('identityEnvelope')) this.#users.add(userId);
  }

  async #missingOf(user: string): Promise<Wanted[]> {
    const { copies, host } = this.#parts;
    const { registry, time } = host.replica.chain.state;
    const erasure = registry.get('erasure', user);
    if (erasure !== undefined && erasure.shredAt <= time) return [];
    const organisation = registry.get('user', user)?.organisation ?? '';
    const missing: Wanted[] = [];
    for (const envelope of registry.get('identityEnvelope', user)?.envelopes ?? []) {
      if ((await copies.get(user, envelope.ciphertext)) !== undefined) continue;
      missing.push({ user, organisation, envelope });
    }
    return missing;
  }

  async #isFetched(wanted: Wanted): Promise<boolean> {
    const { host } = this.#parts;
    const { registry } = host.replica.chain.state;
    const peers = host.network
      .peers()
      .filter((peer) => registry.get('node', peer)?.organisation === wanted.organisation);
    for (const peer of peers) if (await this.#isTaken(peer, wanted)) return true;
    return false;
  }

  async #isTaken(peer: string, { user, envelope }: Wanted): Promise<boolean> {
    const { copies, host } = this.#parts;
    const commitment = envelope.ciphertext;
    const answer = await host.network
      .request(peer, { attachment: { commitment } })
      // It went away or has none: another node of the organisation may.
      .catch(() => undefined);
    const attachment = answer?.attachment;
    if (!attachment) return false;
    const { content, salt } = attachment;
    const { chainId } = host.replica.chain;
    const isCommitted =
      content.length <= CIPHERTEXT_BYTES_MAX &&
      salt.length === SALT_BYTES &&
      equalBytes(commitmentOf(chainId, salt, content), commitment);
    if (!isCommitted && this.#told.has(peer)) return false;
    if (!isCommitted) this.#told.add(peer);
    await this.#note(peer, user, isCommitted);
    if (isCommitted) await copies.put(user, commitment, attachment);
    return isCommitted;
  }

  async #note(peer: string, user: string, isCommitted: boolean): Promise<void> {
    const { host } = this.#parts;
    await host.journal.append({
      ...{ source: 'supervision', event: 'sealed-identity-taken', object: user },
      ...(isCommitted
        ? { result: 'done' as const }
        : { result: 'refused' as const, reason: 'not-the-sealed-content' }),
      actor: { type: 'node', id: peer },
      blockHeight: host.replica.chain.height,
    });
  }
}
