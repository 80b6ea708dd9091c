import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { type ConfigSources, loadConfig } from '../src/index.ts';

const schema = Type.Object({
  nodeId: Type.String({ minLength: 2 }),
  log: Type.Object({
    level: Type.Union([Type.Literal('info'), Type.Literal('debug')], { default: 'info' }),
    perRequest: Type.Boolean({ default: false }),
  }),
  api: Type.Object({
    host: Type.String({ default: '127.0.0.1' }),
    port: Type.Integer({ minimum: 0, maximum: 65_535, default: 20_200 }),
  }),
  letter: Type.Union(
    [...'abcdefghij'].map((letter) => Type.Literal(letter)),
    { default: 'a' },
  ),
  peers: Type.Array(Type.Object({ address: Type.String() }), { default: [], maxItems: 3 }),
});
type Schema = typeof schema;

function load(given: { yaml?: string; env?: Record<string, string>; flags?: object }) {
  const sources: ConfigSources<Schema> = {
    schema,
    env: given.env ?? {},
    flags: { ...given.flags },
    envPrefix: 'MINGJING_',
    ...(given.yaml === undefined ? {} : { file: planted(given.yaml) }),
  };
  return loadConfig(sources);
}

function planted(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'config.yaml');
  writeFileSync(file, text);
  return file;
}

function refusals(given: Parameters<typeof load>[0]): string[] {
  const result = load(given);
  return result.ok ? [] : result.refusals.map(({ code, path }) => `${code} ${path}`);
}

