import { describe, expect, it } from 'vitest';
import { Life } from '../src/clock/life.ts';
import { VirtualClock } from '../src/clock/virtual-clock.ts';
import { SeededRandom } from '../src/random.ts';

const never = () => false;

describe('the virtual clock', () => {
  it('fires in order of time, and of planning where times are equal', async () => {
    const clock = new VirtualClock(0);
    const random = new SeededRandom(9);
    const planned = Array.from({ length: 500 }, (_, index) => ({ at: random.below(40), index }));
    const fired: typeof planned = [];
    for (const plan of planned) clock.schedule(plan.at, 'test', () => fired.push(plan));
    await clock.run(never);
    expect(fired).toEqual(planned.toSorted((a, b) => a.at - b.at || a.index - b.index));
  });

  it('lets every promise callback run before the next event', async () => {
    const clock = new VirtualClock(0);
    const order: string[] = [];
    clock.schedule(1, 'first', () => {
      void (async () => {
        for (let step = 0; step < 5000; step += 1) await undefined;
        order.push('the callbacks of the first');
      })();
    });
    clock.schedule(1, 'second', () => order.push('the second'));
    await clock.run(never);
    expect(order).toEqual(['the callbacks of the first', 'the second']);
  });

  it('fires nothing that was cancelled, and stops between two events', async () => {
    const clock = new VirtualClock(100);
    const fired: number[] = [];
    clock.schedule(1, 'cancelled', () => fired.push(1))();
    clock.schedule(2, 'kept', () => fired.push(2));
    clock.schedule(3, 'too late', () => fired.push(3));
    await clock.run(() => fired.length === 1);
    expect([fired, clock.time]).toEqual([[2], 102]);
  });
});

describe('a life', () => {
  it('leaves calls without an answer once it is over', async () => {
    const clock = new VirtualClock(0);
    const life = new Life();
    const disk = life.bind({ write: (ms: number) => clock.delay(ms, 'write') });
    const written: number[] = [];
    for (const ms of [1, 10]) void disk.write(ms).then(() => written.push(ms));
    clock.schedule(5, 'crash', () => life.end());
    clock.schedule(6, 'too late', () => void disk.write(1).then(() => written.push(7)));
    await clock.run(never);
    expect(written).toEqual([1]);
  });
});

describe('seeded numbers', () => {
  it('are the same for a seed, and others for another seed or use', () => {
    const draw = (random: SeededRandom) => Array.from({ length: 8 }, () => random.next());
    expect(draw(new SeededRandom(1))).toEqual(draw(new SeededRandom(1)));
    expect(draw(new SeededRandom(1))).not.toEqual(draw(new SeededRandom(2)));
    const parent = new SeededRandom(1);
    expect(draw(parent.fork('a'))).not.toEqual(draw(parent.fork('b')));
    expect(draw(parent)).toEqual(draw(new SeededRandom(1)));
  });

  it('spread evenly', () => {
    const random = new SeededRandom(3);
    const hits = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i += 1) {
      const at = random.below(10);
      hits[at] = (hits[at] ?? 0) + 1;
    }
    for (const count of hits) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});
