// `npm run bench -- chain`: a whole network on this machine, idle, lightly loaded and saturated.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameAbsent } from './absence.ts';
import { chainResult, type Measured } from './chain-result.ts';
import type { Shape } from './compose.ts';
import { GeneratorProcess } from './generator-process.ts';
import { measureIdle } from './idle.ts';
import { BenchNetwork, chainStatus, type NodeProcess } from './network.ts';
import { type ChainOptions, chainOptions } from './options.ts';
import { profileText, readProfiles } from './profile.ts';
import { resultText, writeResult } from './report.ts';
import { saturate } from './saturation.ts';

const USERS = 16;
/** As Node names it to the kernel. */
const MAIN_THREAD = 'MainThread';
const STEADY_PER_SECOND = 20;
const STEADY_COUNT = 240;
const SHAPE: Shape = { records: 1, attachmentBytes: 256 };
const WITHOUT_ATTACHMENT: Shape = { records: 1, attachmentBytes: 0 };
const RECORDS: Shape = { records: 10, attachmentBytes: 0 };

/** Runs the bench; everything it starts has ended when it returns or throws. */
export async function benchChain(args: readonly string[]): Promise<void> {
  const options = chainOptions(args);
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const run = new ChainRun(folder, options);
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= run.end();
    return ending;
  };
  const interrupt = () => void end().finally(() => leave(130));
  const crash = (error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    void end().finally(() => leave(1));
  };
  const leave = (code: number) => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt).once('uncaughtException', crash);
  try {
    const measured = await run.measure();
    await end();
    if (options.isProfile) process.stdout.write(run.profile(measured));
    const result = chainResult(measured, options);
    if (!options.isJson) process.stdout.write(resultText(result));
    if (options.isWrite) await writeResult(result, args);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt).off('uncaughtException', crash);
    rmSync(folder, { recursive: true, force: true });
  }
}

class ChainRun {
  readonly #options: ChainOptions;
  readonly #network: BenchNetwork;
  readonly #generator: GeneratorProcess;
  readonly #profiles: string;

  constructor(folder: string, options: ChainOptions) {
    this.#options = options;
    this.#profiles = join(folder, 'profiles');
    mkdirSync(this.#profiles);
    this.#network = BenchNetwork.create({ folder: join(folder, 'network'), users: USERS });
    this.#generator = new GeneratorProcess();
  }

  async measure(): Promise<Measured> {
    const options = this.#options;
    const network = this.#network;
    const generator = this.#generator;
    const withoutSupervision = options.supervision !== 'run';
    say(`starting four validators${withoutSupervision ? '' : ' and the supervision node'}`);
    const profiles = options.isProfile ? { profiles: this.#profiles } : {};
    await network.start({ ...profiles, withoutSupervision });
    const { chainId } = await chainStatus(network.validators[0] as NodeProcess);
    if (options.supervision === 'absent') await nameAbsent(network, chainId);
    const baseUrls = network.validators.map(({ baseUrl }) => baseUrl);
    await generator.ask('setup', { chainId, keyFiles: network.users, baseUrls });
    const measured: Measured = {
      hasSupervisor: network.supervisor !== undefined,
      transactionBytes: await generator.ask('transactionBytes', SHAPE),
    };
    const isSaturationOnly = options.isProfile || options.isSaturationOnly;
    if (!isSaturationOnly) {
      say(`idle for ${options.idleSeconds} s`);
      measured.idle = await measureIdle(network, options.idleSeconds);
      say(`${STEADY_COUNT} single transactions, ${STEADY_PER_SECOND} a second`);
      const rate = { perSecond: STEADY_PER_SECOND, count: STEADY_COUNT };
      measured.steady = await generator.ask('steady', { shape: SHAPE, ...rate });
    }
    say(`saturation, ${options.seconds} s, ${options.outstanding} outstanding`);
    measured.saturation = await saturate(network, generator, SHAPE, options);
    if (isSaturationOnly) return measured;
    if (options.withoutAttachment) {
      say('saturation without attachments');
      const shape = WITHOUT_ATTACHMENT;
      measured.plain = await saturate(network, generator, shape, options);
      measured.plainBytes = await generator.ask('transactionBytes', shape);
    }
    say('saturation, ten records in a transaction');
    measured.records = await saturate(network, generator, RECORDS, options);
    return measured;
  }

  /** Tables of where the time went; the validators have to have ended. */
  profile({ saturation }: Measured): string {
    if (saturation === undefined) return '';
    const { window, committed, period } = saturation;
    const threads = [...window.threadsUs]
      .sort(([, a], [, b]) => b - a)
      .map(([name, us]) => `${(us / 4 / committed).toFixed(2).padStart(8)}  ${name}\n`);
    const head = 'threads of a validator, CPU us per transaction\n';
    const mainThreadUs = window.threadsUs.get(MAIN_THREAD) ?? 0;
    const text = profileText(readProfiles(this.#profiles, period), { committed, mainThreadUs });
    return `${head}${threads.join('')}\n${text}`;
  }

  async end(): Promise<void> {
    await Promise.all([this.#generator.stop(), this.#network.stop()]);
  }
}

function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}
