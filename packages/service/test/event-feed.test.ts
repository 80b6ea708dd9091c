import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEventFeed } from '../src/index.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const received = (reader: Readable) => String(reader.read() ?? '');
const ids = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);

describe('an event feed', () => {
  it('gives each reader what is published after it opened', () => {
    const feed = createEventFeed({ epoch: 'e1' });
    feed.publish('block', { height: 1 });
    const reader = feed.open(undefined);
    feed.publish('block', { height: 2 });
    expect(received(reader)).toBe('retry: 2000\n\nid: e1-2\nevent: block\ndata: {"height":2}\n\n');
    feed.close();
  });

  it.each([
    ['e1-0', true, []],
    ['e1-1', true, []],
    ['e1-2', false, ['e1-3', 'e1-4', 'e1-5']],
    ['e1-4', false, ['e1-5']],
    ['e1-5', false, []],
    ['e1-6', true, []],
    ['e0-4', true, []],
    ['e1--1', true, []],
    ['', true, []],
    ['garbage', true, []],
    [`e1-${'9'.repeat(400)}`, true, []],
  ])('resumes after %j', (lastEventId, isReset, expected) => {
    const feed = createEventFeed({ epoch: 'e1', keptMax: 3 });
    for (let height = 1; height <= 5; height++) feed.publish('block', { height });
    const text = received(feed.open(lastEventId));
    expect([text.includes('event: reset'), ids(text)]).toEqual([isReset, expected]);
    feed.close();
  });

  it('sends a comment when nothing happens, and runs no timer without readers', async () => {
    const feed = createEventFeed({ epoch: 'e1', heartbeatMs: 1000 });
    expect(vi.getTimerCount()).toBe(0);
    const reader = feed.open(undefined);
    received(reader);
    vi.advanceTimersByTime(2000);
    expect(received(reader)).toBe(': alive\n\n: alive\n\n');
    const closed = new Promise((resolve) => reader.once('close', resolve));
    reader.destroy();
    await closed;
    expect([vi.getTimerCount(), feed.readerCount]).toEqual([0, 0]);
  });

  it('cuts off a reader beyond its buffer and keeps the others', async () => {
    const feed = createEventFeed({ epoch: 'e1', bufferBytesMax: 200 });
    const [slow, quick] = [feed.open(undefined), feed.open(undefined)];
    const closed = new Promise((resolve) => slow.once('close', resolve));
    for (let height = 1; height <= 5; height++) {
      feed.publish('block', { height });
      received(quick);
    }
    await closed;
    expect(feed.readerCount).toBe(1);
    feed.close();
  });

  it('does not replay more than the buffer of a reader', () => {
    const feed = createEventFeed({ epoch: 'e1', bufferBytesMax: 100 });
    for (let height = 1; height <= 5; height++) feed.publish('block', { height });
    expect(received(feed.open('e1-0'))).toContain('event: reset');
    feed.close();
  });

  it('refuses readers beyond its bound', () => {
    const feed = createEventFeed({ epoch: 'e1', readersMax: 1 });
    feed.open(undefined);
    expect(() => feed.open(undefined)).toThrow('too-many-streams');
    feed.close();
  });
});
