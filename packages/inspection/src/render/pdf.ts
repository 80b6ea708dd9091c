import { fileURLToPath } from 'node:url';
import type { Verdict } from '@mingjing/proofs';
import { qrSvg } from './qr.ts';
import type { Sheet, SheetRow, SheetSection } from './sheet.ts';

const FONT = 'NotoSansSC';
const COLOURS: Readonly<Record<Verdict, string>> = {
  met: '#1e7f4f',
  'mostly-met': '#9a5b00',
  'not-met': '#c4302b',
  'not-applicable': '#5f6a78',
  'not-measured': '#5f6a78',
};
/** Signs as drawings, on a square of 12: the font has none of them. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  met: '<path d="M2 6.5l3 3 5-7" fill="none" stroke-width="1.6"/>',
  'mostly-met': `${circle('')}<path d="M6 1.8a4.2 4.2 0 0 0 0 8.4z" stroke="none"/>`,
  'not-met': '<path d="M2.5 2.5l7 7M9.5 2.5l-7 7" fill="none" stroke-width="1.6"/>',
  'not-applicable': '<path d="M2 6h8" fill="none" stroke-width="1.6"/>',
  'not-measured': circle('stroke-dasharray="2 1.4"'),
};
const SIGN_WIDTH = 8;
const LINE = '#d9e0e8';
const SECONDARY = '#55606e';
const GROUND = '#f6f8fa';
const MARGIN = 40;
const SIGNATURE_HEIGHT = 44;
/** Of a box that two officers or the inspected write in. */
const BOX_HEIGHT = 66;
const QR_WIDTH = 104;

type Printer = typeof import('pdfmake').default;
// biome-ignore lint/suspicious/noExplicitAny: the library's content is a tree of loose objects
type Content = any;

let ready: Promise<Printer> | undefined;

/** The filled form on A4, with room for a pen: PDF bytes. */
export async function pdfOf(sheet: Sheet): Promise<Uint8Array> {
  ready ??= preparedPrinter();
  const pdfmake = await ready;
  return Uint8Array.from(await pdfmake.createPdf(documentOf(sheet)).getBuffer());
}

// The library is one for the process; it may read these two files and nothing from elsewhere.
async function preparedPrinter(): Promise<Printer> {
  // Loaded when first needed: a program that prints nothing need not carry it.
  const { default: pdfmake } = await import('pdfmake');
  const normal = fileURLToPath(
    import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  );
  const bold = fileURLToPath(
    import.meta.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
  );
  pdfmake.setFonts({ [FONT]: { normal, bold, italics: normal, bolditalics: bold } });
  pdfmake.setLocalAccessPolicy((path: string) => path === normal || path === bold);
  pdfmake.setUrlAccessPolicy(() => false);
  return pdfmake;
}

function documentOf(sheet: Sheet): Content {
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 12],
    defaultStyle: { font: FONT, fontSize: 9, lineHeight: 1.15, color: '#1b2430' },
    info: { title: sheet.title },
    footer: (page: number, pages: number) => ({
      margin: [MARGIN, 8, MARGIN, 0],
      columns: [
        { text: sheet.recordHash, fontSize: 7, color: SECONDARY },
        { text: sheet.page(page, pages), fontSize: 7, color: SECONDARY, alignment: 'right' },
      ],
    }),
    content: [
      { text: sheet.title, fontSize: 16, bold: true },
      { text: sheet.note, fontSize: 8, color: SECONDARY, margin: [0, 4, 0, 8] },
      pairTable(sheet.head),
      ...sheet.summary.map((text) => ({ text, margin: [0, 4, 0, 0] })),
      ...sheet.sections.flatMap((section) => sectionOf(section, sheet)),
      ...changesOf(sheet),
      { text: '', margin: [0, 8, 0, 0] },
      pairTable(sheet.foot, BOX_HEIGHT),
      signatureBlock(sheet),
    ],
  };
}

function pairTable(pairs: Sheet['head'], height?: number): Content {
  return {
    table: {
      widths: [150, '*'],
      dontBreakRows: true,
      ...(height === undefined ? {} : { heights: height }),
      body: pairs.map(([label, value]) => [{ text: label, fillColor: GROUND }, value]),
    },
    layout: thin(),
  };
}

// The title is a row of the table's head: it stands over the rows on every page that has some.
function sectionOf({ title, rows }: SheetSection, sheet: Sheet): Content[] {
  const named = { text: title, fontSize: 11, bold: true, colSpan: sheet.columns.length };
  const head = sheet.columns.map((text) => ({ text, bold: true, fillColor: GROUND }));
  return [
    {
      margin: [0, 12, 0, 0],
      table: {
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: [22, 130, 34, 74, '*'],
        body: [
          [named, ...sheet.columns.slice(1).map(() => '')],
          head,
          ...rows.map((row) => rowOf(row, sheet)),
        ],
      },
      layout: thin(),
    },
  ];
}

function rowOf(
  { no, title, method, verdict, result, kind, isExample, lines }: SheetRow,
  sheet: Sheet,
) {
  const small = { fontSize: 7.5, color: SECONDARY };
  return [
    String(no),
    title,
    method,
    {
      stack: [
        {
          columnGap: 3,
          columns: [
            { svg: signSvg(verdict), width: SIGN_WIDTH, margin: [0, 2, 0, 0] },
            { text: result, bold: true, color: COLOURS[verdict], width: '*' },
          ],
        },
        { text: isExample ? `${kind} · ${sheet.words.example}` : kind, ...small },
      ],
    },
    { stack: lines.map((text) => ({ text, ...small })) },
  ];
}

function signSvg(verdict: Verdict): string {
  const colour = COLOURS[verdict];
  const drawn = `<g fill="${colour}" stroke="${colour}">${SIGNS[verdict]}</g>`;
  return `<svg viewBox="0 0 12 12">${drawn}</svg>`;
}

function circle(attributes: string): string {
  return `<circle cx="6" cy="6" r="4.2" fill="none" stroke-width="1.4" ${attributes}/>`;
}

function changesOf({ changes, words }: Sheet): Content[] {
  if (changes.length === 0) return [];
  const title = { text: words.changes, fontSize: 11, bold: true, margin: [0, 12, 0, 4] };
  return [title, ...changes.map((text) => ({ text }))];
}

/** Signatures and what to scan stay together on one page. */
function signatureBlock({ signatures, words, recordHash }: Sheet): Content {
  const rows = signatures.map((who) => [{ text: who, fillColor: GROUND }, '', words.date]);
  return {
    unbreakable: true,
    margin: [0, 12, 0, 0],
    stack: [
      { text: words.signatures, fontSize: 11, bold: true, margin: [0, 0, 0, 4] },
      {
        table: { widths: [150, '*', 120], heights: SIGNATURE_HEIGHT, body: rows },
        layout: thin(),
      },
      {
        margin: [0, 12, 0, 0],
        columnGap: 12,
        columns: [
          { svg: qrSvg(recordHash), width: QR_WIDTH },
          {
            stack: [
              { text: words.scan },
              { text: words.place, fontSize: 7.5, color: SECONDARY },
              { text: `${words.record} ${recordHash}`, fontSize: 7.5, color: SECONDARY },
            ],
          },
        ],
      },
    ],
  };
}

function thin(): Content {
  return {
    hLineWidth: () => 0.5,
    vLineWidth: () => 0.5,
    hLineColor: () => LINE,
    vLineColor: () => LINE,
    paddingTop: () => 3,
    paddingBottom: () => 3,
  };
}
