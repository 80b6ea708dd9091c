import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { homePaths } from '@mingjing/host';
import { describe, expect, it } from 'vitest';
import { supervisorConfig } from '../src/index.ts';

function homeWith(yaml: string): string {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  const { config } = homePaths(home);
  mkdirSync(dirname(config), { recursive: true });
  writeFileSync(config, yaml);
  return home;
}

describe('the configuration of the supervision node', () => {
  it('has defaults for all but the node', () => {
    expect(supervisorConfig(homeWith('node_id: watch\n'), {}, {})).toEqual({
      node_id: 'watch',
      search: {},
      p2p: { listen: '/ip4/127.0.0.1/tcp/30300', peers: [] },
      interventions: { nodes: [] },
      console: { host: '127.0.0.1', port: 8443, trusted_proxies: [] },
      pages: { check_seconds: 10 },
      accounts: {
        ...{ addresses: ['127.0.0.0/8', '::1'], origins: [], idle_minutes: 15 },
        ...{ absolute_hours: 8, credential_days: 180, stale_days: 90 },
      },
      journal: { warn_days: 30 },
      outbound: { allow: [] },
      declared_ports: [],
      sync: { join: 'blocks' },
      log: { level: 'info' },
    });
  });

  it('takes flags over environment over file', () => {
    const home = homeWith('node_id: watch\nconsole:\n  port: 1\n');
    const env = { MINGJING_SUPERVISOR_CONSOLE_PORT: '2', MINGJING_SUPERVISOR_PASSPHRASE: 'x' };
    expect(supervisorConfig(home, {}, {}).console.port).toBe(1);
    expect(supervisorConfig(home, {}, env).console.port).toBe(2);
    expect(supervisorConfig(home, { 'console.port': '3' }, env).console.port).toBe(3);
  });

  it.each([
    [
      'a trusted header without its height',
      `node_id: watch\nsync: {trusted_header: {block_id: '${'0'.repeat(64)}'}}\n`,
      {},
      'CONFIG_REFUSED',
    ],
    ['an unknown key', 'node_id: watch\napi: {port: 1}\n', {}, 'CONFIG_REFUSED'],
    ['a small budget', 'node_id: watch\njournal: {budget_bytes: 1}\n', {}, 'CONFIG_REFUSED'],
    ['an unknown variable', 'node_id: watch\n', { MINGJING_SUPERVISOR_X: '1' }, 'CONFIG_REFUSED'],
    [
      'a console that all may reach',
      'node_id: watch\nconsole: {host: 0.0.0.0}\n',
      {},
      'CONSOLE_NO_TLS',
    ],
    [
      'one outside whose site nobody knows',
      'node_id: watch\nconsole: {host: 0.0.0.0, tls: {certificate: a.pem, key: a.key}}\n',
      {},
      'CONSOLE_NO_ORIGINS',
    ],
  ])('refuses %s', (_name, yaml, env, code) => {
    expect(() => supervisorConfig(homeWith(yaml), {}, env)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
