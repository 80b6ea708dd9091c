import { describe, expect, it, test } from 'vitest';
import { actionBadField, actionFromJson, actionToJson } from '../src/index.ts';

const parsed = (json: unknown) => actionFromJson(JSON.stringify(json));

describe('an action that people write', () => {
  it('may state or leave out what a field is without being stated', () => {
    const short = { setPolicy: { action: 2, rule: 3, roles: [2] } };
    const long = {
      setPolicy: { ...short.setPolicy, numerator: 0, denominator: 0, organisations: [], lockMs: 0 },
    };
    expect(parsed(short)).toMatchObject({ ok: true });
    expect(parsed(long)).toEqual(parsed(short));
  });

  it('is the same when written and read again', () => {
    const read = parsed({ setRegions: { allowed: ['CN', 'CN-11'] } });
    expect(read.ok && actionFromJson(actionToJson(read.value))).toEqual(read);
  });

  test.each([
    ['a misspelt field', { setRegions: { alowed: ['CN'] } }, 'setRegions.alowed'],
    ['an unknown action', { mint: { amount: 5 } }, 'mint'],
    ['a field too many', { revokeNode: { nodeId: 'a', why: 'x' } }, 'revokeNode.why'],
    ['a number for a text', { revokeNode: { nodeId: 7 } }, 'revokeNode.nodeId'],
    ['bytes that are none', { rotateKey: { oldKeyId: 'xyz' } }, 'rotateKey.oldKeyId'],
    ['half a number', { setPolicy: { action: 1.5 } }, 'setPolicy.action'],
  ])('names %s', (_title, json, field) => {
    expect(parsed(json)).toEqual({ ok: false, reason: 'unknown-or-bad-field' });
    const named = actionBadField(JSON.stringify(json));
    expect([field, '']).toContain(named);
  });

  it('is refused when it is no JSON at all', () => {
    expect(actionFromJson('{')).toEqual({ ok: false, reason: 'not-json' });
    expect(actionFromJson('7').ok).toBe(false);
  });
});
