import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import type { Alarm, Gap } from '@mingjing/oversight';

/** Own entries looked up again on each tick: a few reads a second cost nothing. */
const LOOK_UPS_PER_TICK = 16;

/**
 * The attachments that are not here. The replica knows those of this run; those that an earlier run
 * raised an alarm for are looked up in the store until they are there.
 */
export class GapList {
  readonly #host: Host;
  readonly #earlier = new Map<string, Gap>();

  constructor(host: Host, open: readonly Alarm[]) {
    this.#host = host;
    for (const { evidence, nodes } of open) {
      if (evidence.kind !== 'gap') continue;
      const { commitment, height } = evidence;
      this.#earlier.set(commitment, { commitment, height, withheldBy: nodes });
    }
  }

  async read(): Promise<Gap[]> {
    const now = this.#host.replica.gaps().map(({ commitment, height, withheldBy }) => {
      return { commitment: bytesToHex(commitment), height, withheldBy: [...withheldBy] };
    });
    await this.#lookUp();
    const known = new Set(now.map(({ commitment }) => commitment));
    return [...now, ...[...this.#earlier.values()].filter((gap) => !known.has(gap.commitment))];
  }

  async #lookUp(): Promise<void> {
    const wanted = [...this.#earlier.keys()].slice(0, LOOK_UPS_PER_TICK);
    if (wanted.length === 0) return;
    const commitments = wanted.map((hex) => hexToBytes(hex) ?? new Uint8Array(32));
    const held = await this.#host.store.hasAttachments(commitments);
    wanted.forEach((commitment, index) => {
      const gap = this.#earlier.get(commitment);
      this.#earlier.delete(commitment);
      const isOver = held[index] || this.#isTakenDown(commitment);
      // Back to the end, so that each gets its turn.
      if (gap !== undefined && !isOver) this.#earlier.set(commitment, gap);
    });
  }

  // Nobody has it any more, and nobody withholds it.
  #isTakenDown(commitment: string): boolean {
    return this.#host.replica.contents.isTakenDown(hexToBytes(commitment) ?? new Uint8Array(32));
  }
}
