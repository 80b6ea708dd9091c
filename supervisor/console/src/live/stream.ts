import { askAgain, sessionMayBeOver, tellAnswer, usePlace } from '@mingjing/console-kit';
import { useSyncExternalStore } from 'react';
import { type Chain, chainsAre, isOfSeveral, ownChain } from '../chains/chain-list.ts';
import { standingEnded, standingIs } from '../chains/standings.ts';
import type { Alarm, AlarmPage, Situation } from './answers.ts';

// One stream of events for the page. What it tells takes the place of what was read, so that a
// page which is left open reads nothing again: each read is an act.

/** The program speaks each ten seconds at least; twice that and a half without a word is a loss. */
const SILENCE_MS = 25_000;
const LOOK_MS = 1000;
/** Place of the wall. */
const WALL = 'wall';

export interface Stream {
  /** Nothing is heard at present: what is shown may be of the past. */
  readonly isLost: boolean;
  /** When the program last spoke, ms; 0: not yet. */
  readonly heardAt: number;
}

let state: Stream = { isLost: false, heardAt: 0 };
let source: EventSource | undefined;
/** Nobody sits at a wall: its stream goes on when the session was not used. */
let isWall = false;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** Listens to the program while the page shows something that it tells. */
export function useStream(): Stream {
  const { path } = usePlace();
  return useSyncExternalStore(path === WALL ? subscribeWall : subscribeDesk, () => state);
}

const subscribeDesk = (listener: () => void) => subscribe(listener, false);
const subscribeWall = (listener: () => void) => subscribe(listener, true);

function subscribe(listener: () => void, atWall: boolean): () => void {
  listeners.add(listener);
  if (source !== undefined && isWall !== atWall) close();
  isWall = atWall;
  if (source === undefined) open();
  return () => {
    listeners.delete(listener);
    // A page that only changes its parts subscribes again at once.
    queueMicrotask(() => listeners.size === 0 && close());
  };
}

function set(next: Partial<Stream>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function open(): void {
  state = { isLost: false, heardAt: Date.now() };
  const path = isOfSeveral() ? '/v1/chains/events' : '/v1/events';
  source = new EventSource(isWall ? `${path}?wall=true` : path);
  hear<Situation>('situation', (situation) => tellAnswer(['situation'], () => situation));
  hear('day', (day) => tellAnswer(['day'], () => day));
  hear<Alarm>('alarm', (alarm) => alarmsAre(withAlarm(alarm)));
  hear<{ id: string }>('alarm-cleared', ({ id }) => alarmsAre(withoutAlarm(id)));
  if (isOfSeveral()) hearAll(source);
  source.addEventListener('reset', readAgain);
  source.addEventListener('open', () => state.isLost && readAgain());
  source.addEventListener('error', lose);
  timer = setInterval(look, LOOK_MS);
}

/** A stream that was refused is not tried again by the browser. */
function look(): void {
  if (Date.now() - state.heardAt <= SILENCE_MS) return;
  set({ isLost: true });
  if (source?.readyState !== EventSource.CLOSED) return;
  close();
  open();
  set({ isLost: true });
}

function close(): void {
  source?.close();
  source = undefined;
  clearInterval(timer);
}

/** What is told of the chain that the page is about. */
function hear<T>(type: string, take: (told: T) => void): void {
  source?.addEventListener(type, ({ data }: MessageEvent<string>) => {
    const said: unknown = JSON.parse(data);
    const { chain, told } = isOfSeveral() ? (said as OfChain<T>) : { told: said as T };
    if (chain !== ownChain()) return;
    take(told);
    set({ isLost: false, heardAt: Date.now() });
  });
}

interface OfChain<T> {
  readonly chain?: string;
  readonly told: T;
}

/** What the service tells of all its chains. */
function hearAll(stream: EventSource): void {
  const hearOf = <T>(type: string, take: (chain: string, told: T) => void) =>
    stream.addEventListener(type, ({ data }: MessageEvent<string>) => {
      const { chain = '', told } = JSON.parse(data) as OfChain<T>;
      take(chain, told);
    });
  hearOf<Situation>('situation', (chain, situation) => standingIs(chain, () => ({ situation })));
  hearOf<Alarm>('alarm', (chain, alarm) =>
    standingIs(chain, ({ alarms }) => ({ alarms: [alarm, ...without(alarms, alarm.id)] })),
  );
  hearOf<{ id: string }>('alarm-cleared', (chain, { id }) =>
    standingIs(chain, ({ alarms }) => ({ alarms: without(alarms, id) })),
  );
  stream.addEventListener('chains', ({ data }: MessageEvent<string>) =>
    chainsAre(JSON.parse(data) as Chain[]),
  );
  stream.addEventListener('ended', ({ data }: MessageEvent<string>) => {
    const { chain = '' } = JSON.parse(data) as { chain?: string };
    standingEnded(chain);
    if (chain !== ownChain()) return;
    // It is opened again, and then for this chain, too, if its session still stands.
    stream.close();
    lose();
  });
}

function without(alarms: readonly Alarm[], id: string): Alarm[] {
  return alarms.filter((each) => each.id !== id);
}

function readAgain(): void {
  for (const name of ['situation', 'day', 'alarms', 'standings']) void askAgain(name);
}

/** A browser goes on by itself unless it was refused: then the session may be over. */
function lose(): void {
  set({ isLost: true });
  if (source?.readyState === EventSource.CLOSED) sessionMayBeOver();
}

/** The open ones are known; pages of all of them are read again, and alarms are rare. */
function alarmsAre(update: (known: AlarmPage | undefined) => AlarmPage | undefined): void {
  tellAnswer(['alarms', 'open'], update);
  for (const name of ['list', 'one']) void askAgain('alarms', name);
}

function withAlarm(alarm: Alarm): (known: AlarmPage | undefined) => AlarmPage | undefined {
  return (known) => {
    if (known === undefined) return undefined;
    const isKnown = known.items.some(({ id }) => id === alarm.id);
    const items = isKnown
      ? known.items.map((each) => (each.id === alarm.id ? alarm : each))
      : [alarm, ...known.items];
    return { ...known, items };
  };
}

function withoutAlarm(cleared: string): (known: AlarmPage | undefined) => AlarmPage | undefined {
  return (known) => known && { ...known, items: known.items.filter(({ id }) => id !== cleared) };
}
