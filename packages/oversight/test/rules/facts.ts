// Facts of a chain that makes a block every ten seconds, from midnight in Shanghai on.
import type { Fact } from '../../src/index.ts';

const MIDNIGHT = Date.parse('2026-11-26T00:00:00+08:00');
export const BLOCK_MS = 10_000;

export const at = (height: number) => ({ height, time: MIDNIGHT + height * BLOCK_MS });

export const block = (height: number): Fact => ({ type: 'block', ...at(height) });

export const publication = (height: number, user = 'user-1', over: object = {}): Fact => ({
  ...{ type: 'publication', ...at(height), user, record: `${user}-${height}` },
  ...{ organisation: 'jia', isVerified: true, ...over },
});

export const text = (height: number, ...texts: string[]): Fact => ({
  ...{ type: 'text', ...at(height), user: 'user-1', organisation: 'jia' },
  ...{ record: `record-${height}`, texts },
});
