import type { DatabaseSync } from 'node:sqlite';
import { firstNumber, nextNumber } from '../row-number.ts';

/**
 * Gives each further row of a transaction its number. Rows mostly come in the order of time, and
 * then the highest number so far is all there is to know; others are looked up.
 */
export function rowNumbers(database: DatabaseSync): (time: number) => bigint {
  const below = database.prepare('SELECT max(id) AS id FROM doc WHERE id < ?');
  below.setReadBigInts(true);
  const isTaken = database.prepare('SELECT 1 FROM doc WHERE id = ?');
  const lastBelow = (end: bigint) => (below.get(end)?.['id'] as bigint | null) ?? undefined;
  let highest = lastBelow(2n ** 63n - 1n);
  return (time) => {
    const end = firstNumber(time + 1);
    const isNewest = highest === undefined || highest < end;
    let number = nextNumber(time, isNewest ? highest : lastBelow(end));
    while (!isNewest && isTaken.get(number) !== undefined) number += 1n;
    if (highest === undefined || number > highest) highest = number;
    return number;
  };
}
