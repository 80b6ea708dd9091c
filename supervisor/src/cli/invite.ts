import { readFileSync } from 'node:fs';
import { AccountClient } from '@mingjing/client';
import { homePaths } from '@mingjing/host/home';
import { SupervisorError } from '../errors.ts';
import { type CommonOptions, say } from './output.ts';

export interface InviteCommand extends CommonOptions {
  readonly home: string;
}

/** Makes the link with which a supervision officer enrols once, and shows it once. */
export async function inviteCommand(officer: string, options: InviteCommand): Promise<void> {
  const { baseUrl, control } = reached(options.home);
  const made = await new AccountClient({ baseUrl, control }).invite(officer);
  const link = `${baseUrl}/account/#${made.token}`;
  const expires = new Date(made.expires_at).toISOString();
  say(options, 'invited', { officer, link, expires }, { ...made, link });
}

/** Where the running program of a home is reached, by a name: passkeys are bound to one. */
function reached(home: string): { baseUrl: string; control: string } {
  try {
    const run = JSON.parse(readFileSync(homePaths(home).run, 'utf8')) as {
      console: { host: string; port: number };
      control: string;
    };
    const host = run.console.host === '127.0.0.1' ? 'localhost' : run.console.host;
    return { baseUrl: `http://${host}:${run.console.port}`, control: run.control };
  } catch (cause) {
    throw new SupervisorError('NOT_RUNNING', { home }, cause);
  }
}
