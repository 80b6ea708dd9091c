// What happens by the time alone goes on when one part of it cannot.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Clockwork } from '../../src/management/clockwork.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const turn = () => vi.advanceTimersByTimeAsync(5000);

it('ticks every watch in turn, also behind one that fails, and says which', async () => {
  const ticked: string[] = [];
  const errors: object[] = [];
  const watch = (area: string, work = async () => undefined) => ({
    area,
    async tick(now: number) {
      ticked.push(`${area} ${now}`);
      await work();
    },
  });
  const failing = watch('documents', () => Promise.reject(new Error('disk')));
  const logger = { error: (fields: object) => errors.push(fields) };
  const clock = new Clockwork([failing, watch('duty')], () => 7, logger as never);
  clock.start();
  await turn();
  expect(ticked).toEqual(['documents 7', 'duty 7']);
  expect(errors).toMatchObject([{ area: 'documents' }]);
  await turn();
  expect(ticked).toHaveLength(4);
  await clock.stop();
  await turn();
  expect(ticked).toHaveLength(4);
});

it('never ticks twice at once, and stops behind what is under way', async () => {
  let begun = 0;
  let release: () => void = () => undefined;
  const tick = () => {
    begun += 1;
    return new Promise<void>((resolve) => {
      release = resolve;
    });
  };
  const clock = new Clockwork([{ area: 'duty', tick }], () => 0, { error: vi.fn() } as never);
  clock.start();
  await turn();
  await turn();
  expect(begun).toBe(1);
  let isStopped = false;
  const stopped = clock.stop().then(() => {
    isStopped = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(isStopped).toBe(false);
  release();
  await stopped;
  expect(isStopped).toBe(true);
});
