import { type Ask, signChallenge } from '@mingjing/console-kit';
import { askAt } from '../api.ts';
import { allChains, ownChain } from './chain-list.ts';

// Where this browser has a session. Who asks without one is refused, which is an entry there:
// a chain that did not open is not asked again.

const OPENED = 'mingjing-chains-opened';

export function openedChains(): readonly string[] {
  const names = (localStorage.getItem(OPENED) ?? '').split(',');
  return allChains()
    .map(({ name }) => name)
    .filter((name) => names.includes(name));
}

function setOpened(names: readonly string[]): void {
  localStorage.setItem(OPENED, names.join(','));
}

/** A chain refused what a session there would open. */
export function isClosed(chain: string): void {
  setOpened(openedChains().filter((name) => name !== chain));
}

type Key = Parameters<typeof signChallenge>[2];

/**
 * Opens the other chains after a login at this one: the key is shown to each, the second factor is
 * vouched for. A chain that does not name the officer by this key stays closed.
 */
export async function openOthers(officer: string, key: Key): Promise<void> {
  const from = ownChain();
  if (from === undefined) return;
  const opened = [from];
  for (const { name, state } of allChains()) {
    if (name === from || state !== 'running') continue;
    if (await isCarried(from, name, officer, key)) opened.push(name);
  }
  setOpened(opened);
}

async function isCarried(from: string, to: string, officer: string, key: Key): Promise<boolean> {
  try {
    const asked = await signChallenge(askAccountAt(to), officer, key);
    await askAt(undefined, { path: `/v1/chains/${to}/session`, json: { from, officer, ...asked } });
    return true;
  } catch {
    // It is shown as closed; that it is one of several keeps nobody from this one.
    return false;
  }
}

/** Ends the sessions at all chains; throws when that of this page's chain cannot be ended. */
export async function closeAll(end: () => Promise<unknown>): Promise<unknown> {
  const others = openedChains().filter((name) => name !== ownChain());
  const path = '/v1/session';
  const ended = others.map((name) => askAt(name, { path, method: 'DELETE' }));
  // One that does not answer has no session any more, or ends it unused.
  await Promise.allSettled(ended);
  const done = await end();
  setOpened([]);
  return done;
}

function askAccountAt(chain: string): Ask {
  return (_method, path, body = {}) => askAt(chain, { path, json: body });
}
