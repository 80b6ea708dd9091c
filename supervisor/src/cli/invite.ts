import { AccountClient } from '@mingjing/client';
import { runningIn, serviceIn } from './console-client.ts';
import { type CommonOptions, say } from './output.ts';

export interface InviteCommand extends CommonOptions {
  readonly home: string;
  /** Of a service of several chains: its own home, and which of them this is. */
  readonly service?: string;
  readonly chain?: string;
}

/** Makes the link with which a supervision officer enrols once, and shows it once. */
export async function inviteCommand(officer: string, options: InviteCommand): Promise<void> {
  const { baseUrl, control } = runningIn(options.home);
  const site = siteOf(options) ?? baseUrl;
  const made = await new AccountClient({ baseUrl, control }).invite(officer);
  const link = `${site}/account/#${made.token}`;
  const expires = new Date(made.expires_at).toISOString();
  say(options, 'invited', { officer, link, expires }, { ...made, link });
}

/** Where officers reach a chain of a service; undefined: it is one chain's own program. */
function siteOf({ chain, service }: InviteCommand): string | undefined {
  if (chain === undefined || service === undefined) return undefined;
  return `${serviceIn(service).site}/chains/${chain}`;
}
