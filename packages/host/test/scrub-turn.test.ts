import { SPAN } from '@mingjing/search';
import { expect, test } from 'vitest';
import { type ScrubPlace, scrubTurn } from '../src/search/scrub-turn.ts';

const START: ScrubPlace = { log: 0, first: 0 };

function turns(count: number, ends: readonly number[], from = START): [number, number][] {
  const compared: [number, number][] = [];
  let place = from;
  for (let i = 0; i < count; i += 1) {
    const turn = scrubTurn(place, ends);
    if (turn === undefined) break;
    compared.push([turn.compared.log, turn.compared.first]);
    place = turn.next;
  }
  return compared;
}

test.each<[name: string, ends: number[], from: ScrubPlace, compared: [number, number][]]>([
  [
    'span after span, and from the beginning again',
    [SPAN + 1],
    START,
    [
      [0, 0],
      [0, SPAN],
      [0, 0],
    ],
  ],
  [
    'log after log',
    [1, SPAN, 2],
    START,
    [
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 0],
    ],
  ],
  [
    'those with entries alone',
    [0, 5, 0, 7],
    START,
    [
      [1, 0],
      [3, 0],
      [1, 0],
    ],
  ],
  ['nothing while nothing is indexed', [0, 0], START, []],
  ['nothing while no log is followed', [], START, []],
  ['what is left when logs went', [4], { log: 8, first: 3 * SPAN }, [[0, 0]]],
])('compares %s', (_, ends, from, compared) => {
  expect(turns(compared.length || 1, ends, from)).toEqual(compared);
});

test('a turn without any log leaves the place as it was for those that come', () => {
  expect(scrubTurn(START, [])).toBeUndefined();
  expect(scrubTurn(START, [1])?.compared).toEqual(START);
});
