import { AlarmBook, type AlarmEvent } from '@mingjing/oversight';
import type { CommittedBlock } from '@mingjing/replica';
import type { Host } from '../host.ts';
import { Witness } from './witness.ts';

/** How often it is looked what is withheld by now. */
const TICK_MS = 5000;
/**
 * Pause between two rounds at a node that this one stands in for: within the stall that is an
 * alarm, and seldom enough that signing and verifying heads costs little.
 */
const STAND_IN_ROUND_MS = 10_000;

/**
 * A chain node's side of witnessing: it follows the journals of supervision nodes by their stubs,
 * states in its anchors what it verified, and journals what it finds. It judges no heartbeat and no
 * publication, whose bodies it does not see. While every supervision node is named absent it
 * follows those chain nodes, too, whose stand-in it is.
 */
export class ChainWitness {
  readonly #host: Host;
  readonly #alarms = new AlarmBook();
  readonly #witness: Witness;
  readonly #standIn: Witness;
  #timer: NodeJS.Timeout | undefined;

  /** `failed`: the copies cannot be read or written, so nothing is witnessed any more. */
  constructor(host: Host, failed: (error: unknown) => void) {
    this.#host = host;
    const shared = { alarms: this.#alarms, failed, judged: () => this.#writeDown() };
    this.#witness = new Witness(host, { ...shared, sight: 'stubs' });
    this.#standIn = new Witness(host, {
      ...shared,
      ...{ sight: 'stubs-and-bodies', isStandIn: true, roundMs: STAND_IN_ROUND_MS },
    });
  }

  committed(block: CommittedBlock): void {
    this.#witness.committed(block);
    this.#standIn.committed(block);
  }

  async start(): Promise<void> {
    await this.#witness.start();
    await this.#standIn.start();
    this.#host.anchorAlso(() => this.#witness.witnessed());
    this.#timer = setInterval(() => {
      for (const { watch } of [this.#witness, this.#standIn]) watch.tick(Date.now());
      this.#writeDown();
    }, TICK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([this.#witness.stop(), this.#standIn.stop()]);
  }

  #writeDown(): void {
    const { journal, logger, replica } = this.#host;
    const entries = this.#alarms.takeEvents().map((event) => entryOf(event, replica.chain.height));
    if (entries.length === 0) return;
    journal
      .appendMany(entries)
      .catch((error) => logger.error({ err: error }, 'a finding was not journalled'));
  }
}

function entryOf(event: AlarmEvent, blockHeight: number) {
  if (event.type === 'cleared') {
    const facts = { event: 'witness-finding-cleared', result: 'done', object: event.id } as const;
    return { source: 'security', ...facts, blockHeight } as const;
  }
  const { id, rule, subject, nodes, evidence } = event.alarm;
  const [node] = nodes;
  return {
    ...({ source: 'security', event: 'witness-finding', result: 'failed' } as const),
    ...{ reason: rule, object: [id, subject, ...nodes].join(' '), blockHeight },
    ...(node === undefined ? {} : { actor: { type: 'node', id: node } as const }),
    ...(evidence.kind === 'log' ? { counts: [evidence.index] } : {}),
  };
}
