import type { Fate, Replica } from '@mingjing/replica';

/** Waits for what becomes of a submitted transaction; undefined: nothing in that time. */
export function fateOf(
  { submissions }: Pick<Replica, 'submissions'>,
  id: Uint8Array,
  { waitMs, signal }: { readonly waitMs: number; readonly signal?: AbortSignal },
): Promise<Fate | undefined> {
  return new Promise((resolve) => {
    const giveUp = () => {
      clearTimeout(timer);
      cancel();
      resolve(undefined);
    };
    const cancel = submissions.wait(id, (fate) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      resolve(fate);
    });
    const timer = setTimeout(giveUp, waitMs);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
