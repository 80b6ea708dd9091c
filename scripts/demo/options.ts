import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '@mingjing/service';

/** What the demonstration was asked for. */
export interface DemoOptions {
  readonly language: Language;
  /** Ends by itself after the last step. */
  readonly isOnce: boolean;
  /** The user's own documents; those that come with the project when absent. */
  readonly input?: string;
  /** The inspector's challenge phrase; drawn when absent. */
  readonly phrase?: string;
  /** Folder that stays; a temporary one is made, and removed, when absent. */
  readonly keep?: string;
}

type Parsed =
  | { readonly ok: true; readonly value: DemoOptions }
  | { readonly ok: false; readonly reason: string };

const USAGE =
  'npm run demo -- [--lang zh-CN|en] [--once] [--input DIR] [--phrase TEXT] [--keep DIR]';

/** Reads the command line; the refusal is one line in both languages. */
export function parseOptions(args: readonly string[]): Parsed {
  let values: { lang?: string; once?: boolean; input?: string; phrase?: string; keep?: string };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        lang: { type: 'string' },
        once: { type: 'boolean' },
        input: { type: 'string' },
        phrase: { type: 'string' },
        keep: { type: 'string' },
      },
    }));
  } catch {
    return { ok: false, reason: `用法 / usage: ${USAGE}` };
  }
  const { lang = 'zh-CN', once = false, input, phrase, keep } = values;
  const language = LANGUAGES.find((known) => known === lang);
  if (language === undefined || [input, phrase, keep].includes('')) {
    return { ok: false, reason: `用法 / usage: ${USAGE}` };
  }
  const value = { language, isOnce: once };
  return {
    ok: true,
    value: {
      ...value,
      ...(input ? { input } : {}),
      ...(phrase ? { phrase } : {}),
      ...(keep ? { keep } : {}),
    },
  };
}
