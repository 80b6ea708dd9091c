import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CONTROL_HEADER } from '@mingjing/service/command-line';
import { CliError } from './errors.ts';
import { type RunFile, runFile } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';

const PATH = '/v1/management/assurance/drills';
const POLL_MS = 100;

export interface RestoreDrillCommand extends CommonOptions {
  readonly home: string;
  readonly from: string;
}

interface Drills {
  readonly running: boolean;
  readonly items: readonly {
    readonly id: string;
    readonly result: 'passed' | 'failed';
    readonly reason: string;
    readonly height: number;
    readonly state_root: string | null;
  }[];
}

/** Has the running node drill a backup, and waits; `false` when the backup does not restore. */
export async function restoreDrillCommand(options: RestoreDrillCommand): Promise<boolean> {
  const output = new Output(options);
  const run = runFile(options.home);
  if (run === undefined) {
    const [zh, en] = [`${options.home} 没有正在运行的节点`, `no node runs in ${options.home}`];
    throw new CliError('NOT_RUNNING', zh, en);
  }
  const known = (await ask<Drills>(run)).items[0]?.id;
  await ask(run, { backup: resolve(options.from) });
  for (;;) {
    const { running, items } = await ask<Drills>(run);
    const [latest] = items;
    if (!running && latest !== undefined && latest.id !== known) {
      const { height, reason, result, state_root: root } = latest;
      const isPassed = result === 'passed';
      output.line(`cli.drill.${result}`, isPassed ? { height, root: root ?? '' } : { reason });
      output.json(latest);
      return isPassed;
    }
    if (!running) {
      const [zh, en] = ['演练没有留下记录', 'the drill left no record'];
      throw new CliError('DRILL_NOT_RECORDED', zh, en);
    }
    await pause(POLL_MS);
  }
}

async function ask<T>({ address, control }: RunFile, body?: object): Promise<T> {
  const headers = { [CONTROL_HEADER]: control, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  let answer: Response;
  try {
    answer = await fetch(address + PATH, { headers, ...sent });
  } catch (cause) {
    const [zh, en] = ['连不上节点', 'the node cannot be reached'];
    throw new CliError('UNREACHABLE', zh, en, cause);
  }
  const json = (await answer.json()) as T & { readonly code?: string };
  if (answer.ok) return json;
  throw Object.assign(new Error(json.code ?? ''), { code: json.code ?? 'BAD_ANSWER' });
}
