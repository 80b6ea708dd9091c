// Whether somebody uses the page. What nobody looks at is not read again and again: each read is an
// entry of a journal, and a session that only the page itself uses would never be idle.

/** A page that nobody touched for so long is left alone. */
const IDLE_MS = 120_000;
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const;

let usedAt = Date.now();
const listeners = new Set<() => void>();

for (const input of INPUTS) {
  window.addEventListener(
    input,
    () => {
      const wasInUse = isInUse();
      usedAt = Date.now();
      if (!wasInUse) for (const listener of listeners) listener();
    },
    { capture: true, passive: true },
  );
}

export function isInUse(): boolean {
  return Date.now() - usedAt < IDLE_MS;
}

/** Calls when somebody comes back to a page that was left alone; the answer stops it. */
export function whenUsedAgain(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
