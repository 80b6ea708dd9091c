// The command as an operator runs it: a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { homePaths } from '@mingjing/host';
import { CONTROL_HEADER } from '@mingjing/service';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestChain, until } from './chain.ts';
import {
  anotherSignature,
  anotherTime,
  type BlockChange,
  flippedBlock,
  flippedCertificate,
  fsckOf,
  rewriteBlock,
} from './rewritten-blocks.ts';

/** A block that is changed on disk: neither the first nor the last. */
const HEIGHT = 2;
const PROGRAM = fileURLToPath(new URL('../bin/mingjing-supervisor.js', import.meta.url));

let chain: TestChain;
let ids: string[];
const running: ChildProcess[] = [];

beforeAll(async () => {
  chain = await TestChain.create();
  await chain.startValidators();
  ids = await chain.publish('first');
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    // The command passes the signal on; killed itself, it would leave the program behind.
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
});
afterAll(() => chain?.stop());

interface Heads {
  readonly agreeing: number;
}

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly code: Promise<number | null>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  const texts = { out: '', err: '' };
  child.stdout?.on('data', (bytes) => {
    texts.out += bytes;
  });
  child.stderr?.on('data', (bytes) => {
    texts.err += bytes;
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, out: () => texts.out, err: () => texts.err, code };
}

const onHome = (...args: string[]) => [...args, '--home', chain.supervisionHome];
const runFile = () => homePaths(chain.supervisionHome).run;

async function started(): Promise<Run> {
  const program = run(...onHome('start', '--json'));
  await until(() => program.out().includes('\n') || program.err() !== '');
  expect(program.err()).toBe('');
  return program;
}

describe('mingjing-supervisor', () => {
  it('starts, tells where it is, answers its other commands, and stops in order', async () => {
    const program = await started();
    const said = JSON.parse(program.out());
    const announced = JSON.parse(readFileSync(runFile(), 'utf8'));
    expect(said).toMatchObject({ node_id: 'supervision', console: announced.console });
    expect(announced).toMatchObject({ node_id: 'supervision', chain_id: said.chain_id });

    const { host, port } = announced.console;
    const headers = { [CONTROL_HEADER]: announced.control };
    await until(async () => {
      const answer = await fetch(`http://${host}:${port}/v1/situation`, { headers });
      return ((await answer.json()) as { heads: Heads }).heads.agreeing === 4;
    });
    const situation = run(...onHome('status', '--json'));
    expect(await situation.code).toBe(0);
    expect(JSON.parse(situation.out())).toMatchObject({ heads: { agreeing: 4 } });
    const status = run(...onHome('status'));
    expect(await status.code).toBe(0);
    expect(status.out()).toContain('✓ 与 4 家组织中 4 家的链头一致，未见分叉\n');
    expect(status.out()).toMatch(/^[✓?] [0-4]\/4 份日志/m);
    const english = run(...onHome('status', '--lang', 'en'));
    expect(await english.code).toBe(0);
    expect(english.out()).toContain('✓ agrees with the heads of 4 of 4 organisations');
    expect(english.out()).toMatch(/^[✓?] [0-4]\/4 journals/m);

    const check = run(...onHome('check', ids[0] ?? ''));
    expect(await check.code).toBe(0);
    expect(check.out().match(/✓/g)).toHaveLength(6);
    const unknown = run(...onHome('check', '0'.repeat(72)));
    expect(await unknown.code).toBe(1);
    expect(unknown.err()).toContain('record-unknown');

    program.child.kill('SIGTERM');
    expect(await program.code).toBe(0);
    expect(existsSync(runFile())).toBe(false);
  });

  it('goes on where it stopped, also after it was killed', async () => {
    const first = await started();
    const { pid } = JSON.parse(readFileSync(runFile(), 'utf8'));
    process.kill(pid, 'SIGKILL');
    await first.code;
    const second = await started();
    expect(JSON.parse(second.out()).height).toBeGreaterThan(1);
    second.child.kill('SIGINT');
    expect(await second.code).toBe(0);
  });

  it('says in one line of both languages why it does not start', async () => {
    const home = chain.supervisionHome;
    const alarms = join(homePaths(home).data, 'alarms.jsonl');
    const config = homePaths(home).config;
    const good = readFileSync(config, 'utf8');
    appendFileSync(alarms, 'damaged\n');
    const damaged = run(...onHome('start'));
    expect(await damaged.code).toBe(1);
    expect(damaged.err()).toMatch(/^✗ ALARMS_DAMAGED: .*已损坏.* · .*is damaged at line \d+.*\n$/);
    rmSync(alarms);
    const { journal, witness } = homePaths(home);
    for (const folder of [journal, join(witness, chain.validatorIds[0] ?? '')]) {
      const manifest = join(folder, 'manifest');
      const whole = readFileSync(manifest);
      writeFileSync(manifest, whole.subarray(0, -3));
      const cut = run(...onHome('start', '--lang', 'en'));
      expect(await cut.code).toBe(1);
      expect(cut.err()).toMatch(/^✗ JOURNAL_DAMAGED: .+ · .+\n$/);
      expect(cut.err()).toContain(folder);
      writeFileSync(manifest, whole);
    }
    writeFileSync(config, `${good}api: {port: 1}\n`);
    const refused = run(...onHome('start', '--json'));
    expect(await refused.code).toBe(1);
    const { error, zh, en } = JSON.parse(refused.err());
    expect(error).toBe('CONFIG_REFUSED');
    expect([zh, en].every((text) => text.includes('api'))).toBe(true);
    writeFileSync(config, good);
    const none = run('start', '--home', join(home, 'none'));
    expect(await none.code).toBe(1);
    expect(none.err()).toMatch(/^✗ CONFIG_REFUSED: .+\n$/);
    const idle = run(...onHome('status'));
    expect(await idle.code).toBe(1);
    expect(idle.err()).toContain('NOT_RUNNING');
  });

  it('does not watch as a node that votes', async () => {
    const [validator] = chain.testnet.homes;
    if (validator === undefined) throw new Error('no validator');
    await chain.stopNode(validator.nodeId);
    const { config } = homePaths(validator.home);
    const good = readFileSync(config, 'utf8');
    // What both programs read, and the listener under the name that this one gives it.
    const common = /^(node_id|p2p|log|api):.*\n(?:[ -].*\n)*/gm;
    const parts = [...good.matchAll(common)].map(([part]) => part.replace(/^api:/, 'console:'));
    expect(parts).toHaveLength(4);
    writeFileSync(config, parts.join(''));
    const program = run('start', '--home', validator.home);
    expect(await program.code).toBe(1);
    expect(program.err()).toContain('NOT_SUPERVISION');
    writeFileSync(config, good);
  });
});

