import { useSyncExternalStore } from 'react';
import { LANGUAGE_PARAM, type Language, languageOf } from '../text/language.ts';

// Where a person is: a path below the console's own, and parameters. Filters, the open drawer and
// the language all stand in the address, so that a link shows another person the same.

/** Parameters of an address; undefined takes one away. */
export type Params = Readonly<Record<string, string | undefined>>;

export interface Place {
  /** Below the console's own path, without a slash in front: `approvals/new`. */
  readonly path: string;
  readonly params: URLSearchParams;
  readonly language: Language;
}

/** Parameter of the address that names the chain, where a console is that of several. */
export const CHAIN_PARAM = 'chain';
/** What a link keeps of the place it stands at. */
const KEPT = [LANGUAGE_PARAM, CHAIN_PARAM] as const;

const BASE = document.querySelector('meta[name=console-base]')?.getAttribute('content') ?? '/';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

const address = () => location.pathname + location.search;

/** The place that is shown now; a change of it renders anew. */
export function usePlace(): Place {
  useSyncExternalStore(subscribe, address);
  return placeNow();
}

function placeNow(): Place {
  const { pathname, search } = location;
  const path = pathname.startsWith(BASE) ? pathname.slice(BASE.length) : '';
  return { path, params: new URLSearchParams(search), language: languageOf(search) };
}

/** The address of a path; language and chain go along, all else is given. */
export function addressOf(path: string, params: Params = {}): string {
  const { params: now } = placeNow();
  const kept = Object.fromEntries(KEPT.map((name) => [name, now.get(name) ?? undefined]));
  return BASE + path + queryOf({ ...kept, ...params });
}

/** Shows another place, as a step that the browser can take back. */
export function go(path: string, params: Params = {}): void {
  history.pushState(null, '', addressOf(path, params));
  tell();
}

/** Changes parameters of the present place: a filter, the open drawer, the language. */
export function setParams(params: Params): void {
  const all = { ...Object.fromEntries(placeNow().params), ...params };
  history.replaceState(null, '', location.pathname + queryOf(all));
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

function queryOf(params: Params): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`;
}
