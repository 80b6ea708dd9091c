import { describe, expect, it } from 'vitest';
import { genesisCodec, genesisFromJson, genesisToJson } from '../src/index.ts';
import { genesis } from './sample.ts';

const text = genesisToJson(genesis);
const refused = { ok: false, reason: 'unknown-or-bad-field' };

/** The readable form with one change made to the parsed JSON. */
function changed(change: (json: Record<string, never>) => unknown): string {
  const json = JSON.parse(text);
  return JSON.stringify(change(json) ?? json);
}

const set = (path: string[], value: unknown) =>
  changed((json) => {
    let at: Record<string, unknown> = json;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
    at[path.at(-1) as string] = value;
  });

const remove = (path: string[]) =>
  changed((json) => {
    let at: Record<string, unknown> = json;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
    delete at[path.at(-1) as string];
  });

describe('genesis.json', () => {
  it('says exactly what the message says, both ways', () => {
    const parsed = genesisFromJson(text);
    if (!parsed.ok) return expect.fail(parsed.reason);
    expect(genesisCodec.encode(parsed.value)).toEqual(genesisCodec.encode(genesis));
    expect(genesisToJson(parsed.value)).toBe(text);
    expect(text).toContain(`"publicKey": "${'a1'.repeat(32)}"`);
    expect(text).not.toContain('revokedHeight');
  });

  it('may be laid out in any way and order of keys', () => {
    const compact = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()));
    expect(genesisFromJson(compact)).toMatchObject({ ok: true });
  });

  it.each([
    ['an unknown key', set(['colour'], 'red')],
    ['an unknown key deep inside', set(['nodes', '0', 'keys', '0', 'colour'], 'red')],
    ['a key in the spelling of the schema file', set(['nodes', '0', 'revoked_height'], 7)],
    ['a prototype', text.replace('{', '{"__proto__": {"name": "other"},')],
    ['a missing list', remove(['users'])],
    ['a missing list inside', remove(['officers', '0', 'jurisdictions'])],
    ['a default written out', set(['nodes', '0', 'revokedHeight'], 0)],
    ['a number in quotes', set(['time'], '1790000000000')],
    ['a text where a number belongs', set(['suite'], 'one')],
    ['a number where a text belongs', set(['name'], 4)],
    ['a fraction', set(['time'], 1.5)],
    ['a negative number', set(['nodes', '0', 'power'], -1)],
    ['a number above 32 bits', set(['nodes', '0', 'power'], 2 ** 32 + 10)],
    ['a number above 2^53', set(['time'], 2 ** 60)],
    ['a list where a message belongs', set(['parameters'], [])],
    ['a message where a list belongs', set(['nodes'], {})],
    ['null', set(['parameters'], null)],
    ['null in a list', set(['nodes'], [null])],
    ['upper-case hexadecimal', set(['nodes', '0', 'keys', '0', 'publicKey'], 'A1'.repeat(32))],
    ['an odd number of digits', set(['nodes', '0', 'keys', '0', 'publicKey'], 'a1a')],
    ['base64', set(['nodes', '0', 'keys', '0', 'publicKey'], 'oaGh')],
    ['bytes as numbers', set(['nodes', '0', 'keys', '0', 'publicKey'], [1, 2])],
    ['true for 1', set(['suite'], true)],
    ['1 for true', set(['verifiers', '0', 'syntheticOnly'], 1)],
  ])('refuses %s', (_, json) => {
    expect(genesisFromJson(json)).toEqual(refused);
  });

  it.each(['', 'null', '[]', '3', '"demo"'])('refuses %j instead of an object', (json) => {
    expect(genesisFromJson(json).ok).toBe(false);
  });

  it('refuses what is not JSON', () => {
    expect(genesisFromJson('{')).toEqual({ ok: false, reason: 'not-json' });
    expect(genesisFromJson(`${text},`)).toEqual({ ok: false, reason: 'not-json' });
  });

  it('leaves a missing name to the rules of genesis: absent is empty', () => {
    expect(genesisFromJson(remove(['name']))).toMatchObject({ ok: true, value: { name: '' } });
  });
});
