import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demonstrate } from '../../scripts/demo/run.ts';
import type { Step } from '../../scripts/demo/stage.ts';

const DEMO = fileURLToPath(new URL('../../scripts/demo.ts', import.meta.url));
const RESULT = fileURLToPath(new URL('../../.cache/demo/demo-result.json', import.meta.url));
const LARGEST = 8 * 1024 * 1024;

interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Six programs are started, and the last step measures sixty items. */
const WHOLE_MS = 300_000;

let folder: string;
/** What the demonstration of a test has for its temporary files. */
let temporary: string;

/**
 * Runs the demonstration with a folder of its own for what is temporary; Ctrl-C as soon as it says
 * `interruptAt`.
 */
function demo(args: readonly string[], interruptAt?: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    temporary = mkdtempSync(join(folder, 'tmp-'));
    const child = spawn(process.execPath, [DEMO, ...args], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (interruptAt !== undefined && output.includes(interruptAt)) child.kill('SIGINT');
      });
    }
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}

/** What the rules of every node hold for a reviewer. */
const STOPPED = '链游开服，打金团招人，装备可出手，均价另议。';

/** A folder of documents by name and content. */
function documents(name: string, files: Record<string, string | Uint8Array>): string {
  const path = join(folder, name);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(path, file, '..'), { recursive: true });
    writeFileSync(join(path, file), content);
  }
  return path;
}

/** Lines of each step that state a fact; documents that were left out are no facts of the story. */
function factsOf(output: string): string[][] {
  const steps = output.split(/^\[\d+\/12\] /m).slice(1);
  return steps.map((step) => step.split('\n').filter((line) => /^ {2}· (?!left out)/.test(line)));
}

/** Items of the form that the run left other than met, with their verdicts. */
function verdicts(): Record<string, string> {
  const { inspection } = JSON.parse(readFileSync(RESULT, 'utf8'));
  const answers = inspection.answers as { item: string; verdict: string }[];
  return Object.fromEntries(
    answers.filter(({ verdict }) => verdict !== 'met').map((each) => [each.item, each.verdict]),
  );
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-demo-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the demonstration', () => {
  const whole = { timeout: WHOLE_MS };
  it(
    'holds in every step with documents of odd names and kinds, and leaves nothing',
    whole,
    async () => {
      const input = documents('input', {
        '空 白.md': '# 一份文件\n',
        "with space and 'quote'.txt": 'text',
        'deep/er/二进制.bin': Uint8Array.from({ length: 3000 }, (_, index) => index % 256),
        'a empty': '',
        'deep/games.txt': STOPPED,
      });
      const { exitCode, output } = await demo(['--once', '--lang', 'en', '--input', input]);
      expect(output).not.toContain('✗');
      expect(exitCode).toBe(0);
      expect(output.match(/^ {2}✓ \d+\.\d s$/gm)).toHaveLength(12);
      expect(output).toContain('[5/12] Publish and receipt');
      expect(output).toContain('rules of content stop it: deep/games.txt (chain-game)');
      expect(output).toContain('4 documents published');
      expect(output).toContain('400 places all over the receipt: 400 refused');
      expect(output).toContain('refused (signer-not-allowed)');
      expect(output).toContain('模拟核验服务 answers under its signature');
      expect(output).toMatch(/30 days for \d+ logs is proposed: refused \(.*\), entry \d+ of the/);
      for (const node of ['jia', 'yi', 'bing', 'ding']) {
        expect(output).toMatch(new RegExp(`an entry in its own journal: .*${node}-validator \\d+`));
      }
      expect(output).toMatch(/filled again for the phrase .*, 2 other signatures/);
      expect(output).toMatch(/the state roots of 6 nodes at height \d+ are equal/);
      expect(output).toContain('6 processes stopped');
      for (const facts of factsOf(output)) {
        expect(facts.length).toBeGreaterThanOrEqual(2);
        expect(facts.length).toBeLessThanOrEqual(6);
      }
      expect(verdicts()).toEqual({
        'commercial-cryptography-in-use': 'not-met',
        ...{ 'consensus-and-fault-tolerance': 'mostly-met', 'retention-period': 'mostly-met' },
      });
      // A blank that was not filled would stand in braces.
      expect(output).not.toMatch(/\{\w+\}/);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  it('ends with 1 after a fact that does not hold, and skips what stands on it', async () => {
    const said: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line) => void said.push(line));
    const ran: string[] = [];
    const step = (name: Step['name'], needs: Step['needs'], got: string): Step => ({
      ...{ name, needs },
      async run(_stage, block) {
        block.check('certificate', {}, got, 'right');
        ran.push(name);
      },
    });
    const steps = [
      step('ground', [], 'right'),
      step('start', ['ground'], 'wrong'),
      step('people', ['start'], 'right'),
      step('duty', ['ground'], 'right'),
    ];
    try {
      expect(await demonstrate({ language: 'en', isOnce: true }, steps)).toBe(1);
    } finally {
      vi.restoreAllMocks();
    }
    expect(ran).toEqual(['ground', 'duty']);
    expect(said).toContain('  ✗ expected right got wrong');
    expect(said).toContain("  – skipped: 'Ceremony and start' has to hold first");
  });

  it.each([
    [
      'a missing folder',
      () => join(folder, 'nowhere'),
      /没有这个输入目录.* \/ there is no input folder/,
    ],
    ['a file for a folder', () => DEMO, /输入不是目录.* \/ the input is not a folder/],
    [
      'a folder with hidden files only',
      () => documents('hidden', { '.hidden': 'x' }),
      /输入目录里没有文件.* \/ the input folder has no files/,
    ],
    [
      'a folder of which the rules stop all, by their names',
      () => documents('stopped', { 'games.txt': STOPPED }),
      /内容规则拦下了 .*全部文件 \/ the rules of content stop every document of/,
    ],
    [
      'a file over 8 MiB, by its name',
      () => documents('large', { 'big.bin': new Uint8Array(LARGEST + 1), small: 'x' }),
      /big\.bin.*超过 8\.0 MiB.* \/ the file big\.bin .* larger than 8\.0 MiB/,
    ],
  ])('refuses %s in one line in both languages', async (_name, input, line) => {
    const { exitCode, output } = await demo(['--once', '--input', input()]);
    expect(exitCode).toBe(1);
    const failures = output.split('\n').filter((text) => text.includes('✗'));
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(line);
    expect(output).not.toContain('[2/12]');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('stops everything when it is interrupted in a step', async () => {
    const { exitCode, output } = await demo(['--lang', 'en'], 'message types');
    expect(exitCode).toBe(130);
    expect(output).toMatch(/interrupted, stopping all processes\n6 processes stopped/);
    expect(output).not.toContain('[12/12]');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('shows its usage for an option that it does not know', async () => {
    const { exitCode, output } = await demo(['--onse']);
    expect(exitCode).toBe(2);
    expect(output).toMatch(/用法 \/ usage: npm run demo/);
  });
});
