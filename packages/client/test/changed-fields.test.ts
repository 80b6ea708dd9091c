import { describe, expect, it } from 'vitest';
import { changedFields } from '../src/index.ts';

const change = (before: unknown, after: unknown) =>
  changedFields({ kind: 'node', identifier: 'n1', before, after });

describe('changedFields', () => {
  it('of a new entry are all that it states', () => {
    expect(change(null, { id: 'n1', power: 1 })).toEqual([
      { name: 'id', before: undefined, after: 'n1' },
      { name: 'power', before: undefined, after: 1 },
    ]);
  });

  it('leave out what stays, also lists and what lies in them', () => {
    const keys = [{ purpose: 1, publicKey: 'ab' }];
    expect(change({ keys, power: 1 }, { keys: [...keys], power: 0 })).toEqual([
      { name: 'power', before: 1, after: 0 },
    ]);
  });

  it('name a field that is gone', () => {
    expect(change({ region: 'CN' }, {})).toEqual([
      { name: 'region', before: 'CN', after: undefined },
    ]);
  });

  it.each([[null], ['text'], [undefined]])('of %j are none', (value) => {
    expect(change(value, value)).toEqual([]);
  });
});
