import type { Clock, Random } from '@mingjing/replica';
import { REDIAL_FIRST_MS, REDIAL_MAX_MS } from './limits.ts';

export interface DiallerPorts {
  readonly clock: Pick<Clock, 'schedule'>;
  readonly random: Random;
  /** Opens a connection; what follows is told by `linked` and `unlinked`. */
  readonly dial: (nodeId: string, signal: AbortSignal) => Promise<void>;
  /** Admitted, and without a connection. */
  readonly isWanted: (nodeId: string) => boolean;
  readonly onFailed: (nodeId: string, cause: unknown) => void;
}

interface Target {
  failures: number;
  cancelTimer: (() => void) | undefined;
  dialling: AbortController | undefined;
}

/**
 * Keeps one connection to every target. Of two nodes the one with the smaller id dials; the other
 * starts `secondDelayMs` later, for the case that the first knows no address or cannot get through.
 */
export class Dialler {
  readonly #selfId: string;
  readonly #secondDelayMs: number;
  readonly #ports: DiallerPorts;
  readonly #targets = new Map<string, Target>();
  #isStopped = false;

  constructor(
    options: { nodeId: string; targets: readonly string[]; secondDelayMs: number },
    ports: DiallerPorts,
  ) {
    this.#selfId = options.nodeId;
    this.#secondDelayMs = options.secondDelayMs;
    this.#ports = ports;
    for (const nodeId of options.targets) {
      if (nodeId === options.nodeId) continue;
      this.#targets.set(nodeId, { failures: 0, cancelTimer: undefined, dialling: undefined });
    }
  }

  /** Starts with targets that became wanted: after each change of the admission. */
  refresh(): void {
    for (const [nodeId, target] of this.#targets) {
      if (this.#ports.isWanted(nodeId)) this.#plan(nodeId, target);
      else this.#rest(target);
    }
  }

  /** A connection stands. One that the other side dialled ends our own attempt. */
  linked(nodeId: string, isOurs: boolean): void {
    const target = this.#targets.get(nodeId);
    if (target === undefined) return;
    target.cancelTimer?.();
    target.cancelTimer = undefined;
    if (!isOurs) target.dialling?.abort();
  }

  /** A connection ended; `wasGood` when it worked for a while. */
  unlinked(nodeId: string, wasGood: boolean): void {
    const target = this.#targets.get(nodeId);
    if (target === undefined) return;
    target.failures = wasGood ? 0 : target.failures + 1;
    this.#plan(nodeId, target);
  }

  stop(): void {
    this.#isStopped = true;
    for (const target of this.#targets.values()) this.#rest(target);
  }

  #rest(target: Target): void {
    target.cancelTimer?.();
    target.cancelTimer = undefined;
    target.dialling?.abort();
    target.failures = 0;
  }

  #plan(nodeId: string, target: Target): void {
    if (this.#isStopped || target.cancelTimer !== undefined || target.dialling !== undefined)
      return;
    if (!this.#ports.isWanted(nodeId)) return;
    const delayMs = this.#firstDelayMs(nodeId) + this.#backoffMs(target.failures);
    target.cancelTimer = this.#ports.clock.schedule(delayMs, () => {
      target.cancelTimer = undefined;
      void this.#dial(nodeId, target);
    });
  }

  async #dial(nodeId: string, target: Target): Promise<void> {
    if (this.#isStopped || !this.#ports.isWanted(nodeId)) return;
    const attempt = new AbortController();
    target.dialling = attempt;
    try {
      await this.#ports.dial(nodeId, attempt.signal);
    } catch (cause) {
      target.failures++;
      if (!attempt.signal.aborted) this.#ports.onFailed(nodeId, cause);
    }
    target.dialling = undefined;
    // No connection came of it, or it ended while the attempt still ran.
    this.#plan(nodeId, target);
  }

  #firstDelayMs(nodeId: string): number {
    return this.#selfId < nodeId ? 0 : this.#secondDelayMs;
  }

  /** Doubles up to the cap; half of it by chance, so that nodes do not redial in step. */
  #backoffMs(failures: number): number {
    if (failures === 0) return 0;
    const ms = Math.min(REDIAL_MAX_MS, REDIAL_FIRST_MS * 2 ** Math.min(failures - 1, 16));
    const [high = 0, low = 0] = this.#ports.random.bytes(2);
    return Math.round((ms / 2) * (1 + (high * 256 + low) / 65536));
  }
}
