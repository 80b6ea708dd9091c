import { commitmentOf, type Request } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import type { Chain } from '../src/chain/chain.ts';
import { Coverage } from '../src/coverage.ts';
import type { ReplicaPorts } from '../src/ports.ts';

const CHAIN_ID = 'test-0123456789abcdef';
const contentOf = (number: number) => ({
  salt: new Uint8Array(32).fill(number % 251),
  content: new TextEncoder().encode(`content ${number}`),
});
const commitmentOfContent = (number: number) => {
  const { content, salt } = contentOf(number);
  return commitmentOf(CHAIN_ID, salt, content);
};
const keyOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A node that lacks so many contents, and one peer that has those which `has` says. */
async function lacking(count: number, has: (number: number) => boolean) {
  const numbers = new Map<string, number>();
  const stored: Uint8Array[] = [];
  const asked: number[] = [];
  let [underWay, most] = [0, 0];
  const request = async (_peer: string, { attachment }: Request) => {
    const number = numbers.get(keyOf(attachment?.commitment as Uint8Array)) as number;
    asked.push(number);
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    return has(number) ? { attachment: contentOf(number) } : { refusal: { code: 2 } };
  };
  const ports = {
    network: { peers: () => ['peer'], request },
    store: {
      hasAttachments: async (wanted: readonly unknown[]) => wanted.map(() => false),
      putAttachments: async (items: readonly { commitment: Uint8Array }[]) => {
        stored.push(...items.map(({ commitment }) => commitment));
      },
    },
  } as unknown as ReplicaPorts;
  const coverage = new Coverage({ chainId: CHAIN_ID } as Chain, ports, {
    beside: (task) => void task(),
    isTakenDown: () => false,
    isBehind: () => false,
  });
  const refs = Array.from({ length: count }, (_, number) => {
    const commitment = commitmentOfContent(number);
    numbers.set(keyOf(commitment), number);
    return { commitment, sizeBytes: contentOf(number).content.length, role: 0 };
  });
  await coverage.older(7, [{ attachments: refs }]);
  return { coverage, asked, stored, most: () => most };
}

describe('contents that are missing', () => {
  it('are fetched as long as peers give, a few at once, without waiting for a block', async () => {
    const { coverage, most, stored } = await lacking(100, () => true);
    await coverage.fetch();
    expect(coverage.gaps()).toEqual([]);
    expect([stored.length, most()]).toEqual([100, 4]);
  });

  it('and that nobody has are asked for again after a block, each in its turn', async () => {
    const { asked, coverage } = await lacking(20, () => false);
    await coverage.fetch();
    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await coverage.fetch();
    await coverage.fetch();
    expect(asked.slice(8)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 0, 1, 2, 3]);
    expect(coverage.gaps().every(({ withheldBy }) => withheldBy.has('peer'))).toBe(true);
  });

  it('keep none waiting that somebody has', async () => {
    const { coverage } = await lacking(40, (number) => number % 5 === 0);
    await coverage.fetch();
    expect(coverage.gaps()).toHaveLength(32);
  });
});
