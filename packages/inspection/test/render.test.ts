import { describe, expect, it, test } from 'vitest';
import { htmlOf, pdfOf, type RenderLanguage, sheetOf, terminalOf } from '../src/index.ts';
import { filled, say } from './sample.ts';

const LANGUAGES: readonly RenderLanguage[] = ['zh-CN', 'en'];
const sheet = (language: RenderLanguage) => sheetOf(filled, language, say(language));

const escaped = (text: string) => text.replace(/[()[\]{}.*+?^$|\\]/g, '\\$&');

describe.each(LANGUAGES)('a filled form in %s', (language) => {
  it('has all items under their sections, in order', () => {
    const { sections } = sheet(language);
    expect(sections.flatMap(({ rows }) => rows.map(({ no }) => no))).toEqual(
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
    expect(sections).toHaveLength(7);
  });

  it('says nothing in the other language', () => {
    const { head, summary, sections, words, columns, changes } = sheet(language);
    const own = [
      ...head.map(([label]) => label),
      ...summary,
      ...[...columns, ...Object.values(words), ...changes],
      ...sections.flatMap(({ title, rows }) => [
        title,
        ...rows.flatMap((row) => [row.title, row.result, row.kind]),
      ]),
    ];
    const other = language === 'en' ? /\p{Script=Han}/u : /^[\x20-\x7e]+$/;
    expect(own.filter((text) => other.test(text))).toEqual([]);
  });

  it('has no line that is one word wider than its column', () => {
    const lines = sheet(language).sections.flatMap(({ rows }) => rows.flatMap((row) => row.lines));
    expect(lines.filter((line) => /order\/\S+/.test(line)).length).toBeGreaterThan(0);
    // At the size of the paper the column takes some fifty digits.
    expect(lines.filter((line) => /[\w/-]{50}/.test(line))).toEqual([]);
  });

  it('is a page that runs nothing and shows what was typed as text', () => {
    const page = htmlOf(sheet(language));
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<script|<img|<a |href=|src=|style=/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain(`lang="${language}"`);
    expect(page.match(/<tr><td>\d+<\/td>/g)).toHaveLength(60);
  });

  it('says of each item that rests on an example that it does, and of no other', () => {
    const { sections, words } = sheet(language);
    const rows = sections.flatMap((section) => section.rows);
    const examples = rows.filter(({ isExample }) => isExample).map(({ no }) => no);
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.length).toBeLessThan(rows.length);
    const lines = terminalOf(sheet(language)).split('\n');
    const cells = htmlOf(sheet(language)).split('<tr><td>').slice(1);
    for (const { isExample, kind, no, result, title } of rows) {
      const line = lines.find((each) => each.trimStart().startsWith(`${no} ${title}  `));
      const said = isExample ? `${kind} · ${words.example}` : kind;
      expect(line).toMatch(new RegExp(`${escaped(`${result} (${said})`)}$`));
      const cell = cells.find((each) => each.startsWith(`${no}</td>`));
      expect(cell?.includes(`<span class="example">${words.example}</span>`)).toBe(isExample);
    }
  });

  it('is a paper of some pages', async () => {
    const bytes = Buffer.from(await pdfOf(sheet(language)));
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const pages = bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g) ?? [];
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.length).toBeLessThan(15);
  });

  it('is lines for a terminal that steer nothing', () => {
    const steering = { ...filled, head: { ...filled.head, service: '\u001b[31mred\u001b[0m' } };
    const text = terminalOf(sheetOf(steering, language, say(language)));
    expect(text).not.toContain('\u001b');
    expect(text).toContain('red');
    expect(text).toContain(filled.recordHash);
  });
});

test('a sentence that no catalogue has stops the rendering', () => {
  expect(() => sheetOf(filled, 'en', () => undefined)).toThrow("no text 'inspection.");
});

test('a run that nothing changed in says so, a first one says nothing of changes', () => {
  const { changes: _, ...first } = filled;
  expect(sheetOf(first, 'en', say('en')).changes).toEqual([]);
  const same = sheetOf({ ...filled, changes: [] }, 'en', say('en'));
  expect(same.changes).toEqual(['Nothing has changed since the run before']);
});
