import { AccountClient } from '@mingjing/client';
import { runningIn } from './console-client.ts';
import { type CommonOptions, say } from './output.ts';

export interface InviteCommand extends CommonOptions {
  readonly home: string;
}

/** Makes the link with which a supervision officer enrols once, and shows it once. */
export async function inviteCommand(officer: string, options: InviteCommand): Promise<void> {
  const { baseUrl, control } = runningIn(options.home);
  const made = await new AccountClient({ baseUrl, control }).invite(officer);
  const link = `${baseUrl}/account/#${made.token}`;
  const expires = new Date(made.expires_at).toISOString();
  say(options, 'invited', { officer, link, expires }, { ...made, link });
}
