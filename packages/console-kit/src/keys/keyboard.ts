import { useEffect } from 'react';

/** What the console's keys do: `/` to the search, `g` and a letter to a room. */
export interface Keys {
  /** Room of a letter, if there is one. */
  room(letter: string): void;
}

/** A letter counts as the second of two for that long. */
const PAIR_MS = 1500;

/** Listens to the console's keys, except where a person types. */
export function useKeyboard({ room }: Keys): void {
  useEffect(() => {
    let begunAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const isSecond = event.timeStamp - begunAt < PAIR_MS;
      begunAt = Number.NEGATIVE_INFINITY;
      if (isSecond) room(event.key);
      else if (event.key === 'g') begunAt = event.timeStamp;
      else if (event.key === '/' && focusSearch()) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [room]);
}

/** The search of a page is the first field marked so. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>('[data-search]');
  field?.focus();
  return field !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('input, textarea, select, [role=combobox]')
  );
}
