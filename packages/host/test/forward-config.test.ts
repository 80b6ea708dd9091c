import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@mingjing/service';
import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forwardSchema, forwardTarget } from '../src/forward-config.ts';
import type { HostError } from '../src/index.ts';

const schema = Type.Object(
  { forward: Type.Optional(forwardSchema) },
  { additionalProperties: false },
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'forward-config-'));
  for (const name of ['ca', 'other']) {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
        ...['-subj', `/CN=${name}`, '-days', '2', '-keyout', `${name}.key`, '-out', `${name}.pem`],
      ],
      { cwd: folder, stdio: 'ignore' },
    );
  }
  writeFileSync(join(folder, 'text.pem'), 'no certificate');
  writeFileSync(
    join(folder, 'broken.pem'),
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The section as an operator writes it, through schema and checks. */
function targetOf(lines: readonly string[]) {
  const file = join(folder, 'config.yaml');
  writeFileSync(file, `forward:\n${lines.map((line) => `  ${line}\n`).join('')}`);
  const loaded = loadConfig({ schema, file, env: {}, flags: {}, envPrefix: 'TEST_' });
  if (!loaded.ok) return loaded.refusals.map(({ code, path }) => `${code} ${path}`).join();
  if (loaded.value.forward === undefined) return 'off';
  try {
    return forwardTarget(loaded.value.forward, folder);
  } catch (error) {
    const { code, zh, en } = error as HostError;
    expect(code).toBe('FORWARD_REFUSED');
    expect(zh).toMatch(/\p{Script=Han}/u);
    return en;
  }
}

test('without the section nothing is forwarded', () => {
  writeFileSync(join(folder, 'config.yaml'), '{}\n');
  const file = join(folder, 'config.yaml');
  const loaded = loadConfig({ schema, file, env: {}, flags: {}, envPrefix: 'TEST_' });
  expect(loaded).toEqual({ ok: true, value: {} });
});

describe('a configuration', () => {
  test('of TLS names host and authority; the rest has defaults', () => {
    expect(targetOf(['host: siem.example', 'ca_file: ca.pem'])).toMatchObject({
      receiver: {
        ...{ host: 'siem.example', port: 6514 },
        tls: { ca: expect.stringContaining('BEGIN CERTIFICATE') },
      },
      ...{ facility: 13, enterpriseNumber: 32_473 },
      sources: expect.arrayContaining(['access', 'publish', 'maintenance']),
    });
  });

  test('may name a certificate of our own', () => {
    const own = ['cert_file: other.pem', 'key_file: other.key'];
    expect(targetOf(['host: siem.example', 'ca_file: ca.pem', ...own])).toMatchObject({
      receiver: { tls: { cert: expect.stringContaining('BEGIN'), key: expect.any(String) } },
    });
  });

  test.each(['127.0.0.1', '127.8.8.8', '"::1"', 'localhost'])(
    'of plain TCP may name %s',
    (host) => {
      expect(targetOf([`host: ${host}`, 'transport: tcp'])).toMatchObject({
        receiver: { port: 6514 },
      });
    },
  );

  test('of plain TCP may leave the machine when it says so', () => {
    const plain = ['host: 192.0.2.1', 'port: 601', 'transport: tcp', 'allow_plain: true'];
    expect(targetOf([...plain, 'sources: [auth]', 'facility: local3'])).toEqual({
      ...{ receiver: { host: '192.0.2.1', port: 601 }, sources: ['auth'] },
      ...{ facility: 19, enterpriseNumber: 32_473 },
    });
  });
});

describe('a configuration is refused', () => {
  const tls = ['host: siem.example', 'ca_file: ca.pem'];
  const table: [string, readonly string[], RegExp][] = [
    ['of plain TCP that leaves the machine', ['host: 192.0.2.1', 'transport: tcp'], /allow_plain/],
    ['of a name like loopback', ['host: 127.0.0.1.example', 'transport: tcp'], /allow_plain/],
    ['without an authority', ['host: siem.example'], /ca_file/],
    ['with an authority it would not use', [...tls, 'transport: tcp'], /uses no certificate/],
    ['whose file is missing', ['host: a', 'ca_file: gone.pem'], /ca_file: .*gone.pem cannot/],
    ['whose file is a folder', ['host: a', 'ca_file: .'], /ca_file: .*cannot be read/],
    ['whose file is no PEM', ['host: a', 'ca_file: text.pem'], /ca_file: .*no PEM/],
    ['whose authority is broken', ['host: a', 'ca_file: broken.pem'], /ca_file: .*malformed/],
    ['with a certificate and no key', [...tls, 'cert_file: other.pem'], /key_file/],
    ['with a key and no certificate', [...tls, 'key_file: other.key'], /cert_file/],
    [
      'with a key of another certificate',
      [...tls, 'cert_file: other.pem', 'key_file: ca.key'],
      /key_file: .*does not fit/,
    ],
    ['with an unknown key', [...tls, 'retries: 3'], /CONFIG_UNKNOWN_KEY forward.retries/],
    ['without a host', ['port: 6514'], /CONFIG_MISSING forward.host/],
    ['with port 0', [...tls, 'port: 0'], /CONFIG_BAD_VALUE forward.port/],
    ['with another transport', [...tls, 'transport: udp'], /CONFIG_BAD_VALUE forward.transport/],
    ['with an unknown source', [...tls, 'sources: [chat]'], /CONFIG_BAD_VALUE forward.sources/],
    ['with no source', [...tls, 'sources: []'], /CONFIG_BAD_VALUE forward.sources/],
    ['with an unknown facility', [...tls, 'facility: kern'], /CONFIG_BAD_VALUE forward.facility/],
  ];
  test.each(table)('%s', (_, lines, expected) => {
    expect(targetOf(lines)).toMatch(expected);
  });
});
