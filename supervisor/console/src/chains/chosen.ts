import type { Chain } from './chain-list.ts';

/** Which of the chains a page is about. */
export function chosenOf(
  items: readonly Chain[],
  asked: string | null,
  remembered: string | null,
): string | undefined {
  const named = [asked, remembered].find((name) => items.some((each) => each.name === name));
  return named ?? (items.find(({ state }) => state === 'running') ?? items[0])?.name;
}
