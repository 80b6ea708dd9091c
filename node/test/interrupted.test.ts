// Ctrl-C of a command whose work goes on at a node.
import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { stoppable } from '../src/cli/interrupted.ts';

const exit = vi.fn<(code: number) => void>();
let terminal: EventEmitter & { exit: typeof exit };
let time: number;
const now = () => time;
const press = (at: number) => {
  time = at;
  terminal.emit('SIGINT');
};

beforeEach(() => {
  exit.mockReset();
  terminal = Object.assign(new EventEmitter(), { exit });
  time = 0;
});

it('asks for the end once, and leaves only when it is pressed again', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const stop = vi.fn();
  const ended = stoppable(() => promise, stop, { terminal, now });
  press(1000);
  // The same press, passed on by the parent process.
  press(1040);
  expect([stop.mock.calls.length, terminal.exit.mock.calls.length]).toEqual([1, 0]);
  press(3000);
  expect([stop.mock.calls.length, terminal.exit.mock.calls]).toEqual([1, [[130]]]);
  resolve('stopped');
  expect(await ended).toBe('stopped');
});

it('is nothing of the work’s when it is over, however it ended', async () => {
  const failing = stoppable(() => Promise.reject(new Error('GONE')), vi.fn(), { terminal, now });
  await expect(failing).rejects.toThrow('GONE');
  expect(terminal.listenerCount('SIGINT')).toBe(0);
});
