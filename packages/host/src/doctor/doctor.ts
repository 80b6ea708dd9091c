import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { homePaths } from '../home.ts';
import type { ListenerConfig } from '../listener-config.ts';
import { askProgram } from './ask-program.ts';
import { checkCertificates } from './check-certificates.ts';
import { checkDisk } from './check-disk.ts';
import { checkHome, checkRuntime } from './check-home.ts';
import { checkPeers, checkPorts, type Place, placeOf } from './check-network.ts';
import { checkRunning, type RunningFacts } from './check-running.ts';
import { bad, type Finding, good, type SayError, sayingSystem } from './finding.ts';

/** What of a configuration is looked at, whichever program it is of. */
export interface DoctorConfig {
  readonly listen: string;
  readonly peers: readonly { readonly node_id: string; readonly address: string }[];
  readonly listeners: Readonly<Record<string, ListenerConfig>>;
}

interface DoctorOptions {
  readonly home: string;
  readonly passphrase?: string | undefined;
  /** The variable that it is given to its program in. */
  readonly passphraseIn: string;
  readonly now: number;
  /** Throws what its program throws. */
  config(): DoctorConfig;
  /** What errors say that are not the system's. */
  readonly say: SayError;
  /** Of the program's metrics. */
  readonly prefix: string;
}

/** Looks at everything that keeps a program from running well. Changes nothing. */
export async function examine(options: DoctorOptions): Promise<Finding[]> {
  const { home, now } = options;
  const runtime = checkRuntime();
  const say = sayingSystem(options.say);
  if (!existsSync(home)) return [runtime, missingHome(home)];
  const paths = homePaths(home);
  const found = [runtime, ...checkHome(paths, options, say), ...checkDisk(paths, say)];
  const config = readConfig({ ...options, say }, found);
  const running = await lookAtProgram({ ...options, say }, found);
  if (config === undefined) return found;
  found.push(...checkCertificates(config.listeners, dirname(paths.config), now, say));
  if (running === undefined) found.push(...(await checkPorts(placesOf(config), say)));
  else found.push(...checkRunning(running, now));
  found.push(...(await checkPeers(peersOf(config))));
  return found;
}

function missingHome(home: string): Finding {
  return bad(
    'home',
    'failed',
    [`没有这个目录：${home}`, `there is no folder ${home}`],
    [
      '核对 --home；新节点用 mingjing init 建立目录',
      'check --home; mingjing init makes the home of a new node',
    ],
  );
}

function readConfig(options: DoctorOptions, found: Finding[]): DoctorConfig | undefined {
  try {
    const config = options.config();
    found.push(good('config', '配置有效', 'the configuration is valid'));
    return config;
  } catch (error) {
    found.push(
      bad('config', 'failed', options.say(error), [
        '按所指的键修改 config/config.yaml 或环境变量；未知的键一律拒绝',
        'change the named key of config/config.yaml or the environment; unknown keys are refused',
      ]),
    );
    return undefined;
  }
}

async function lookAtProgram(
  options: DoctorOptions,
  found: Finding[],
): Promise<RunningFacts | undefined> {
  try {
    const running = await askProgram(homePaths(options.home).run, options.prefix);
    const seen: [string, string] =
      running === undefined
        ? [
            '程序没有运行：以下按停止状态检查',
            'the program does not run: it is looked at as it lies',
          ]
        : ['程序在运行', 'the program runs'];
    found.push(good('program', ...seen));
    return running;
  } catch (error) {
    found.push(
      bad('program', 'failed', options.say(error), [
        '程序已启动但没有回答：看 log/program.log 的末尾与事件循环是否卡住',
        'it was started and does not answer: see the end of log/program.log',
      ]),
    );
    return undefined;
  }
}

function placesOf({ listen, listeners }: DoctorConfig): Place[] {
  const own = placeOf('p2p', listen);
  const others = Object.entries(listeners).map(([name, { host, port }]) => ({ name, host, port }));
  return [...(own === undefined ? [] : [own]), ...others].filter(({ port }) => port !== 0);
}

function peersOf({ peers }: DoctorConfig): Place[] {
  return peers.flatMap(({ node_id, address }) => placeOf(node_id, address) ?? []);
}
