import { setImmediate as otherWork } from 'node:timers/promises';
import { type Screener, TEXT_UNITS_MAX } from '@mingjing/screening';
import { type Token, tokenizer, tokTypes } from 'acorn';
import type { Finding } from '../centre/findings.ts';

/** A file that anybody is served. */
export interface ServedPage {
  readonly path: string;
  readonly mediaType: string;
  readonly text: string;
}

/** What is wrong with a page, and where: a rule, a phrase, or a text that lacks. */
export interface PageFault {
  readonly path: string;
  readonly kind: 'currency' | 'claim' | 'footer-missing' | 'too-long';
  readonly detail: string;
}

export interface LintRules {
  readonly screener: Pick<Screener, 'screen'>;
  /** Texts that every public page shows, such as the filing number. */
  readonly footer: readonly string[];
}

/**
 * A filing is a registration, no endorsement, and must not be advertised as one (reply of the
 * authority to each filing). Held against text without blanks and in lower case.
 */
const CLAIMS = [
  ...['国家认可', '国家认证', '官方认证', '政府背书', '国家批准', '网信办认可', '网信办批准'],
  ...['approvedbythegovernment', 'officiallycertified', 'stateendorsed', 'governmentapproved'],
];
/** What stands together is far shorter, so no rule is missed where two looks meet. */
const OVERLAP = 1024;
/** Pages for those who work here: they carry no footer. */
const INTERNAL = ['/account/', '/console/'];
/** What the readers of a script read has such characters; its other texts are of the code. */
const READERS = /[\u4e00-\u9fff]/;
/** Tokens read before other work gets its turn: about 3 ms. */
const TOKENS_AT_ONCE = 16_384;
const TAGS = /<(script|style)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->|<[^>]*>/gi;

/** What of a served file people read; undefined for a file that holds no text of theirs. */
export async function readableText({ mediaType, text }: ServedPage): Promise<string | undefined> {
  if (mediaType.startsWith('text/html')) return text.replace(TAGS, '\n');
  if (mediaType.startsWith('application/json')) return stringsOf(text).join('\n');
  if (mediaType.startsWith('text/plain')) return text;
  if (!mediaType.startsWith('text/javascript')) return undefined;
  return (await textsOf(text)).join('\n');
}

// One pass over the tokens: bundles have megabytes, and a search for quotes by themselves takes
// the end of one text for the beginning of another.
async function textsOf(script: string): Promise<string[]> {
  const found: string[] = [];
  let passed = 0;
  try {
    const tokens = tokenizer(script, { ecmaVersion: 'latest', sourceType: 'module' });
    for (const { type, value } of tokens as Iterable<Token & { value?: string }>) {
      passed += 1;
      if (passed % TOKENS_AT_ONCE === 0) await otherWork();
      const isText = type === tokTypes.string || type === tokTypes.template;
      if (isText && value !== undefined && READERS.test(value)) found.push(value);
    }
  } catch {
    // What is no script is looked at whole.
    return [script];
  }
  return found;
}

/** The faults of one page among those that are served with it. */
export async function lintPage(
  page: ServedPage,
  pages: readonly ServedPage[],
  rules: LintRules,
): Promise<readonly PageFault[]> {
  const text = await readableText(page);
  if (text === undefined) return [];
  return [
    ...(await screened(page.path, text, rules)),
    ...claims(page.path, text),
    ...footer(page, pages, rules),
  ];
}

/** What the security centre says of the pages. */
export function pageFindings(
  pages: readonly ServedPage[],
  faults: readonly PageFault[],
  rules: Pick<LintRules, 'footer'>,
): readonly Finding[] {
  const found = faults.map(({ path, kind, detail }): Finding => {
    return { kind: `page-${kind}`, level: 'alarm', subject: path, details: [detail] };
  });
  if (!pages.some(isPublicPage)) {
    found.push({ kind: 'page-none', level: 'unknown', subject: '/', details: [] });
  } else if (rules.footer.length === 0) {
    found.push({ kind: 'page-footer-not-stated', level: 'unknown', subject: '/', details: [] });
  }
  return found;
}

async function screened(path: string, text: string, { screener }: LintRules) {
  const rules = new Set<string>();
  for (let at = 0; at < text.length; at += TEXT_UNITS_MAX - OVERLAP) {
    await otherWork();
    const screening = screener.screen(text.slice(at, at + TEXT_UNITS_MAX).toWellFormed());
    if (!screening.ok) return [fault(path, 'too-long', screening.reason)];
    for (const { rule, severity } of screening.verdict.matches) {
      if (severity !== 'flag') rules.add(rule);
    }
  }
  return [...rules].map((rule) => fault(path, 'currency', rule));
}

function claims(path: string, text: string): PageFault[] {
  const plain = text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  return CLAIMS.filter((claim) => plain.includes(claim)).map((each) => fault(path, 'claim', each));
}

// A page may take its footer from a script or catalogue that is served beside it.
function footer(page: ServedPage, pages: readonly ServedPage[], { footer: texts }: LintRules) {
  if (!isPublicPage(page)) return [];
  const folder = page.path.slice(0, page.path.lastIndexOf('/') + 1);
  const beside = pages.filter(({ path }) => path.startsWith(folder));
  const missing = texts.filter((text) => !beside.some((each) => each.text.includes(text)));
  return missing.map((each) => fault(page.path, 'footer-missing', each));
}

function fault(path: string, kind: PageFault['kind'], detail: string): PageFault {
  return { path, kind, detail };
}

function isPublicPage({ path, mediaType }: ServedPage): boolean {
  return mediaType.startsWith('text/html') && !INTERNAL.some((prefix) => path.startsWith(prefix));
}

function stringsOf(json: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(json, (_key, value: unknown) => {
      if (typeof value === 'string') found.push(value);
      return value;
    });
  } catch {
    return [json];
  }
  return found;
}
