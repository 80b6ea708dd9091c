import {
  QueryClient,
  QueryClientProvider,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query';
import { type ReactNode, useEffect, useReducer } from 'react';
import { useNow } from '../show/now.ts';
import { isInUse, whenUsedAgain } from './in-use.ts';
import { Failed, Loading, Stale } from './page-states.tsx';

/** One for a console; a failed call is told at once and asked again when the person says so. */
const answers = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, gcTime: 60_000 } },
});
/** Marks calls that are acts: nobody makes them by coming back to the page. */
const ACT = { isAct: true };
whenUsedAgain(() => {
  void answers.invalidateQueries({ predicate: ({ meta }) => meta?.['isAct'] !== true });
});

export function Answers({ children }: { readonly children: ReactNode }) {
  return <QueryClientProvider client={answers}>{children}</QueryClientProvider>;
}

/** Asks again for all whose name begins so; an act that changed them says it. */
export async function askAgain(...name: readonly string[]): Promise<void> {
  await answers.invalidateQueries({ queryKey: name });
}

/** Takes over what a program told by itself, under the name by which a page asks for it. */
export function tellAnswer<T>(
  name: readonly string[],
  update: (known: T | undefined) => T | undefined,
): void {
  answers.setQueryData<T>(name, update);
}

/** Forgets all that was read: another person reads anew. */
export function forgetAnswers(): void {
  answers.clear();
}

export type Answer<T> = UseQueryResult<T, unknown>;

/** How often something is asked for again, ms; what is known may say that nothing is expected. */
type Every<T> = number | ((known: T | undefined) => number | undefined);

/**
 * What a call answers, kept under a name and asked for again each `everyMs` while somebody uses the
 * page. The name says all that the call depends on.
 */
export function useAnswer<T>(
  name: readonly (string | undefined)[],
  ask: () => Promise<T>,
  everyMs?: Every<T>,
): Answer<T> {
  return useQuery<T, unknown>({
    queryKey: name,
    queryFn: ask,
    ...whileInUse(everyMs),
  });
}

/**
 * What a call answers that is an act of its reader, such as a search on a purpose: asked when its
 * name changes, and again each `everyMs` while more is expected and somebody uses the page; never
 * by coming back to it. An earlier call that answers late is shown to nobody.
 */
export function useAskedAnswer<T>(
  name: readonly string[],
  ask: () => Promise<T>,
  everyMs?: Every<T>,
): Answer<T> {
  const [, lookAgain] = useReducer((times: number) => times + 1, 0);
  // Nothing is asked by that, but what is expected is looked for again from now on.
  useEffect(() => whenUsedAgain(lookAgain), []);
  return useQuery<T, unknown>({
    ...{ queryKey: name, queryFn: ask, meta: ACT, staleTime: Number.POSITIVE_INFINITY },
    refetchOnReconnect: false,
    ...whileInUse(everyMs),
  });
}

function whileInUse<T>(everyMs: Every<T> | undefined) {
  const refetchInterval = ({ state }: { readonly state: { readonly data: T | undefined } }) => {
    if (!isInUse()) return false;
    return (typeof everyMs === 'function' ? everyMs(state.data) : everyMs) ?? false;
  };
  return { refetchInterval };
}

export interface PaneProps<T> {
  readonly answer: Answer<T>;
  /** Height at which the data stopped, where it has one. */
  readonly heightOf?: (data: T) => number;
  readonly children: (data: T) => ReactNode;
}

/** What was read that long ago on a page that nobody uses is shown as of then. */
const OLD_MS = 60_000;
const LOOK_MS = 30_000;

/** Loading, refused, failed or stale: whatever an answer is, a page shows it by this. */
export function Pane<T>({ answer, heightOf, children }: PaneProps<T>) {
  const { data, error, dataUpdatedAt, refetch } = answer;
  const now = useNow(LOOK_MS);
  if (data === undefined) {
    return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  }
  const height = heightOf?.(data);
  const isStale = error !== null || (!isInUse() && now - dataUpdatedAt > OLD_MS);
  return (
    <>
      {isStale && <Stale at={dataUpdatedAt} {...(height === undefined ? {} : { height })} />}
      {children(data)}
    </>
  );
}
