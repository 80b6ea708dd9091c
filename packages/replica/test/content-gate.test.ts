// Contents leave a node only when it knows what was taken down: a table of what it hears.
import { describe, expect, it } from 'vitest';
import { ContentGate, type GateParts } from '../src/contents/gate.ts';
import type { SignedPoint } from '../src/ports.ts';

const VALIDATORS = ['node-a', 'node-b', 'node-c', 'node-d'];

interface Given {
  readonly height: number;
  readonly isRestored?: boolean;
  readonly nodeId?: string;
  readonly lastSigned?: SignedPoint;
}

function gateOf({ height, isRestored = false, nodeId = 'node-a', lastSigned }: Given) {
  const chain = {
    height,
    state: { validators: { validators: VALIDATORS.map((id) => ({ nodeId: id, power: 1 })) } },
  };
  const timers: { delayMs: number; fire: () => void }[] = [];
  const schedule = (delayMs: number, fire: () => void) => {
    const timer = { delayMs, fire };
    timers.push(timer);
    return () => void timers.splice(timers.indexOf(timer), 1);
  };
  const signer = lastSigned && { lastSigned: () => lastSigned };
  let opened = 0;
  const parts = { chain, ports: { clock: { schedule }, signer }, nodeId, isRestored };
  const gate = new ContentGate(parts as unknown as GateParts, () => {
    opened += 1;
  });
  gate.start();
  return { gate, chain, timers, opened: () => opened };
}

describe('contents open', () => {
  it('when as many as decide, this node among them, are not ahead', () => {
    const { gate, opened } = gateOf({ height: 9 });
    expect(gate.isOpen).toBe(false);
    gate.told('node-b', 9);
    expect(gate.isOpen).toBe(false);
    gate.told('node-c', 8);
    expect(gate.isOpen).toBe(true);
    gate.told('node-d', 99);
    gate.review();
    expect([gate.isOpen, opened()]).toEqual([true, 1]);
  });

  it('no sooner than the node has what they had when it came', () => {
    const { gate, chain } = gateOf({ height: 9, isRestored: true });
    for (const peer of ['node-b', 'node-c', 'node-d']) gate.told(peer, 12);
    for (const height of [10, 11]) {
      chain.height = height;
      gate.review();
      expect(gate.isOpen).toBe(false);
    }
    chain.height = 12;
    gate.review();
    expect(gate.isOpen).toBe(true);
  });

  it('whatever one of them claims, and by the first word of each alone', () => {
    const { gate } = gateOf({ height: 9, isRestored: true });
    gate.told('node-b', 1_000_000);
    gate.told('node-b', 9);
    gate.told('node-c', 9);
    expect(gate.isOpen).toBe(false);
    gate.told('node-d', 9);
    expect(gate.isOpen).toBe(true);
  });

  it('by the words of validators, of more of them where the node is none', () => {
    const { gate } = gateOf({ height: 9, nodeId: 'node-f', isRestored: true });
    for (const peer of ['node-x', 'node-y', 'node-b', 'node-c']) gate.told(peer, 9);
    expect(gate.isOpen).toBe(false);
    gate.told('node-d', 9);
    expect(gate.isOpen).toBe(true);
  });

  it.each<[string, SignedPoint, boolean]>([
    ['signed above it', { height: 14, round: 0, step: 2 }, false],
    ['signed at the next height', { height: 10, round: 3, step: 1 }, true],
    ['was told to sign above a height', { height: 1_000_000, round: 'all' }, true],
    ['lost what it signed', 'unknown', true],
  ])('not below what the node itself knows of: it %s', (_name, lastSigned, isOpen) => {
    const { gate } = gateOf({ height: 9, isRestored: true, lastSigned });
    for (const peer of ['node-b', 'node-c', 'node-d']) gate.told(peer, 9);
    expect(gate.isOpen).toBe(isOpen);
  });

  it('after a while alone, unless the home was restored', () => {
    const own = gateOf({ height: 9 });
    expect(own.timers).toHaveLength(1);
    own.timers[0]?.fire();
    expect(own.gate.isOpen).toBe(true);
    expect(gateOf({ height: 9, isRestored: true }).timers).toEqual([]);
  });

  it('once: the time alone is over with it, and with the node', () => {
    const { gate, timers, opened } = gateOf({ height: 9 });
    for (const peer of ['node-b', 'node-c']) gate.told(peer, 9);
    expect([timers, opened()]).toEqual([[], 1]);
    const stopped = gateOf({ height: 9 });
    stopped.gate.stop();
    expect(stopped.timers).toEqual([]);
  });
});
