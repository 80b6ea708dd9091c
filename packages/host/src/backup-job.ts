import type { Journal } from '@mingjing/journal';
import type { Genesis } from '@mingjing/protocol';
import { type NodeStore, StorageError } from '@mingjing/storage';
import { backUp } from './backup.ts';

/** How far the backup of a running program is. */
export type BackupProgress =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly bytes: number }
  | {
      readonly state: 'done';
      readonly file: string;
      readonly height: number;
      readonly bytes: number;
      readonly sha256: string;
    }
  | { readonly state: 'failed'; readonly code: string };

/** A backup that is whole. */
export type WrittenBackupFacts = Omit<Extract<BackupProgress, { state: 'done' }>, 'state'>;

export interface BackupJobParts {
  readonly store: NodeStore;
  readonly genesis: Genesis;
  readonly nodeId: string;
  readonly journal: Journal;
}

/** The backup that a running program writes of itself; one at a time. */
export class BackupJob {
  readonly #parts: BackupJobParts;
  #progress: BackupProgress = { state: 'none' };
  #running: Promise<void> | undefined;
  /** Why the one under way is given up. */
  #givenUp: 'the program stops' | 'contents in it are taken down' | undefined;
  /** Told of each backup that was written, before it counts as done. */
  onWritten: (backup: WrittenBackupFacts) => Promise<void> = async () => undefined;

  constructor(parts: BackupJobParts) {
    this.#parts = parts;
  }

  get progress(): BackupProgress {
    return this.#progress;
  }

  /** Begins a backup of this moment; false while another one is written. */
  begin(output: string): boolean {
    if (this.#running !== undefined) return false;
    this.#progress = { state: 'running', bytes: 0 };
    this.#givenUp = undefined;
    this.#running = this.#run(output).finally(() => {
      this.#running = undefined;
    });
    return true;
  }

  /** Gives the one under way up, and leaves nothing of it behind. */
  async stop(): Promise<void> {
    this.#givenUp = 'the program stops';
    await this.#running;
  }

  /**
   * Gives up the one under way, as contents that it may hold are about to be deleted: it would
   * bring them back one day, and its view keeps them on the disk.
   */
  giveUp(): void {
    this.#givenUp ??= 'contents in it are taken down';
  }

  async #run(output: string): Promise<void> {
    const { store, genesis, nodeId } = this.#parts;
    const onProgress = (bytes: number) => {
      if (this.#givenUp !== undefined) throw givenUp(this.#givenUp);
      this.#progress = { state: 'running', bytes };
    };
    try {
      const options = { store, genesis, nodeId, output, now: Date.now(), onProgress };
      const { file, height, bytes, hash } = await backUp(options);
      const sha256 = Buffer.from(hash).toString('hex');
      await this.#note('backup-written', 'done', height, sha256);
      await this.onWritten({ file, height, bytes, sha256 });
      this.#progress = { state: 'done', file, height, bytes, sha256 };
    } catch (error) {
      const code = (error as { code?: string }).code ?? 'INTERNAL';
      this.#progress = { state: 'failed', code };
      await this.#note('backup-written', 'failed', store.latestHeight() ?? 0, code).catch(
        // The one who asks hears of the backup's own failure, and the journal stops acts by itself.
        () => undefined,
      );
    }
  }

  async #note(event: string, result: 'done' | 'failed', height: number, object: string) {
    await this.#parts.journal.append({
      source: 'maintenance',
      event,
      result,
      actor: { type: 'system', id: this.#parts.nodeId },
      blockHeight: height,
      object,
    });
  }
}

function givenUp(why: 'the program stops' | 'contents in it are taken down'): StorageError {
  const code = why === 'the program stops' ? 'BACKUP_WRITE_FAILED' : 'BACKUP_OVERTAKEN';
  return new StorageError(code, why);
}
