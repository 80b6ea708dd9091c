import { bytesToHex } from '@mingjing/crypto';
import { blockCodec, headerCodec } from '@mingjing/protocol';
import type { Collection, Document } from '@mingjing/storage';
import { newId } from '../../new-id.ts';
import type { Finding } from '../centre/findings.ts';
import type { AssuranceContext } from '../context.ts';
import { type Drill, type DrillFrame, drillFindings, drillsOn, recordOf } from './drill.ts';
import { type DrillAnswer, type DrillRun, runDrill } from './run-drill.ts';

/** Drills looked through for the latest that passed. */
const LOOKED_AT = 200;

/** Drills of this node's backups: one at a time, each kept on record. */
export class DrillJob {
  readonly drills: Collection<Drill>;
  readonly #context: AssuranceContext;
  readonly #run: (run: DrillRun) => Promise<DrillAnswer>;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(context: AssuranceContext, run = runDrill) {
    this.drills = drillsOn(context.shelf);
    this.#context = context;
    this.#run = run;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Begins a drill; false while another one runs. */
  begin(backup: string, startedBy: string): boolean {
    if (this.#running !== undefined) return false;
    const { logger } = this.#context.host;
    this.#running = this.#drill(backup, startedBy)
      .catch((error) => logger.error({ err: error }, 'a restore drill was not recorded'))
      .finally(() => {
        this.#running = undefined;
      });
    return true;
  }

  /** The latest first. */
  list(limit: number): Promise<Document<Drill>[]> {
    return this.drills.list({ limit, reverse: true });
  }

  async findings(now: number): Promise<readonly Finding[]> {
    const latest = (await this.list(LOOKED_AT)).map(({ value }) => value);
    const passed = latest.find(({ result }) => result === 'passed');
    return drillFindings(passed, latest[0], { now, days: this.#context.bounds.drill_days });
  }

  /** Ends the drill under way, which is then on record as stopped. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #drill(backup: string, startedBy: string): Promise<void> {
    const { host, shelf, now } = this.#context;
    const startedAt = now();
    const { genesis, data: beside } = host.paths;
    const answer = await this.#run({
      genesis,
      from: backup,
      beside,
      signal: this.#stopping.signal,
    });
    const frame: DrillFrame = { startedAt, endedAt: now(), startedBy, backup };
    const ownRoot = 'height' in answer ? await this.#rootAt(answer.height) : undefined;
    const drill = recordOf(frame, answer, ownRoot);
    await host.journal.append({
      ...{ source: 'maintenance', event: 'restore-drilled' },
      ...(drill.result === 'passed'
        ? { result: 'done' }
        : { result: 'failed', reason: drill.reason }),
      actor: { type: 'system', id: host.nodeId },
      object: backup,
      counts: [drill.height, drill.endedAt - startedAt],
    });
    await shelf.change([this.drills.put(newId(drill.endedAt), drill)]);
  }

  async #rootAt(height: number): Promise<string | undefined> {
    const stored = await this.#context.host.store.block(height);
    if (stored === undefined) return undefined;
    const { header } = blockCodec.decode(stored.block);
    return bytesToHex(headerCodec.decode(header).stateRoot);
  }
}
