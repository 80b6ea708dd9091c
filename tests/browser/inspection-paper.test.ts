// The filled form on paper: rendered by another program than the one that made it, and looked at.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  pdfOf,
  type RenderLanguage,
  type Sheet,
  sheetOf,
} from '../../packages/inspection/src/index.ts';
import { qrOf } from '../../packages/inspection/src/render/qr.ts';
import { filled, say } from '../../packages/inspection/test/sample.ts';
import { realSheet, stopRealRun } from './real-run.ts';

/** A folder for pictures of the paper, when the environment names one. */
const PICTURES = process.env.MINGJING_SCREENS;
const A4 = { width: 595.28, height: 841.89 };
/** Points around the content; the foot of a page stands lower. */
const MARGIN = 40;
const FOOT = 28;
/** Width of the labels beside the head and the boxes. */
const LABELS = 150;
const DPI = 96;
/** Signs of a text that stands on one line wherever it stands. */
const SHORT = 12;

interface Word {
  readonly page: number;
  readonly text: string;
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
}

interface Paper {
  readonly words: readonly Word[];
  readonly fonts: string;
  readonly pages: readonly Picture[];
  readonly text: string;
}

interface Source {
  readonly of: string;
  sheet(language: RenderLanguage): Promise<Sheet>;
}
const SAMPLE: Source = {
  of: 'a sample of everything',
  sheet: async (language) => sheetOf(filled, language, say(language)),
};
const REAL: Source = { of: 'a real run', sheet: realSheet };

const LANGUAGES: readonly RenderLanguage[] = ['zh-CN', 'en'];
const PAPERS = [SAMPLE, REAL].flatMap((source) =>
  LANGUAGES.map((language) => ({ ...source, language })),
);

afterAll(() => stopRealRun());

