// What was typed into a form when its session ended: the same officer finds it at the same place
// after his login. It lies in memory, for him alone, and holds no key and no passphrase.

import type { Place } from '../place/place.ts';
import { LANGUAGE_PARAM } from '../text/language.ts';

type Values = Readonly<Record<string, string>>;

const open = new Map<string, () => Values>();
const kept = new Map<string, Values>();
let owner = '';

/** Names a form by what it asks and by its place, in whatever language that is shown. */
export function formAt({ path, params }: Pick<Place, 'path' | 'params'>, asks: string): string {
  const about = [...params].filter(([name]) => name !== LANGUAGE_PARAM);
  return `${path}?${new URLSearchParams(about)} ${asks}`;
}

/** What had been typed into a form when the session ended. */
export function draftOf(form: string): Values {
  return kept.get(form) ?? {};
}

/** Offers what a form holds while it is shown; the answer ends that. What was kept is its now. */
export function offerDraft(form: string, typed: () => Values): () => void {
  kept.delete(form);
  open.set(form, typed);
  return () => {
    if (open.get(form) === typed) open.delete(form);
  };
}

/** The session of an officer is over: keeps what he has typed. */
export function keepDrafts(officer: string): void {
  if (officer !== owner) kept.clear();
  owner = officer;
  for (const [form, typed] of open) kept.set(form, typed());
}

/** An officer is here: what others have typed is not his. Nobody: all of it goes. */
export function dropDraftsOfOthers(officer: string | undefined): void {
  if (officer !== owner) kept.clear();
}