describe('a disk that gives other bytes than were written', () => {
  beforeAll(async () => {
    await chain.startSupervisor();
    await until(() => chain.supervisor.host.replica.chain.height > HEIGHT);
    await chain.stopSupervisor();
  });

  it('ends the program in one line of both languages, which names the block', async () => {
    const undo = await rewriteBlock(chain.supervisionHome, HEIGHT, anotherTime);
    const program = run(...onHome('start'));
    expect(await program.code).toBe(1);
    expect(program.err()).toMatch(
      /^✗ STORED_BLOCK_REFUSED: .*区块 2 .* · the stored block 2 is not the one.*\n$/,
    );
    await undo();
  });

  const cases: [what: string, change: BlockChange, code: string, found: string][] = [
    ['a rewritten block', anotherTime, 'STORED_BLOCK_REFUSED', 'certificate-of-another-block'],
    ['a rewritten certificate', anotherSignature, 'STORED_BLOCK_REFUSED', 'certificate-invalid'],
    ['a byte of a block', flippedBlock, 'STORE_CORRUPT', 'unreadable'],
    ['a byte of a certificate', flippedCertificate, 'STORE_CORRUPT', 'unreadable'],
  ];
  it.each(cases)(
    '%s: refused at the next start, never shown as good, named by fsck',
    async (_, change, code, found) => {
      const undo = await rewriteBlock(chain.supervisionHome, HEIGHT, change);
      await chain.startSupervisor();
      await until(() => chain.failures.length > 0);
      // The program would have ended; what it goes on to answer here shows what it would have.
      const [roots, block, alarms] = await Promise.all([
        chain.get(`/v1/state-roots?from=1&to=${HEIGHT}`),
        chain.get(`/v1/blocks/${HEIGHT}`),
        alterations('open'),
      ]);
      await chain.stopSupervisor();
      const failures = chain.failures.splice(0) as { code: string }[];
      // A byte that is wrong under its checksum is met by whoever reads it first.
      expect(['STORED_BLOCK_REFUSED', code]).toEqual(
        expect.arrayContaining(failures.map((failure) => failure.code)),
      );
      const isRewritten = code === 'STORED_BLOCK_REFUSED';
      if (isRewritten) {
        expect(alarms).toMatchObject([
          { severity: 'critical', subject: String(HEIGHT), nodes: ['supervision'] },
        ]);
        expect(alarms[0].evidence).toEqual({ kind: 'reason', reason: 'certificate-invalid' });
      }
      expect(roots.code).toBe(isRewritten ? 'stored-block-refused' : 'internal');
      const badge = block.checks?.some(({ state }: { state: string }) => state === 'failed');
      expect(isRewritten ? badge : block.code).toBe(isRewritten ? true : 'internal');
      expect((await fsckOf(chain.supervisionHome))[0]).toEqual({
        ...{ store: 'chain', place: String(HEIGHT), what: found },
      });
      await undo();
      expect(await fsckOf(chain.supervisionHome)).toEqual([]);
      await chain.startSupervisor();
      await until(async () => (await alterations('open')).length === 0);
      await chain.stopSupervisor();
    },
  );
});

async function alterations(state: 'open' | 'cleared') {
  const { items } = await chain.get(`/v1/alarms?state=${state}`);
  return items.filter(({ rule }: { rule: string }) => rule === 'stored-block-altered');
}
