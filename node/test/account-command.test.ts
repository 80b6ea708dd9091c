// Accounts by the command, at a running node.
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { timeCode } from '../../scripts/demo/authenticator.ts';
import {
  accountsCommand,
  enrolCommand,
  inviteCommand,
  loginCommand,
  logoutCommand,
  sessionsCommand,
} from '../src/cli/account.ts';
import { nodeConfig, type RunningNode, startNode } from '../src/index.ts';
import { createTestnet } from '../src/testnet/create-testnet.ts';

let folder: string;
let home: string;
let node: RunningNode;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-account-command-'));
  const output = join(folder, 'net');
  const testnet = await createTestnet({ output, name: 'trial', organisations: 4, users: 1 });
  home = testnet.homes[0]?.home ?? '';
  node = await start();
});
afterAll(async () => {
  await node?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(flags: Record<string, unknown> = {}, passphrase?: string): Promise<RunningNode> {
  const onFailed = (error: unknown) => {
    throw error;
  };
  const secret = passphrase === undefined ? {} : { passphrase };
  return startNode({ home, onFailed, config: nodeConfig(home, flags), ...secret });
}

const keyOf = (officer: string) => join(folder, 'net', 'officers', `${officer}.json`);
const nowhere = () => Promise.reject(new Error('nobody is asked'));

/** What a command printed, on both outputs. */
async function printed(run: (lines: readonly string[]) => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  const keep = (line: unknown) => void lines.push(String(line));
  const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
  for (const spy of spies) spy.mockImplementation(keep);
  try {
    await run(lines);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return lines.join('\n');
}

/** Makes a link and enrols with it; the secret of the authenticator as it was shown. */
async function enrolled(officer: string, lang: string): Promise<string> {
  const invited = await printed(() => inviteCommand(officer, { home, lang }));
  const [link = ''] = /http:\/\/localhost:\d+\/account\/#\S+/.exec(invited) ?? [];
  let secret = '';
  const text = await printed((lines) =>
    enrolCommand(link, { key: keyOf(officer), lang }, async () => {
      [, secret = ''] = /secret=([A-Z2-7]{32})/.exec(lines.join('\n')) ?? [];
      return timeCode(secret, Date.now());
    }),
  );
  expect(text).toContain(lang === 'en' ? `✓ ${officer} is enrolled` : `✓ ${officer} 已登记`);
  return secret;
}

describe('by the command an officer', () => {
  test.each(['zh-CN', 'en'])('enrols, logs in, looks and logs out (%s)', async (lang) => {
    const officer = lang === 'en' ? 'jia-system-admin' : 'jia-audit-admin';
    const secret = await enrolled(officer, lang);
    const session = join(folder, `${lang}.session`);
    const code = timeCode(secret, Date.now() + 30_000);
    const options = { key: keyOf(officer), home, session, lang };
    const login = await printed(() => loginCommand(officer, { ...options, code }, nowhere));
    expect(login).toContain(session);
    expect(statSync(session).mode & 0o777).toBe(0o600);
    const again = loginCommand(officer, { ...options, code }, nowhere);
    await expect(again).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
    const list = await printed(() => sessionsCommand({ session, lang }));
    expect(list).toMatch(new RegExp(`[0-9a-f]{24} +${officer} +\\S+ +20\\d\\d-`));
    await printed(() => logoutCommand({ session, lang }));
    expect(existsSync(session)).toBe(false);
  });

  test('is shown with his standing to who may read the home', async () => {
    const list = await printed(() => accountsCommand({ home, lang: 'en' }));
    expect(list).toMatch(/jia-audit-admin +audit-admin +good +time-code/);
    const json = JSON.parse(await printed(() => accountsCommand({ home, json: true })));
    expect(json.accounts).toHaveLength(2);
  });
});

describe('the command refuses', () => {
  const options = () => ({ home, key: keyOf('jia-audit-admin'), code: '000000' });
  test.each<[what: string, run: () => Promise<unknown>, code: string]>([
    ['an officer of nobody', () => inviteCommand('nobody', { home }), 'officer-unknown'],
    ['a home without a program', () => inviteCommand('a', { home: folder }), 'NOT_RUNNING'],
    ['half a link', () => enrolCommand('jia-validator.x', options()), 'invitation-malformed'],
    [
      'the key of a user',
      () => enrolCommand('x', { ...options(), key: join(folder, 'net/users/user-1.json') }),
      'KEY_OF_OTHER_PURPOSE',
    ],
    [
      'the key of another officer',
      () => loginCommand('jia-security-admin', { ...options(), session: join(folder, 's') }),
      'key-refused',
    ],
    ['no session', () => logoutCommand({ session: join(folder, 'none') }), 'NO_SESSION_FILE'],
    [
      'to end what is none',
      () => sessionsCommand({ home, end: '0'.repeat(24) }),
      'session-unknown',
    ],
  ])('%s', async (_what, run, code) => {
    await expect(run()).rejects.toMatchObject({ code });
    expect(existsSync(join(folder, 's'))).toBe(false);
  });

  test.each<[what: string, text: string, mode: number]>([
    ['that others may read', '{"node":"http://localhost:1","officer":"a","cookie":"b"}', 0o644],
    ['that is none', '{"node":1}', 0o600],
    ['that is no JSON', 'cookie', 0o600],
  ])('a session file %s', async (_what, text, mode) => {
    const session = join(folder, 'other.session');
    writeFileSync(session, text);
    chmodSync(session, mode);
    await expect(logoutCommand({ session })).rejects.toMatchObject({ code: 'NO_SESSION_FILE' });
    expect(existsSync(session)).toBe(true);
  });
});

describe('a node', () => {
  test('keeps its accounts over a restart, and no session', async () => {
    await node.stop();
    node = await start();
    const list = await printed(() => accountsCommand({ home, json: true }));
    expect(JSON.parse(list).accounts).toHaveLength(2);
    expect(await printed(() => sessionsCommand({ home, json: true }))).toBe('{"sessions":[]}');
  });

  test('does not start with addresses that are none, nor with changed accounts', async () => {
    await node.stop();
    const addresses = { 'accounts.addresses': ['anywhere'] };
    await expect(start(addresses)).rejects.toMatchObject({ code: 'ACCOUNTS_ADDRESS' });
    const { accounts } = node.host.paths;
    const mode = 0o600;
    writeFileSync(accounts, 'mingjing-accounts\n', { mode });
    await expect(start()).rejects.toMatchObject({ code: 'ACCOUNTS_DAMAGED' });
    rmSync(accounts);
    node = await start();
  });
});
