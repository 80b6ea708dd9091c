import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { componentLogger, createLogger, type LoggerOptions } from '../src/index.ts';

type Line = Record<string, unknown>;

function capture(options: Partial<LoggerOptions> = {}) {
  const lines: Line[] = [];
  const write = (text: string): void => {
    lines.push(JSON.parse(text) as Line);
  };
  return { lines, logger: createLogger({ name: 'program', stream: { write }, ...options }) };
}

describe('logger', () => {
  test('writes one JSON line with ISO time, level word, bindings and component', () => {
    const { lines, logger } = capture({ bindings: { node: 'n1' } });
    componentLogger(logger, 'consensus').info({ height: 7 }, 'committed block');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        pid: process.pid,
        name: 'program',
        node: 'n1',
        component: 'consensus',
        height: 7,
        msg: 'committed block',
      },
    ]);
  });

  test('keeps quiet below its level', () => {
    const { lines, logger } = capture({ level: 'warn' });
    logger.info('no');
    logger.debug('no');
    logger.warn('yes');
    expect(lines.map(({ msg }) => msg)).toEqual(['yes']);
    const silent = capture({ level: 'silent' });
    silent.logger.error('no');
    expect(silent.lines).toEqual([]);
  });

  test('redacts secrets by name, three levels deep, in children too', () => {
    const { lines, logger } = capture();
    const child = logger.child({ component: 'keys' });
    const secret = 'do-not-show';
    child.info({ seed: secret, passphrase: secret, height: 1 }, 'one');
    child.info({ key: { seed: secret, private_key: secret, purpose: 'vote' } }, 'two');
    child.info({ req: { headers: { authorization: secret, cookie: secret, host: 'h' } } }, 'three');
    expect(JSON.stringify(lines)).not.toContain(secret);
    expect(lines[0]).toMatchObject({ seed: '[redacted]', passphrase: '[redacted]', height: 1 });
    expect(lines[1]).toMatchObject({ key: { seed: '[redacted]', purpose: 'vote' } });
    expect(lines[2]).toMatchObject({ req: { headers: { cookie: '[redacted]', host: 'h' } } });
  });

  test('does not change the object it logs', () => {
    const { logger } = capture();
    const key = { seed: 'kept', nested: { token: 'kept' } };
    logger.info({ key }, 'key');
    expect(key).toEqual({ seed: 'kept', nested: { token: 'kept' } });
  });

  test('keeps type, code and stack of an error', () => {
    const { lines, logger } = capture();
    logger.error({ err: Object.assign(new TypeError('bad'), { code: 'E_BAD' }) }, 'failed');
    expect(lines[0]).toMatchObject({ err: { type: 'TypeError', message: 'bad', code: 'E_BAD' } });
  });

  test('appends to a file and makes its directory', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mingjing-log-'));
    const file = join(directory, 'logs', 'program.log');
    createLogger({ name: 'program', file }).info('first');
    await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain('"msg":"first"'), {
      timeout: 10_000,
    });
    createLogger({ name: 'program', file }).info('second');
    await vi.waitFor(() => expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2), {
      timeout: 10_000,
    });
    rmSync(directory, { recursive: true });
  });
});
