import { CHAIN_PARAM } from '@mingjing/console-kit';
import { useSyncExternalStore } from 'react';
import { chosenOf } from './chosen.ts';

// Which chains are behind this site, and which of them the page is about: it stands in the address,
// and a page is about one chain as long as it is open. A program of one chain lists none.

/** A chain as the service lists it; names as on the wire. */
export interface Chain {
  readonly name: string;
  readonly title: string;
  readonly state: 'starting' | 'running' | 'failed';
  readonly fault?: {
    readonly code: string;
    readonly text: Readonly<Record<'zh-CN' | 'en', string>>;
    readonly at: number;
  };
}

/** The chain that was looked at last, for the next visit. */
const REMEMBERED = 'mingjing-chain';

let chains: readonly Chain[] = [];
let own: string | undefined;
const listeners = new Set<() => void>();

/** Asks for the chains, and chooses one: by the address, the last visit, or the first that runs. */
export async function readChains(): Promise<void> {
  const answer = await fetch('/v1/chains');
  const { items = [] } = answer.ok ? ((await answer.json()) as { items?: Chain[] }) : {};
  chains = items;
  const asked = new URLSearchParams(location.search).get(CHAIN_PARAM);
  own = chosenOf(items, asked, localStorage.getItem(REMEMBERED));
  if (own !== undefined) keep(own);
}

function keep(name: string): void {
  localStorage.setItem(REMEMBERED, name);
  const address = new URL(location.href);
  address.searchParams.set(CHAIN_PARAM, name);
  history.replaceState(null, '', address);
}

/** The chain that this page is about; undefined: there is one, and it has no name. */
export function ownChain(): string | undefined {
  return own;
}

export function allChains(): readonly Chain[] {
  return chains;
}

/** Whether the site follows several chains. */
export function isOfSeveral(): boolean {
  return own !== undefined;
}

/** Where a chain is asked. */
export function siteOf(chain: string | undefined = own): string {
  return chain === undefined ? location.origin : `${location.origin}/chains/${chain}`;
}

/** The chains as they stand now. */
export function useChains(): readonly Chain[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chains,
  );
}

/** The service says how its chains are. */
export function chainsAre(items: readonly Chain[]): void {
  chains = items;
  for (const listener of listeners) listener();
}