describe('the configuration', () => {
  it('fills defaults inside sections that are not written', () => {
    expect(load({ yaml: 'nodeId: n1\napi:\n' })).toEqual({
      ok: true,
      value: {
        nodeId: 'n1',
        log: { level: 'info', perRequest: false },
        api: { host: '127.0.0.1', port: 20_200 },
        letter: 'a',
        peers: [],
      },
    });
  });

  it('refuses what is none of many alternatives, and what is wrong after it', () => {
    const yaml = 'nodeId: n1\nletter: z\nlog: { perRequest: 7 }\n';
    expect(refusals({ yaml }).sort()).toEqual([
      'CONFIG_BAD_VALUE letter',
      'CONFIG_BAD_VALUE log.perRequest',
    ]);
  });

  it.each([
    ['the file', {}, {}, 1],
    ['the environment over the file', { MINGJING_API_PORT: '2' }, {}, 2],
    ['a flag over both', { MINGJING_API_PORT: '2' }, { 'api.port': '3' }, 3],
    ['a flag that was not given', { MINGJING_API_PORT: '2' }, { 'api.port': undefined }, 2],
  ])('takes a value from %s', (_name, env, flags, port) => {
    const result = load({ yaml: 'nodeId: n1\napi: { port: 1 }\n', env, flags });
    expect(result.ok && result.value.api.port).toBe(port);
  });

  it('reads variables by the type of their key', () => {
    const env = {
      MINGJING_NODE_ID: '007',
      MINGJING_LOG_PER_REQUEST: 'true',
      MINGJING_LOG_LEVEL: 'debug',
      MINGJING_PEERS: '[{ address: a }, { address: b }]',
      OTHER: 'x',
    };
    const result = load({ env });
    expect(result.ok && result.value).toMatchObject({
      nodeId: '007',
      log: { level: 'debug', perRequest: true },
      peers: [{ address: 'a' }, { address: 'b' }],
    });
  });

  it('leaves variables alone that another part of the program reads', () => {
    const env = { MINGJING_NODE_ID: 'n1', MINGJING_PASSPHRASE: 'x' };
    const isEnvElsewhere = (name: string) => name === 'MINGJING_PASSPHRASE';
    const sources = { schema, env, flags: {}, envPrefix: 'MINGJING_', isEnvElsewhere };
    expect(loadConfig(sources).ok).toBe(true);
    expect(refusals({ env })).toEqual(['CONFIG_UNKNOWN_KEY MINGJING_PASSPHRASE']);
  });

  it('is frozen all the way down', () => {
    const result = load({ yaml: 'nodeId: n1\npeers: [{ address: a }]\n' });
    expect(result.ok && Object.isFrozen(result.value.peers[0])).toBe(true);
    expect(result.ok && Object.isFrozen(result.value.api)).toBe(true);
  });

  it.each<[string, Parameters<typeof load>[0], string[]]>([
    ['a key', { yaml: 'nodeId: n1\nnode: 2\n' }, ['CONFIG_UNKNOWN_KEY node']],
    [
      'a key in a section',
      { yaml: 'nodeId: n1\napi: { prot: 1 }' },
      ['CONFIG_UNKNOWN_KEY api.prot'],
    ],
    [
      'a key in a list',
      { yaml: 'nodeId: n1\npeers: [{ address: a, x: 1 }]' },
      ['CONFIG_UNKNOWN_KEY peers.0.x'],
    ],
    ['a prototype', { yaml: 'nodeId: n1\n__proto__: { x: 1 }' }, ['CONFIG_UNKNOWN_KEY __proto__']],
    [
      'a variable',
      { env: { MINGJING_NODE_ID: 'n1', MINGJING_API_PROT: '1' } },
      ['CONFIG_UNKNOWN_KEY MINGJING_API_PROT'],
    ],
    ['a flag', { yaml: 'nodeId: n1', flags: { 'api.prot': 1 } }, ['CONFIG_UNKNOWN_KEY api.prot']],
    ['a flag for a section', { yaml: 'nodeId: n1', flags: { api: 1 } }, ['CONFIG_UNKNOWN_KEY api']],
  ])('names an unknown key: %s', (_name, given, expected) => {
    expect(refusals(given)).toEqual(expected);
  });

  it.each<[string, Parameters<typeof load>[0], string[]]>([
    ['a text for a number', { yaml: 'nodeId: n1\napi: { port: many }' }, ['api.port']],
    ['a number beyond its bound', { yaml: 'nodeId: n1\napi: { port: 65536 }' }, ['api.port']],
    ['a text in a variable', { yaml: 'nodeId: n1', env: { MINGJING_API_PORT: 'x' } }, ['api.port']],
    [
      'a value that is none of several',
      { yaml: 'nodeId: n1\nlog: { level: loud }' },
      ['log.level'],
    ],
    ['a scalar for a section', { yaml: 'nodeId: n1\napi: 5' }, ['api']],
    ['a list too long', { yaml: `nodeId: n1\npeers: [${'{ address: a },'.repeat(4)}]` }, ['peers']],
    ['several at once', { yaml: 'nodeId: n\napi: { port: -1 }' }, ['nodeId', 'api.port']],
  ])('names a bad value: %s', (_name, given, paths) => {
    expect(refusals(given)).toEqual(paths.map((path) => `CONFIG_BAD_VALUE ${path}`));
  });

  it.each([
    ['a doubled key', 'nodeId: n1\nnodeId: n2\n'],
    ['broken syntax', 'nodeId: [n1\n'],
    ['a list', '- nodeId\n'],
    ['an alias', 'nodeId: &a n1\nlog: { level: *a }\n'],
    ['an unknown tag', 'nodeId: !secret n1\n'],
    ['a key that is no text', 'nodeId: n1\n? [a]\n: 1\n'],
  ])('refuses a file with %s', (_name, yaml) => {
    expect(refusals({ yaml })[0]).toMatch(/^CONFIG_NOT_YAML .*config\.yaml$/);
  });

  it('names what is missing: a key, the file, or its content', () => {
    expect(refusals({ yaml: '' })).toEqual(['CONFIG_MISSING nodeId']);
    const file = join(tmpdir(), 'no-such-folder', 'config.yaml');
    const absent = loadConfig({ schema, file, env: {}, flags: {}, envPrefix: 'M_' });
    expect(absent.ok ? '' : absent.refusals[0].code).toBe('CONFIG_FILE_MISSING');
    const folder = loadConfig({ schema, file: tmpdir(), env: {}, flags: {}, envPrefix: 'M_' });
    expect(folder.ok ? '' : folder.refusals[0].code).toBe('CONFIG_UNREADABLE');
  });

  it('speaks both languages and never shows the value', () => {
    const result = load({ yaml: 'nodeId: n1', env: { MINGJING_API_PORT: 'hunter2' } });
    expect(result.ok ? undefined : result.refusals[0].message).toEqual({
      'zh-CN': '配置项 api.port 的值不合要求（环境变量）：应为整数。',
      en: 'Configuration key api.port (environment) must be an integer.',
    });
  });
});
