import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ProgramProcess } from '../../../tests/processes/program-process.ts';
import { until } from '../../../tests/processes/until.ts';
import { GeneratorProcess } from '../../bench/generator-process.ts';
import { chainStatus, nextBlock } from '../../bench/network.ts';
import type { HostsNetwork } from '../hosts/network.ts';

const PROGRAM = fileURLToPath(new URL('../../../tests/byzantine/node.ts', import.meta.url));
const TRAITOR = 'ding-validator';
const SHAPE = { attachmentBytes: 256, records: 1 };
const OUTSTANDING = 600;
const TRANSACTIONS_PER_REQUEST = 20;
const PREPARED_PER_SECOND = 1000;
const WARM_UP_SECONDS = 4;
/** Short against a block: a window is to begin right after one. */
const POLL_MS = 25;
/** Peers of a validator in the whole network. */
const PEERS = 4;
const READY_MS = 60_000;

/** What one window showed. */
export interface Window {
  /** How the fourth validator broke the rules; empty: it did not. */
  readonly behaviours: string;
  /** Committed in it for each second, by all users but the fourth validator's own. */
  readonly perSecond: number;
  readonly seconds: number;
  readonly blocks: number;
  /** Blocks that took more than one round. */
  readonly afterFirstRound: number;
}

/** Runs the fourth validator as it should be or not, and measures what the others take. */
export class Measurement {
  readonly #hosts: HostsNetwork;
  readonly #generator = new GeneratorProcess();
  readonly #seconds: number;

  constructor(hosts: HostsNetwork, seconds: number) {
    this.#hosts = hosts;
    this.#seconds = seconds;
  }

  get #correct(): readonly ProgramProcess[] {
    return this.#hosts.network.programs.filter(({ nodeId }) => nodeId !== TRAITOR);
  }

  async start(): Promise<void> {
    const { network } = this.#hosts;
    const validators = this.#correct.filter(({ role }) => role === 'validator');
    for (const program of this.#correct) program.start();
    await Promise.all(this.#correct.map((program) => program.ready()));
    await this.#generator.ask('setup', {
      chainId: network.chainId,
      // The last user is the traitor's own.
      keyFiles: network.testnet.users.slice(0, -1),
      baseUrls: validators.map(({ url }) => url),
    });
  }

  async stop(): Promise<void> {
    await this.#generator.stop();
  }

  /** One window with the fourth validator behaving as named. */
  async window(behaviours: string): Promise<Window> {
    const traitor = this.#traitor(behaviours);
    traitor.start();
    try {
      await traitor.ready(READY_MS);
      await this.#connected();
      return await this.#measure(behaviours);
    } finally {
      await traitor.kill();
    }
  }

  #traitor(behaviours: string): ProgramProcess {
    if (behaviours === '') return this.#hosts.program(TRAITOR, {});
    const user = this.#hosts.network.testnet.users.at(-1) ?? '';
    const flags = ['--behaviours', behaviours, '--user', user];
    return this.#hosts.program(TRAITOR, { program: PROGRAM, flags });
  }

  // A fourth validator that was cut off in the window before comes back in its time.
  async #connected(): Promise<void> {
    const [first] = this.#correct;
    await until(
      'the fourth validator is connected',
      async () => (await first?.client().status())?.peers === PEERS,
      READY_MS,
    );
  }

  async #measure(behaviours: string): Promise<Window> {
    const baseUrl = this.#correct[0]?.url ?? '';
    const prepare = (WARM_UP_SECONDS + this.#seconds) * PREPARED_PER_SECOND;
    const batch = { transactionsPerRequest: TRANSACTIONS_PER_REQUEST, outstanding: OUTSTANDING };
    await this.#generator.ask('saturate', { shape: SHAPE, ...batch, prepare });
    await sleep(WARM_UP_SECONDS * 1000);
    await nextBlock({ baseUrl }, POLL_MS);
    const begin = { ...(await chainStatus({ baseUrl })), at: performance.now() };
    await sleep(this.#seconds * 1000);
    await nextBlock({ baseUrl }, POLL_MS);
    const end = { ...(await chainStatus({ baseUrl })), at: performance.now() };
    const seconds = (end.at - begin.at) / 1000;
    // Before the rest is waited for: what the traitor kept back is not among it.
    await this.#generator.ask('stopLoad');
    return {
      ...{ behaviours, seconds, blocks: end.height - begin.height },
      perSecond: (end.records - begin.records) / seconds,
      afterFirstRound: await this.#laterRounds(begin.height, end.height),
    };
  }

  async #laterRounds(after: number, to: number): Promise<number> {
    let count = 0;
    for (let height = after + 1; height <= to; height += 1) {
      const block = await this.#correct[0]?.client().block(height);
      if ((block?.certificate.round ?? 0) > 0) count += 1;
    }
    return count;
  }
}
