import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { homePaths } from '@mingjing/host/home';
import { lockHome } from '@mingjing/storage';
import { createLogger } from '@mingjing/telemetry';
import type { ChainsConfig } from './chains-config.ts';
import { Followers } from './followers.ts';
import { Front } from './front.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

export interface RunningChains {
  readonly console: Address;
  readonly followers: Followers;
  stop(): Promise<void>;
}

/**
 * Starts a service that follows several chains, each in a process of its own, behind one site;
 * throws coded errors, then leaves nothing running. A chain that cannot be followed is no error.
 */
export async function startChains(home: string, config: ChainsConfig): Promise<RunningChains> {
  const paths = homePaths(home);
  const lock = await lockHome(home);
  const { level } = config.log;
  const logger = createLogger({ name: 'mingjing-supervisor', level, file: paths.log });
  const followers = new Followers(config);
  const front = new Front({ home, config, followers, logger });
  try {
    const console = await front.start();
    const site = siteOf(config, console);
    const announce = () => {
      const views = followers.views();
      logger.info({ chains: views.map(({ name, state }) => ({ name, state })) }, 'chains');
      try {
        writeRun(paths.run, { console, site, chains: views });
      } catch (err) {
        // A full disk of the service is no reason to stop watching: commands of one chain find it.
        logger.error({ err }, 'the run file was not written');
      }
    };
    followers.whenChanged(announce);
    followers.start();
    return {
      console,
      followers,
      async stop() {
        await front.stop();
        await followers.stop();
        rmSync(paths.run, { force: true });
        await lock.release();
      },
    };
  } catch (error) {
    await front.stop();
    await lock.release();
    throw error;
  }
}

/** The address of the site as people type it: a browser keeps its cookies by a name. */
function siteOf({ accounts, console: { tls } }: ChainsConfig, { host, port }: Address): string {
  const name = ['127.0.0.1', '::1'].includes(host) ? 'localhost' : host;
  return accounts.origins[0] ?? `${tls === undefined ? 'http' : 'https'}://${name}:${port}`;
}

// Names, states and faults: nothing in it opens anything.
function writeRun(path: string, facts: object): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const text = `${JSON.stringify({ pid: process.pid, ...facts }, null, 2)}\n`;
  writeFileSync(path, text, { mode: 0o600 });
}
