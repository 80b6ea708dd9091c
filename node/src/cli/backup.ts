import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bytesToHex } from '@mingjing/crypto';
import { backUp, journalAct, openOffline, openOfflineStore } from '@mingjing/host/offline';
import { CONTROL_HEADER } from '@mingjing/service/command-line';
import { CliError } from './errors.ts';
import { homeFacts } from './home-facts.ts';
import { type RunFile, runFile } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';
import { progressLine } from './progress.ts';

const POLL_MS = 100;
const PATH = '/v1/maintenance/backup';

export interface BackupCommand extends CommonOptions {
  readonly home: string;
  readonly output: string;
}

interface Written {
  readonly file: string;
  readonly height: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Backs a home up: by its running program, or here when none runs. */
export async function backupCommand(options: BackupCommand): Promise<void> {
  const output = new Output(options);
  const { nodeId } = homeFacts(options.home);
  const onProgress = progressLine(output, options);
  const target = resolve(options.output);
  const run = runFile(options.home);
  const written =
    run === undefined
      ? await offline(options.home, nodeId, target, onProgress)
      : await online(run, target, onProgress);
  output.line('cli.backedUp', { ...written });
  output.json(written);
}

type OnProgress = ReturnType<typeof progressLine>;

async function offline(
  path: string,
  nodeId: string,
  output: string,
  onProgress: OnProgress,
): Promise<Written> {
  const passphrase = process.env['MINGJING_PASSPHRASE'];
  const secret = passphrase === undefined ? {} : { passphrase };
  const home = await openOffline({ home: path, nodeId, ...secret });
  try {
    const store = await openOfflineStore(home);
    try {
      await journalAct(home, 'backup-begun', store.latestHeight() ?? 0, output);
      const { genesis } = home;
      const { file, height, bytes, hash } = await backUp({
        ...{ store, genesis, nodeId, output, now: Date.now() },
        onProgress: (done) => onProgress('backup', done, 0),
      });
      return { file, height, bytes, sha256: bytesToHex(hash) };
    } finally {
      await store.close();
    }
  } finally {
    await home.release();
  }
}

async function online(run: RunFile, output: string, onProgress: OnProgress): Promise<Written> {
  const { address, control } = run;
  const headers = { [CONTROL_HEADER]: control, 'content-type': 'application/json' };
  const body = JSON.stringify({ output });
  await ask(`${address}${PATH}`, { method: 'POST', headers, body });
  for (;;) {
    const progress = await ask(`${address}${PATH}`, { headers });
    if (progress.state === 'done') {
      const { file, height, bytes, sha256 } = progress;
      return { file, height, bytes, sha256 };
    }
    if (progress.state === 'failed') throw failed(progress.code);
    if (progress.state === 'running') onProgress('backup', progress.bytes, 0);
    await pause(POLL_MS);
  }
}

type Progress =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly bytes: number }
  | ({ readonly state: 'done' } & Written)
  | { readonly state: 'failed'; readonly code: string };

async function ask(url: string, init: RequestInit): Promise<Progress> {
  let answer: Response;
  try {
    answer = await fetch(url, init);
  } catch (cause) {
    throw Object.assign(new Error('the node cannot be reached', { cause }), {
      code: 'UNREACHABLE',
    });
  }
  const json = (await answer.json()) as Progress & { readonly code?: string };
  if (answer.ok) return json;
  throw failed(json.code ?? 'BAD_ANSWER');
}

/** A failure that the program named; the catalogue or the table of known codes explains it. */
function failed(code: string): Error {
  if (code === 'INTERNAL') {
    return new CliError(code, '节点写备份时出错', 'the node failed while it wrote the backup');
  }
  return Object.assign(new Error(code), { code });
}
