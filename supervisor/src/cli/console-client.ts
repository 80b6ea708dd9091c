import { readFileSync } from 'node:fs';
import { homePaths } from '@mingjing/host/home';
import { CONTROL_HEADER } from '@mingjing/service/command-line';
import { SupervisorError } from '../errors.ts';
import { noAnswer } from './no-answer.ts';

/** A console that is up answers far sooner. */
const TIMEOUT_MS = 10_000;

interface Run {
  readonly console: { readonly host: string; readonly port: number };
  readonly control: string;
}

/** Asks the console of the program that runs in a home; throws `SupervisorError`. */
export async function askConsole(home: string, path: string): Promise<unknown> {
  const { baseUrl, control } = runningIn(home);
  const headers = { [CONTROL_HEADER]: control };
  let response: Response;
  try {
    response = await fetch(baseUrl + path, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    throw new SupervisorError('NOT_RUNNING', { home }, cause);
  }
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  throw noAnswer(answer, response.status);
}

/** Where the running program of a home is reached, by a name: passkeys are bound to one. */
export function runningIn(home: string): { readonly baseUrl: string; readonly control: string } {
  try {
    const { console: address, control } = JSON.parse(
      readFileSync(homePaths(home).run, 'utf8'),
    ) as Run;
    const host = address.host === '127.0.0.1' ? 'localhost' : address.host;
    return { baseUrl: `http://${host}:${address.port}`, control };
  } catch (cause) {
    throw new SupervisorError('NOT_RUNNING', { home }, cause);
  }
}

/** The running service of several chains of a home. */
export function serviceIn(home: string): { readonly site: string } {
  try {
    const { site } = JSON.parse(readFileSync(homePaths(home).run, 'utf8')) as { site: string };
    return { site };
  } catch (cause) {
    throw new SupervisorError('NOT_RUNNING', { home }, cause);
  }
}
