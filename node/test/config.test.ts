import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homePaths } from '@mingjing/host';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nodeConfig } from '../src/config.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mingjing-config-'));
  const { config } = homePaths(home);
  mkdirSync(join(config, '..'));
  writeFileSync(config, 'node_id: jia-validator\napi:\n  port: 1001\n');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

test('flags come before the environment, that before the file, that before defaults', () => {
  expect(nodeConfig(home, {})).toMatchObject({
    node_id: 'jia-validator',
    api: { host: '127.0.0.1', port: 1001 },
    sync: { join: 'blocks', trust: 'signatures' },
    snapshots: { blocks: 1000, hours: 6 },
    journal: { warn_days: 30 },
    log: { level: 'info' },
  });
  vi.stubEnv('MINGJING_API_PORT', '1002');
  expect(nodeConfig(home, {}).api.port).toBe(1002);
  expect(nodeConfig(home, { 'api.port': '1003' }).api.port).toBe(1003);
  expect(nodeConfig(home, { 'api.port': undefined }).api.port).toBe(1002);
});

test('an unknown variable is refused, one that others read is not', () => {
  vi.stubEnv('MINGJING_PASSPHRASE', 'words');
  vi.stubEnv('MINGJING_SUPERVISOR_CONSOLE_PORT', '0');
  expect(nodeConfig(home, {}).node_id).toBe('jia-validator');
  vi.stubEnv('MINGJING_API_COLOUR', 'red');
  expect(() => nodeConfig(home, {})).toThrow(
    expect.objectContaining({ code: 'CONFIG_UNKNOWN_KEY' }),
  );
});

test.each([
  ['a port beyond 65535', 'api:\n  port: 65536\n', 'CONFIG_BAD_VALUE'],
  ['a name with capitals', 'node_id: Jia\n', 'CONFIG_BAD_VALUE'],
  ['an unknown level', 'log:\n  level: loud\n', 'CONFIG_BAD_VALUE'],
  [
    'an unknown key of a peer',
    'p2p:\n  peers: [{ node_id: yi-node, address: a, key: b }]\n',
    'CONFIG_UNKNOWN_KEY',
  ],
  ['a budget that no 184 days fit in', 'journal:\n  budget_bytes: 1000000\n', 'CONFIG_BAD_VALUE'],
  ['a budget in words', 'journal:\n  budget_bytes: 10 GB\n', 'CONFIG_BAD_VALUE'],
  ['a warning that comes too late', 'journal:\n  warn_days: 0\n', 'CONFIG_BAD_VALUE'],
  ['a period, which is no setting', 'journal:\n  days: 90\n', 'CONFIG_UNKNOWN_KEY'],
  [
    'a verification service that is told in clear',
    'verification:\n  url: http://verifier.example\n',
    'CONFIG_BAD_VALUE',
  ],
  ['a list where a section belongs', 'api: []\n', 'CONFIG_BAD_VALUE'],
  ['an API in the clear for all', 'api: { host: 0.0.0.0 }\n', 'CONFIG_NO_TLS'],
  ['a portal in the clear for all', 'portal: { host: 0.0.0.0 }\n', 'CONFIG_NO_TLS'],
  ['pages that are looked at too seldom', 'pages: { check_seconds: 31 }\n', 'CONFIG_BAD_VALUE'],
  ['a signer that is no key', 'pages: { signer: abc }\n', 'CONFIG_BAD_VALUE'],
  ['an operator without a name', 'operator: { name_zh: 甲 }\n', 'CONFIG_MISSING'],
  [
    'a filing number that is none',
    'operator: { name_zh: 甲, name_en: A, filing_number: 京网信备1号 }\n',
    'CONFIG_OPERATOR',
  ],
  [
    'an ICP number of no province',
    'operator: { name_zh: 甲, name_en: A, icp_number: 美ICP备00000001号 }\n',
    'CONFIG_OPERATOR',
  ],
  [
    'a police number that is too short',
    'operator: { name_zh: 甲, name_en: A, police_number: 京公网安备 1号 }\n',
    'CONFIG_OPERATOR',
  ],
  ['a management in the clear for all', 'management: { host: "::" }\n', 'CONFIG_NO_TLS'],
  [
    'a management outside without its site',
    'management: { host: 10.0.0.5, tls: { certificate: a.pem, key: a.key } }\n',
    'CONFIG_NO_ORIGINS',
  ],
  ['half of a certificate', 'api: { tls: { certificate: a.pem } }\n', 'CONFIG_MISSING'],
])('%s is refused', (_, text, code) => {
  const head = text.startsWith('node_id') ? '' : 'node_id: jia-validator\n';
  writeFileSync(homePaths(home).config, head + text);
  expect(() => nodeConfig(home, {})).toThrow(expect.objectContaining({ code }));
});
