import { hexToBytes } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { KeyPurpose, type Message, UserType, verificationAnswerCodec } from '@mingjing/protocol';
import { LISTED_MAX } from '@mingjing/storage';
import { fateOf } from './fate-of.ts';
import type { KeptAnswer, UserFile } from './user-file.ts';
import type { Vault } from './vault.ts';

/** How often it is looked what the chain has not taken yet. */
const LOOK_MS = 30_000;
/** A registration that the chain has not taken by then is discarded: he is no user. */
const REGISTRATION_MS_MAX = 7 * 24 * 60 * 60_000;
/** Longest that who registers waits for a block; it goes on without him. */
export const SETTLE_MS = 8000;

/**
 * Brings signed answers to the chain, again until it took them: a crash or a full pool between the
 * vault and the chain loses nobody. Whom it does not take in time, or before his answer expires, is
 * not kept.
 */
export class Pending {
  readonly #host: Host;
  readonly #vault: Vault;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;

  constructor(host: Host, vault: Vault, now: () => number) {
    this.#host = host;
    this.#vault = vault;
    this.#now = now;
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
  }

  /** Submits a file's latest answer and waits a while for its block; whether the chain took it. */
  async settle(file: UserFile, replacesKey = false): Promise<boolean> {
    const admitted = await this.#submit(file, replacesKey);
    if (admitted === undefined) return false;
    const fate = await fateOf(this.#host.replica, admitted, { waitMs: SETTLE_MS });
    if (fate?.type !== 'committed' || fate.code !== 0) return false;
    await this.look();
    return true;
  }

  /** Looks through all that waits; one look at a time. */
  look(): Promise<void> {
    this.#looking ??= this.#lookThrough()
      .catch((error: unknown) =>
        this.#host.logger.error({ err: error }, 'registrations wait for the next look'),
      )
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #lookThrough(): Promise<void> {
    const { shelf, pending } = this.#vault;
    for (const { id, value } of await pending.list({ limit: LISTED_MAX })) {
      const file = await shelf.inTurn(() => this.#stillPending(id, value.since));
      if (file !== undefined) await this.#submit(file, value.replacesKey);
    }
  }

  /** The file of what the chain has still to take; everything else waits no longer. */
  async #stillPending(id: string, since: number): Promise<UserFile | undefined> {
    const { shelf, pending, files } = this.#vault;
    const file = await files.get(id);
    if (file === undefined || this.#isTaken(file)) {
      await shelf.change([pending.remove(id)]);
      return undefined;
    }
    const isUser = this.#onChain(file) !== undefined;
    const isLate = !isUser && this.#now() >= since + REGISTRATION_MS_MAX;
    if (!isLate && !this.#isOver(file)) return file;
    if (!isUser) {
      await this.#note(id);
      await this.#vault.shred(id);
      await shelf.change([files.remove(id), pending.remove(id)]);
    } else await shelf.change([pending.remove(id)]);
    return undefined;
  }

  async #submit(file: UserFile, replacesKey: boolean): Promise<Uint8Array | undefined> {
    const message = this.#messageOf(file, replacesKey);
    const answer = message && (await this.#host.replica.submitOwn(message));
    return answer?.ok === true ? answer.value.transaction.id : undefined;
  }

  #messageOf(file: UserFile, replacesKey: boolean): Message | undefined {
    const latest = file.answers.at(-1);
    if (latest === undefined) return undefined;
    const said = { answer: bytesOf(latest.answer), answerSignature: bytesOf(latest.signature) };
    const publicKey = bytesOf(file.publicKey);
    const key = { purpose: KeyPurpose.user, publicKey, possession: bytesOf(file.possession) };
    if (this.#onChain(file) !== undefined) {
      const value = { userId: file.id, ...said, ...(replacesKey ? { key } : {}) };
      return { type: 'identityRenew', value };
    }
    const userType = file.type === 'person' ? UserType.person : UserType.organisation;
    return { type: 'identityRegister', value: { userId: file.id, userType, key, ...said } };
  }

  #onChain({ id }: UserFile) {
    return this.#host.replica.chain.state.registry.get('user', id);
  }

  /** The chain has this answer or, after a renewal elsewhere, a later one. */
  #isTaken(file: UserFile): boolean {
    const user = this.#onChain(file);
    const latest = file.answers.at(-1);
    if (user === undefined || latest === undefined) return false;
    return verifiedAt(user.answer) >= verifiedAt(bytesOf(latest.answer));
  }

  #isOver(file: UserFile): boolean {
    const latest = file.answers.at(-1);
    return latest === undefined || expiresAt(latest) <= this.#now();
  }

  async #note(user: string): Promise<void> {
    const { journal, nodeId, replica } = this.#host;
    await journal.append({
      ...{ source: 'maintenance', event: 'registration-discarded', result: 'done', object: user },
      actor: { type: 'system', id: nodeId },
      blockHeight: replica.chain.height,
    });
  }
}

function verifiedAt(answer: Uint8Array): number {
  const parsed = verificationAnswerCodec.parse(answer);
  return parsed.ok ? parsed.value.verifiedAt : 0;
}

function expiresAt({ answer }: KeptAnswer): number {
  const parsed = verificationAnswerCodec.parse(bytesOf(answer));
  return parsed.ok ? parsed.value.expiresAt : 0;
}

function bytesOf(hex: string): Uint8Array {
  return hexToBytes(hex) ?? new Uint8Array(0);
}
