// A PostgreSQL of its own for tests: in a temporary folder, on a socket, gone afterwards.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const BIN = '/usr/lib/postgresql/15/bin';
/** Its programs refuse to run as root. */
const ACCOUNT = 'postgres';
const START_MS = 20_000;

/** Whether Debian's PostgreSQL is here; tests of it are skipped otherwise, and say so. */
export function hasPostgres(): boolean {
  if (existsSync(join(BIN, 'postgres'))) return true;
  console.error('跳过 PostgreSQL 测试：未安装 postgresql-15');
  console.error('Tests of PostgreSQL are skipped: postgresql-15 is not installed');
  return false;
}

export class PostgresCluster {
  readonly folder: string;
  readonly #program: ChildProcess;

  private constructor(folder: string, program: ChildProcess) {
    this.folder = folder;
    this.#program = program;
  }

  get connection(): pg.ClientConfig {
    return { host: this.folder, user: 'mingjing', database: 'postgres' };
  }

  static async start(): Promise<PostgresCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'mingjing-postgres-'));
    const account = accountOf();
    if (account !== undefined) chownSync(folder, account.uid, account.gid);
    const data = join(folder, 'data');
    const options = ['-U', 'mingjing', '--auth=trust', '--no-sync', '-E', 'UTF8'];
    await promisify(execFile)(
      join(BIN, 'initdb'),
      ['-D', data, ...options, '--locale=C.UTF-8', '--no-instructions'],
      { ...account, cwd: folder },
    );
    const settings = ['fsync=off', 'full_page_writes=off', 'shared_buffers=16MB'];
    const flags = [...settings, 'listen_addresses=', 'autovacuum=off', 'max_connections=20'];
    const program = spawn(
      join(BIN, 'postgres'),
      ['-D', data, '-k', folder, ...flags.flatMap((flag) => ['-c', flag])],
      { ...account, cwd: folder, stdio: 'ignore' },
    );
    const cluster = new PostgresCluster(folder, program);
    await cluster.#answers();
    return cluster;
  }

  /** Runs a statement as somebody with the database in hand would. */
  async run(statement: string): Promise<pg.QueryResult> {
    const client = new pg.Client(this.connection);
    await client.connect();
    try {
      return await client.query(statement);
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    if (this.#program.exitCode === null) {
      this.#program.kill('SIGINT');
      await once(this.#program, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #answers(): Promise<void> {
    const end = performance.now() + START_MS;
    for (;;) {
      const failure = await this.run('SELECT 1').then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure === undefined) return;
      if (performance.now() > end || this.#program.exitCode !== null) throw failure;
      await pause(20);
    }
  }
}

/** Whom to become; undefined when nobody has to be. */
function accountOf(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, ACCOUNT], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
