// The recurring pieces of the page: a state with icon and word, a hash that can be copied.
import { type Child, element } from './dom.ts';
import { shortHash } from './format.ts';
import type { Texts } from './texts.ts';
import type { CheckState } from './verdict.ts';

const ICONS: Readonly<Record<CheckState, string>> = { holds: '✓', failed: '✕', unknown: '?' };

/** A state: colour, icon and word together, never colour alone. */
export function stateMark(state: CheckState, word: string): HTMLElement {
  const icon = element('span', { class: 'icon', 'aria-hidden': 'true' }, ICONS[state]);
  return element('span', { class: `state ${state}` }, icon, word);
}

/** A hash, shortened, with the whole of it one press away. */
export function hashText(hex: string, texts: Texts): HTMLElement {
  const shown = element('code', { title: hex, 'data-hash': hex }, shortHash(hex));
  const button = element('button', { type: 'button', class: 'copy' }, texts.copy);
  button.addEventListener('click', () => {
    // The whole hash appears, so that it can be had where the clipboard is closed to pages.
    shown.textContent = hex;
    navigator.clipboard?.writeText(hex).then(
      () => {
        button.textContent = texts.copied;
      },
      () => getSelection()?.selectAllChildren(shown),
    );
  });
  return element('span', { class: 'hash' }, shown, ' ', button);
}

/** A line of a list of facts. */
export function fact(name: string, ...value: readonly Child[]): HTMLElement[] {
  return [element('dt', {}, name), element('dd', {}, ...value)];
}