describe.each(PAPERS)('the paper of $of in $language', ({ language, of, sheet: made }) => {
  let sheet: Sheet;
  let folder: string;
  let paper: Paper;
  beforeAll(async () => {
    sheet = await made(language);
    folder = mkdtempSync(join(tmpdir(), 'mingjing-paper-'));
    paper = rendered(folder, await pdfOf(sheet));
    if (PICTURES !== undefined) keepPictures(folder, nameOf(of, language), paper.pages.length);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has no missing glyph: every sign of the sheet is in its own font and reads back', () => {
    const fonts = paper.fonts.split('\n').slice(2).filter(Boolean);
    expect(fonts).toHaveLength(2);
    for (const font of fonts) expect(font).toMatch(/NotoSansSC-\w+ .* yes yes yes/);
    const read = squeezed(paper.text);
    const said = [
      ...[sheet.title, sheet.note, ...sheet.summary, ...sheet.changes, ...sheet.signatures],
      ...[...sheet.head, ...sheet.foot].flat(),
      ...sheet.sections.flatMap(({ title, rows }) => [
        title,
        ...rows.flatMap((row) => [row.title, row.result, ...row.lines]),
      ]),
    ];
    const lost = said.filter((text) => ![...squeezed(text)].every((sign) => read.includes(sign)));
    expect(lost).toEqual([]);
    // What reads a text back takes a hyphen at the end of its line for one of its own.
    const plain = (text: string) => squeezed(text).replace(/-$/, '');
    const short = said.filter((text) => text.length < SHORT && !read.includes(plain(text)));
    expect(short).toEqual([]);
  });

  it('cuts no text: every word and every dot of ink lies within the margins', () => {
    for (const { text, box } of paper.words) {
      const [left, top, right, bottom] = box;
      expect(left, text).toBeGreaterThanOrEqual(MARGIN - 1);
      expect(top, text).toBeGreaterThanOrEqual(MARGIN - 4);
      expect(right, text).toBeLessThanOrEqual(A4.width - MARGIN + 1);
      expect(bottom, text).toBeLessThanOrEqual(A4.height - FOOT);
    }
    for (const picture of paper.pages) {
      const { left, top, right, bottom } = inkOf(picture);
      expect(Math.min(left, top)).toBeGreaterThan(MARGIN - 2);
      expect(right).toBeLessThan(A4.width - MARGIN + 2);
      expect(bottom).toBeLessThan(A4.height - FOOT);
    }
  });

  it('keeps tables whole: every page that has rows has their heads, and no row is broken', () => {
    const heads = paper.words.filter(({ text }) => text === sheet.columns[0]);
    const numbers = paper.words.filter(
      ({ box, text }) => /^\d+$/.test(text) && isNumberColumn(box[0]),
    );
    expect(numbers.map(({ text }) => Number(text))).toEqual(
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
    for (const { page, box } of numbers) {
      expect(heads.some((head) => head.page === page && head.box[1] < box[1])).toBe(true);
    }
    // A row that goes on overleaf would begin the page with its basis and no number.
    const pages = new Set(numbers.map(({ page }) => page));
    for (const page of pages) {
      const basis = paper.words.filter((word) => word.page === page && word.box[0] > 320);
      const first = numbers.filter((word) => word.page === page).map(({ box }) => box[1]);
      const rows = basis.filter(
        ({ box, text }) => text !== sheet.columns[4] && box[1] > MARGIN + 30,
      );
      const head = heads.find((word) => word.page === page);
      const below = rows.filter(({ box }) => box[1] > (head?.box[3] ?? 0));
      expect(Math.min(...below.map(({ box }) => box[1]))).toBeGreaterThan(Math.min(...first) - 6);
    }
  });

  it('says in its own row what rests on an example, and in no other', () => {
    const numbers = paper.words.filter(
      ({ box, text }) => /^\d+$/.test(text) && isNumberColumn(box[0]),
    );
    const rows = sheet.sections.flatMap((section) => section.rows);
    for (const [at, { isExample, kind, no }] of rows.entries()) {
      const [own, next] = [numbers[at] as Word, numbers[at + 1]];
      const end = next?.page === own.page ? next.box[1] - 2 : A4.height;
      const said = paper.words.filter(({ box, page }) => {
        return (
          page === own.page && isResultColumn(box[0]) && box[1] > own.box[1] - 4 && box[1] < end
        );
      });
      const text = squeezed(said.map((word) => word.text).join(''));
      expect(text, String(no)).toContain(squeezed(kind));
      expect(text.includes(sheet.words.example), `${no} ${text}`).toBe(isExample);
    }
  });

  it('has all that changed, and all that is written into its boxes', () => {
    const read = squeezed(paper.text);
    expect(sheet.changes.length).toBeGreaterThan(0);
    for (const change of sheet.changes) expect(read).toContain(squeezed(change));
    const written = besideLabels(paper);
    for (const [, value] of sheet.foot) expect(written).toContain(squeezed(value));
  });

  it('leaves no heading of a section alone at the foot of a page', () => {
    const titles = sheet.sections.map(({ title }) => squeezed(title));
    paper.pages.forEach((_, at) => {
      const lines = pageText(folder, at + 1)
        .split('\n')
        .map(squeezed)
        .filter(Boolean);
      const foot = lines.indexOf(sheet.recordHash);
      expect(titles).not.toContain(lines.slice(0, foot).at(-1));
    });
  });

  it('keeps the signature block whole, with a code that shows the hash', () => {
    const last = paper.pages.length;
    const text = squeezed(pageText(folder, last));
    const { place } = sheet.words;
    for (const said of [...sheet.signatures, sheet.words.scan, place, sheet.recordHash]) {
      for (const word of said.split(' ')) expect(text).toContain(word);
    }
    expect(place).toMatch(/ [1-9]\d*$/);
    expect(text.split(squeezed(sheet.words.date))).toHaveLength(sheet.signatures.length + 1);
    const scan = paper.words.find(
      (word) => word.page === last && sheet.words.scan.startsWith(word.text),
    );
    expect(codeAt(paper.pages[last - 1] as Picture, scan as Word, sheet.recordHash)).toBe(0);
  });
});

/** Beside the line of the table, not at the margin as everything else. */
function isNumberColumn(left: number): boolean {
  return left > MARGIN + 3 && left < MARGIN + 6;
}

/** Between method and basis. */
function isResultColumn(left: number): boolean {
  return left > MARGIN + 208 && left < MARGIN + 290;
}

/** What stands right of the labels, page after page: what reads a text back mixes the two. */
function besideLabels({ words }: Paper): string {
  const beside = words.filter(({ box }) => box[0] > MARGIN + LABELS && box[3] < A4.height - FOOT);
  return squeezed(beside.map(({ text }) => text).join(''));
}

function nameOf(of: string, language: RenderLanguage): string {
  const name = of === SAMPLE.of ? 'inspection-paper' : 'inspection-paper-real';
  return `${name}-${language === 'en' ? 'en' : 'zh'}`;
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

function rendered(folder: string, pdf: Uint8Array): Paper {
  const file = join(folder, 'paper.pdf');
  writeFileSync(file, pdf);
  execFileSync('pdftoppm', ['-r', String(DPI), '-gray', file, join(folder, 'page')]);
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.pgm'));
  return {
    words: wordsOf(execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' })),
    fonts: execFileSync('pdffonts', [file], { encoding: 'utf8' }),
    text: execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }),
    pages: pictures.sort().map((name) => pictureOf(readFileSync(join(folder, name)))),
  };
}

/** The first two pages and the last one, for who has no paper at hand. */
function keepPictures(folder: string, paper: string, count: number): void {
  for (const page of [1, 2, count]) {
    const at = String(page);
    const place = page === count ? 'last' : at;
    const name = `${paper}-${place}`;
    const args = ['-r', '80', '-png', '-singlefile', '-f', at, '-l', at];
    execFileSync('pdftoppm', [...args, join(folder, 'paper.pdf'), join(String(PICTURES), name)]);
  }
}

function pageText(folder: string, page: number): string {
  const at = String(page);
  const args = ['-f', at, '-l', at, join(folder, 'paper.pdf'), '-'];
  return execFileSync('pdftotext', args, { encoding: 'utf8' });
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

function wordsOf(boxes: string): Word[] {
  return boxes.split('<page ').flatMap((page, number) =>
    [
      ...page.matchAll(/<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g),
    ].map(([, left, top, right, bottom, text = '']) => ({
      page: number,
      text: text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity),
      box: [Number(left), Number(top), Number(right), Number(bottom)] as const,
    })),
  );
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** A grey picture as poppler writes it: `P5`, width, height, 255, then a byte for each dot. */
function pictureOf(bytes: Buffer): Picture {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'));
  if (head === null) throw new Error('not a grey picture');
  const [all, width, height] = head;
  return { width: Number(width), height: Number(height), grey: bytes.subarray(all.length) };
}

/** Where there is ink on a page, in points. */
function inkOf({ grey, height, width }: Picture) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((grey[y * width + x] ?? 255) > 200) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  expect(right).toBeGreaterThan(left);
  const points = (dots: number) => (dots * 72) / DPI;
  return {
    ...{ left: points(left), top: points(top) },
    ...{ right: points(right), bottom: points(bottom) },
  };
}

/** Squares of the code of a text that the picture shows otherwise, left of the words beside it. */
function codeAt({ grey, width }: Picture, beside: Word, text: string): number {
  const { path, side } = qrOf(text);
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${x} ${y}`));
  const dots = DPI / 72;
  const box = { left: MARGIN, top: beside.box[1], side: 104 };
  let wrong = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const middle = (place: number, from: number) =>
        Math.round((from + ((place + 0.5) * box.side) / side) * dots);
      const at = middle(y, box.top) * width + middle(x, box.left);
      if ((grey[at] ?? 255) < 128 !== dark.has(`${x} ${y}`)) wrong++;
    }
  }
  return wrong;
}
