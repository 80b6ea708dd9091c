// A network as it is drawn: every node has a place of its own, and every line two ends.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type DrawnLink,
  type DrawnNode,
  NETWORK_WIDTH,
  networkLayout,
} from '../src/show/network/network-layout.ts';

const nodeOf = (id: string, organisation: string): DrawnNode => ({
  ...{ id, organisation, shape: 'validator', kind: 'met', word: '已连接', region: 'CN-11' },
});
const linkOf = (from: string, to: string, isMutual = true): DrawnLink => ({ from, to, isMutual });

it('places any network: nodes apart and in their boxes, boxes apart, lines outside of them', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(sizes, (all) => {
      const nodes = all.flatMap((size, house) =>
        Array.from({ length: size }, (_, i) => nodeOf(`n-${house}-${i}`, `o-${house}`)),
      );
      const links = nodes.flatMap(({ id: from }, i) =>
        nodes.slice(i + 1).map(({ id: to }) => linkOf(from, to)),
      );
      const { boxes, height, lines } = networkLayout(nodes, links);
      expect(lines).toHaveLength(links.length);
      const places = boxes.flatMap((box) => box.nodes);
      expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(nodes.length);
      for (const box of boxes) {
        expect(box.x >= 0 && box.x + box.width <= NETWORK_WIDTH).toBe(true);
        expect(box.y >= 0 && box.y + box.height <= height + 1e-9).toBe(true);
        for (const { port, y } of box.nodes) {
          expect(y > box.y && y < box.y + box.height).toBe(true);
          expect([box.x, box.x + box.width]).toContain(port.x);
        }
      }
      const tops = boxes.toSorted((a, b) => a.x - b.x || a.y - b.y);
      for (const [i, box] of tops.entries()) {
        const next = tops[i + 1];
        if (next?.x === box.x) expect(next.y).toBeGreaterThan(box.y + box.height);
      }
    }),
    { numRuns: 50 },
  );
});

it('draws no line to a node that nobody knows', () => {
  expect(networkLayout([nodeOf('a', 'o')], [linkOf('a', 'b')]).lines).toEqual([]);
  expect(networkLayout([], []).height).toBe(0);
});
