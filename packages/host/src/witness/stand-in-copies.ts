import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegistryReader } from '@mingjing/execution';
import { type Journal, nodeFiles } from '@mingjing/journal';
import { NodeRole } from '@mingjing/protocol';
import { toldFirst } from './told-first.ts';

/** Of a folder that is being removed: no node id has a full stop in it. */
const REMOVED = '.removed';

export interface StandInCopiesParts {
  /** Where the copies lie, a folder for each node. */
  readonly folder: string;
  readonly nodeId: string;
  readonly journal: Pick<Journal, 'append'>;
  readonly height: () => number;
  /** Aborted when the program stops. */
  readonly stopping: AbortSignal;
}

/**
 * The copies that a node holds in the place of a supervision node: an entry before each is begun,
 * and one before it is removed. A folder is renamed before its files go, so that none is ever taken
 * for a copy that is not whole.
 */
export class StandInCopies {
  readonly #parts: StandInCopiesParts;

  constructor(parts: StandInCopiesParts) {
    this.#parts = parts;
  }

  /** To be called before a copy is opened: the first time it is about to be made. */
  async opening(nodeId: string): Promise<void> {
    const names = await nodeFiles.list(join(this.#parts.folder, nodeId));
    if (names.length === 0) await this.#note('copy-begun', nodeId);
  }

  /**
   * Removes every copy of a chain node's journal that is closed and not to be kept, and what is
   * left of a removal that a crash cut short. Copies of supervision nodes are not stand-ins'.
   */
  async keepOnly(kept: ReadonlySet<string>, registry: RegistryReader): Promise<void> {
    for (const name of await nodeFiles.list(this.#parts.folder)) {
      if (name.endsWith(REMOVED)) await this.#remove(name);
      const node = registry.get('node', name);
      const isStandIn = node !== undefined && node.role !== NodeRole.supervision;
      if (!isStandIn || kept.has(name)) continue;
      await this.#note('copy-removed', name);
      await this.#rename(name);
      await this.#remove(name + REMOVED);
    }
  }

  async #rename(name: string): Promise<void> {
    const { folder } = this.#parts;
    await this.#remove(name + REMOVED);
    await nodeFiles.rename(join(folder, name), join(folder, name + REMOVED));
    // Before any file is gone: a loss of power must not bring back the name and half the files.
    await nodeFiles.syncDirectory(folder);
  }

  #remove(name: string): Promise<void> {
    return rm(join(this.#parts.folder, name), { recursive: true, force: true });
  }

  #note(event: string, object: string): Promise<void> {
    const { journal, nodeId, height, stopping } = this.#parts;
    const act = { source: 'maintenance', event, result: 'done', object } as const;
    const actor = { type: 'system', id: nodeId } as const;
    return toldFirst(journal, { ...act, actor, blockHeight: height() }, stopping);
  }
}
