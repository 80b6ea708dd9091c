import { readFileSync } from 'node:fs';
import { homePaths } from '@mingjing/host/home';
import { SupervisorError } from '../errors.ts';

/** A console that is up answers far sooner. */
const TIMEOUT_MS = 10_000;

/** Asks the console of the program that runs in a home; throws `SupervisorError`. */
export async function askConsole(home: string, path: string): Promise<unknown> {
  const url = `${consoleAddress(home)}${path}`;
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    throw new SupervisorError('NOT_RUNNING', { home }, cause);
  }
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const { code } = answer as { code?: string };
  throw new SupervisorError('NO_ANSWER', { reason: code ?? response.status });
}

function consoleAddress(home: string): string {
  try {
    const { console: address } = JSON.parse(readFileSync(homePaths(home).run, 'utf8')) as {
      console: { host: string; port: number };
    };
    return `http://${address.host}:${address.port}`;
  } catch (cause) {
    throw new SupervisorError('NOT_RUNNING', { home }, cause);
  }
}
