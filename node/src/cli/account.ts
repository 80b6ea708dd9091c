import { readFileSync, rmSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { AccountClient, type OfficerProof } from '@mingjing/client';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { CliError } from './errors.ts';
import { type AddressOptions, nodeAddress, runFile } from './node-address.ts';
import { type CommonOptions, Output } from './output.ts';
import { assertNew, saveFile } from './save-file.ts';

/** Where a command gets a code from: a person at a terminal, unless it is given. */
export type AskCode = (question: string) => Promise<string>;

export interface OfficerOptions extends AddressOptions, CommonOptions {
  /** Key file of the officer. */
  readonly key: string;
  readonly code?: string;
}

export interface SessionOptions extends AddressOptions, CommonOptions {
  /** File with the session of an officer. */
  readonly session?: string;
}

interface SavedSession {
  readonly node: string;
  readonly officer: string;
  readonly cookie: string;
}

const SESSION_FILE_BYTES_MAX = 4096;
const PRIVATE_MODE = 0o600;

/** Makes the link of an officer at the running program of a home, and shows it once. */
export async function inviteCommand(
  officer: string,
  options: CommonOptions & { readonly home: string },
): Promise<void> {
  const output = new Output(options);
  const { baseUrl, control } = accessOf(options);
  const client = new AccountClient({ baseUrl, ...control });
  const made = await client.invite(officer);
  const link = `${siteOf(baseUrl)}/account/#${made.token}`;
  const expires = new Date(made.expires_at).toISOString();
  output.line('cli.account.invited', { officer, role: made.role, link, expires });
  output.json({ ...made, link });
}

/** Binds an officer's key and an authenticator by a link. */
export async function enrolCommand(
  link: string,
  options: OfficerOptions,
  ask: AskCode = askHere,
): Promise<void> {
  const output = new Output(options);
  const { baseUrl, token } = parseLink(link, options);
  const officer = await new AccountClient({ baseUrl }).enrol(token, {
    sign: signerOf(options),
    code: async ({ secret, uri }) => {
      // On standard error: a program reads one object, and a person the secret all the same.
      console.error(output.text('cli.account.secret', { secret: secret ?? '', uri: uri ?? '' }));
      return options.code ?? ask(output.text('cli.account.code'));
    },
  });
  output.line('cli.account.enrolled', { officer });
  output.json({ officer });
}

/** Logs an officer in and keeps the session in a new file of mode 0600. */
export async function loginCommand(
  officer: string,
  options: OfficerOptions & { readonly session: string },
  ask: AskCode = askHere,
): Promise<void> {
  const output = new Output(options);
  assertNew(options.session);
  const node = siteOf(nodeAddress(options));
  const proof: OfficerProof = {
    sign: signerOf(options),
    code: async () => options.code ?? ask(output.text('cli.account.code')),
  };
  const { cookie, id, role } = await new AccountClient({ baseUrl: node }).login(officer, proof);
  const saved: SavedSession = { node, officer, cookie };
  saveFile(options.session, `${JSON.stringify(saved)}\n`, PRIVATE_MODE);
  output.line('cli.account.loggedIn', { officer, role, file: options.session });
  output.json({ officer, role, session: id });
}

/** Ends a session and removes its file, also when the session was over already. */
export async function logoutCommand({ session, ...options }: SessionOptions): Promise<void> {
  const output = new Output(options);
  const { node: baseUrl, cookie } = savedSession(session ?? '');
  const isOver = (error: unknown) => (error as { code?: unknown }).code === 'session-over';
  await new AccountClient({ baseUrl, cookie }).logout().catch((error: unknown) => {
    if (!isOver(error)) throw error;
  });
  rmSync(session ?? '');
  output.line('cli.account.loggedOut');
  output.json({ ended: true });
}

/** Lists the sessions that the caller may see, or ends one of them. */
export async function sessionsCommand(
  options: SessionOptions & { readonly end?: string },
): Promise<void> {
  const output = new Output(options);
  const client = new AccountClient(transportOf(options));
  if (options.end !== undefined) await client.endSession(options.end);
  const items = await client.list('sessions');
  const columns = ['id', 'officer', 'role', 'started_at', 'last_seen_at', 'source_address'];
  output.table(headings(output, columns), rowsOf(items, columns));
  output.json({ sessions: items });
}

/** Lists the accounts of a program with their standing. */
export async function accountsCommand(options: SessionOptions): Promise<void> {
  const output = new Output(options);
  const items = await new AccountClient(transportOf(options)).list('accounts');
  const columns = [
    ...['officer', 'role', 'standing', 'second_factor', 'logged_in_at', 'credential_days_left'],
  ];
  output.table(headings(output, columns), rowsOf(items, columns));
  output.json({ accounts: items });
}

/** How a caller shows who he is: with his session, or that he may read the home. */
export function transportOf(options: SessionOptions) {
  if (options.session !== undefined) {
    const { node: baseUrl, cookie } = savedSession(options.session);
    return { baseUrl, cookie };
  }
  const { baseUrl, control } = accessOf(options);
  return { baseUrl, ...control };
}

function accessOf(options: AddressOptions) {
  const run = options.home === undefined ? undefined : runFile(options.home);
  const control = run === undefined ? {} : { control: run.control };
  return { baseUrl: nodeAddress(options), control };
}

/** Passkeys are bound to a name, so that people are sent to a name. */
function siteOf(baseUrl: string): string {
  return baseUrl.replace('//127.0.0.1:', '//localhost:');
}

function parseLink(link: string, options: AddressOptions): { baseUrl: string; token: string } {
  if (!URL.canParse(link)) return { baseUrl: nodeAddress(options), token: link };
  const { origin, hash } = new URL(link);
  return { baseUrl: options.node ?? origin, token: hash.slice(1) };
}

function signerOf({ key }: OfficerOptions): OfficerProof['sign'] {
  const passphrase = process.env['MINGJING_PASSPHRASE'];
  const { purpose, seed } = loadKeyFile(key, passphrase === undefined ? {} : { passphrase });
  if (purpose === 'officer') return signerFromSeed(seed).sign;
  throw new CliError(
    'KEY_OF_OTHER_PURPOSE',
    `${key} 不是任职人员的密钥，而是 ${purpose}`,
    `${key} is no key of an officer but of purpose ${purpose}`,
  );
}

function savedSession(path: string): SavedSession {
  let saved: Partial<SavedSession> | null = null;
  try {
    const { mode, size } = statSync(path);
    const isPrivate = (mode & 0o777 & ~PRIVATE_MODE) === 0;
    if (isPrivate && size <= SESSION_FILE_BYTES_MAX) saved = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw noSession(path, cause);
  }
  const { node, officer, cookie } = saved ?? {};
  if (typeof node !== 'string' || typeof officer !== 'string' || typeof cookie !== 'string') {
    throw noSession(path);
  }
  return { node, officer, cookie };
}

function noSession(path: string, cause?: unknown): CliError {
  return new CliError(
    'NO_SESSION_FILE',
    `${path} 不是会话文件，或其他人可读`,
    `${path} is no file with a session, or others may read it`,
    cause,
  );
}

async function askHere(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}

function headings(output: Output, columns: readonly string[]): string[] {
  return columns.map((name) => output.text(`cli.account.column.${name}`));
}

function rowsOf(items: readonly Record<string, unknown>[], columns: readonly string[]): string[][] {
  return items.map((item) =>
    columns.map((name) => {
      const value = item[name];
      if (name.endsWith('_at') && typeof value === 'number') return new Date(value).toISOString();
      return String(value ?? '');
    }),
  );
}
