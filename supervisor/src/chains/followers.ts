import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from '@mingjing/host';
import { runningIn } from '../cli/console-client.ts';
import { PASSPHRASE_VARIABLE } from '../config.ts';
import type { FollowerPlace } from './ask-follower.ts';
import type { ChainConfig, ChainsConfig } from './chains-config.ts';
import type { ChainView } from './chains-route.ts';
import { Follower, type FollowerState } from './follower.ts';

const PROGRAM = fileURLToPath(new URL('../main.ts', import.meta.url));
const ENV_PREFIX = 'MINGJING_SUPERVISOR_';

/** The followers of a service, one for each chain. */
export class Followers {
  readonly #chains: readonly { readonly config: ChainConfig; readonly follower: Follower }[];
  readonly #listeners: (() => void)[] = [];

  constructor(
    { accounts, chains }: ChainsConfig,
    env: Readonly<Record<string, string | undefined>> = process.env,
  ) {
    this.#chains = chains.map((config) => ({
      config,
      follower: new Follower({
        words: [...NODE_FLAGS, PROGRAM, ...wordsOf(config, accounts.origins)],
        env: environmentOf(config.name, env),
        changed: () => {
          for (const listener of this.#listeners) listener();
        },
      }),
    }));
  }

  /** Calls back when a chain is in another state. */
  whenChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    for (const { follower } of this.#chains) follower.start();
  }

  /** Stops all at once: one that takes long keeps no other from ending in order. */
  async stop(): Promise<void> {
    await Promise.all(this.#chains.map(({ follower }) => follower.stop()));
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  stateOf(name: string): FollowerState | undefined {
    return this.#find(name)?.follower.state;
  }

  placeOf(name: string): FollowerPlace | undefined {
    const state = this.stateOf(name);
    return state?.at === 'running' ? { name, port: state.port } : undefined;
  }

  /** Those that can be asked now. */
  places(): readonly FollowerPlace[] {
    return this.#chains.flatMap(({ config }) => this.placeOf(config.name) ?? []);
  }

  /** What shows a follower that this service reads its home; throws when it does not run. */
  wordOf(name: string): string {
    return runningIn(this.#find(name)?.config.home ?? '').control;
  }

  views(): readonly ChainView[] {
    return this.#chains.map(({ config: { name, title }, follower: { state } }) => ({
      ...{ name, title: title ?? name },
      state: state.at === 'stopped' ? 'starting' : state.at,
      ...(state.at === 'failed' ? { fault: state.fault } : {}),
    }));
  }

  #find(name: string) {
    return this.#chains.find(({ config }) => config.name === name);
  }
}

function wordsOf({ genesis, home, name }: ChainConfig, origins: readonly string[]): string[] {
  const site = origins.length === 0 ? [] : ['--origins', origins.join(',')];
  return ['start', '--home', home, '--json', '--served-as', name, '--genesis', genesis, ...site];
}

/**
 * What the environment says of a chain's configuration would be said of all of them: only its
 * passphrase is handed on, one for each chain or one for all.
 */
export function environmentOf(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([variable]) => !variable.startsWith(ENV_PREFIX));
  const suffix = name.toUpperCase().replaceAll('-', '_');
  const passphrase = env[`${PASSPHRASE_VARIABLE}_${suffix}`] ?? env[PASSPHRASE_VARIABLE];
  const secret = passphrase === undefined ? {} : { [PASSPHRASE_VARIABLE]: passphrase };
  return { ...Object.fromEntries(own), ...secret };
}
