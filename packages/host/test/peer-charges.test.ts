import { describe, expect, it } from 'vitest';
import { CHARGES_MAX, FORGIVEN_PER_SECOND, PeerCharges } from '../src/peer-charges.ts';

function chargedUntilOver(charges: PeerCharges, peer: string): number {
  let count = 1;
  while (!charges.charge(peer)) count += 1;
  return count;
}

describe('charges', () => {
  it('are once too many beyond the budget, and then begin anew', () => {
    const charges = new PeerCharges(() => 0);
    expect(chargedUntilOver(charges, 'loud')).toBe(CHARGES_MAX + 1);
    expect(chargedUntilOver(charges, 'loud')).toBe(CHARGES_MAX + 1);
  });

  it('of one peer are no other peer’s', () => {
    const charges = new PeerCharges(() => 0);
    chargedUntilOver(charges, 'loud');
    expect(charges.charge('quiet')).toBe(false);
  });

  it('are forgotten with time', () => {
    let now = 0;
    const charges = new PeerCharges(() => now);
    for (let count = 0; count < CHARGES_MAX; count += 1) charges.charge('clumsy');
    now += 1000;
    for (let count = 0; count < FORGIVEN_PER_SECOND; count += 1) {
      expect(charges.charge('clumsy')).toBe(false);
    }
    expect(charges.charge('clumsy')).toBe(true);
  });

  it('are not forgotten by a clock that is set back', () => {
    let now = 1_000_000;
    const charges = new PeerCharges(() => now);
    for (let count = 0; count < CHARGES_MAX; count += 1) charges.charge('clumsy');
    now = 0;
    expect(charges.charge('clumsy')).toBe(true);
  });
});
