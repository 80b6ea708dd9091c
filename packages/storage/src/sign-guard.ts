import { assert, equalBytes } from '@mingjing/crypto';
import type { SignedPoint } from '@mingjing/replica';
import type { DurableFile } from './durable-file.ts';
import { StorageError, storageError } from './errors.ts';
import { isStorable } from './keys.ts';
import {
  BLOCK_ID_BYTES,
  hasHeight,
  type SignPoint,
  type SignRecord,
  type SignStep,
  type Standing,
} from './sign-record.ts';
import { latestRecord, mendCopies, writeRecord } from './sign-slots.ts';

/** `new`: durable, sign it. `same`: signed before, byte for byte. `conflict`: never sign it. */
export type Advance = 'new' | 'same' | 'conflict';

const ROUND_LIMIT = 0xffffffff;

/** Stands between a validator's key and everything it signs in consensus. */
export class SignGuard {
  readonly #file: DurableFile;
  #record: SignRecord;
  /** One act after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #failure: unknown;
  #isClosed = false;

  private constructor(file: DurableFile, record: SignRecord) {
    this.#file = file;
    this.#record = record;
  }

  static async load(file: DurableFile): Promise<SignGuard> {
    try {
      const content = await file.read();
      const record = latestRecord(content);
      await mendCopies(file, content);
      return new SignGuard(file, record);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** What stands. */
  last(): Standing {
    return this.#record.standing;
  }

  /** What stands, as the replica's `Signer` tells it. */
  point(): SignedPoint {
    const standing = this.last();
    switch (standing.type) {
      case 'nothing':
        return { height: 0, round: 'all' };
      case 'unknown':
        return 'unknown';
      case 'raised':
        return { height: standing.height, round: 'all' };
      case 'signed':
        return { height: standing.height, round: standing.round, step: standing.step };
    }
  }

  /**
   * Asks to sign at a point. Points are ordered by height, round, step. A later one than all
   * before is written and forced, and then `new`; the very one signed last is `same`, because
   * Ed25519 gives the same signature again; anything else is `conflict`.
   */
  advance(point: SignPoint): Promise<Advance> {
    assertPoint(point);
    const copy = { ...point, blockId: new Uint8Array(point.blockId) };
    return this.#inTurn(async () => {
      if (this.#failure !== undefined) throw writeFailed(this.#failure);
      const standing = this.last();
      if (isSame(standing, copy)) return 'same';
      if (!isLater(standing, copy)) return 'conflict';
      await this.#write({ type: 'signed', ...copy });
      return 'new';
    });
  }

  /** Signs nothing at or below `height` any more; without effect when that holds already. */
  raise(height: number): Promise<void> {
    assert(isStorable(height), 'a height is a whole number below 2^48');
    return this.#inTurn(async () => {
      if (this.#failure !== undefined) throw writeFailed(this.#failure);
      const standing = this.last();
      if (hasHeight(standing) && standing.height > height) return;
      if (standing.type === 'raised' && standing.height === height) return;
      await this.#write({ type: 'raised', height });
    });
  }

  /** Waits for what is asked already. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#isClosed = true;
      try {
        // The second copy of the last record.
        await this.#file.sync();
      } catch (cause) {
        throw writeFailed(cause);
      } finally {
        await closeFile(this.#file);
      }
    });
  }

  async #write(standing: Standing): Promise<void> {
    const record = { sequence: this.#record.sequence + 1, standing };
    try {
      await writeRecord(this.#file, record);
    } catch (cause) {
      // Nobody knows what the file holds now: nothing is signed until it was read again.
      this.#failure = cause;
      throw writeFailed(cause);
    }
    this.#record = record;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => {
      if (this.#isClosed) {
        throw new StorageError('SIGN_STATE_CLOSED', 'the file of what was signed last is closed');
      }
      return act();
    });
    // The next act runs whatever became of this one; its caller hears of the failure.
    this.#turn = turn.then(ignore, ignore);
    return turn;
  }
}

function ignore(): void {}

async function closeFile(file: DurableFile): Promise<void> {
  try {
    await file.close();
  } catch (cause) {
    throw writeFailed(cause);
  }
}

function writeFailed(cause: unknown): StorageError {
  const message = 'what was signed last cannot be written; nothing is signed';
  return storageError('SIGN_STATE_WRITE_FAILED', message, cause);
}

function isSame(standing: Standing, point: SignPoint): boolean {
  return (
    standing.type === 'signed' &&
    standing.height === point.height &&
    standing.round === point.round &&
    standing.step === point.step &&
    equalBytes(standing.blockId, point.blockId)
  );
}

function isLater(standing: Standing, point: SignPoint): boolean {
  if (standing.type === 'nothing') return true;
  if (standing.type === 'unknown') return false;
  if (point.height !== standing.height) return point.height > standing.height;
  if (standing.type === 'raised') return false;
  if (point.round !== standing.round) return point.round > standing.round;
  return point.step > standing.step;
}

function assertPoint({ height, round, step, blockId }: SignPoint): void {
  const steps: readonly SignStep[] = [0, 1, 2];
  assert(isStorable(height), 'a height is a whole number below 2^48');
  assert(Number.isInteger(round) && round >= 0 && round <= ROUND_LIMIT, 'a round has 32 bits');
  assert(steps.includes(step), 'a step is 0, 1 or 2');
  assert(blockId.length <= BLOCK_ID_BYTES, 'a block id has at most 32 bytes');
}
