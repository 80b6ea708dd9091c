import { createHash } from 'node:crypto';
import { qrSvg } from './qr.ts';
import { type Sheet, type SheetRow, type SheetSection, VERDICT_SIGNS } from './sheet.ts';

const STYLE = `
:root{color:#1b2430;background:#f6f8fa;font-variant-numeric:tabular-nums}
:root{font:14px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
body{margin:0 auto;padding:24px;max-width:1000px}
h1{font-size:20px;margin:0 0 8px}
h2{font-size:14px;margin:24px 0 8px}
p{margin:4px 0}
.note,.meta{color:#55606e;font-size:12px}
table{width:100%;border-collapse:collapse;background:#fff}
th,td{border:1px solid #d9e0e8;padding:6px 8px;text-align:left;vertical-align:top}
th{font-weight:600;background:#f6f8fa}
.no{width:32px}.method{width:48px}.result{width:104px}.title{width:28%}
td p{margin:0}
td p+p{color:#55606e;font-size:12px}
.met{color:#1e7f4f}.mostly-met{color:#9a5b00}.not-met{color:#c4302b}
.not-measured,.not-applicable{color:#5f6a78}
.example{display:inline-block;border:1px solid #9a5b00;color:#9a5b00;padding:0 4px;font-size:12px}
.hash{font-family:ui-monospace,monospace;word-break:break-all}
.sign td{height:48px}.box td{height:72px}
.block{break-inside:avoid}.scan{display:flex;gap:16px;align-items:center;margin-top:16px}
.scan svg{width:120px;height:120px;flex:none;background:#fff}
@page{size:A4;margin:16mm}
@media print{:root{background:#fff}body{padding:0}tr{break-inside:avoid}h2{break-after:avoid}}
`;

/** One page without script, picture or link: opened from disk, it asks nobody for anything. */
export function htmlOf(sheet: Sheet): string {
  const style = createHash('sha256').update(STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${style}'; form-action 'none'`;
  return `<!doctype html>
<html lang="${sheet.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(sheet.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(sheet.title)}</h1>
<p class="note">${escaped(sheet.note)}</p>
${pairTable(sheet.head)}
${sheet.summary.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
${sheet.sections.map((section) => sectionTable(section, sheet)).join('\n')}
${changesOf(sheet)}
${pairTable(sheet.foot, 'box')}
${signatureBlock(sheet)}
</body>
</html>
`;
}

function pairTable(pairs: Sheet['head'], look = 'pair'): string {
  const rows = pairs.map(([label, value]) => {
    return `<tr class="${look}">${rowHead(label)}<td>${escaped(value)}</td></tr>`;
  });
  return `<table class="block">${rows.join('')}</table>`;
}

function rowHead(label: string): string {
  return `<th scope="row" class="title">${escaped(label)}</th>`;
}

function sectionTable({ title, rows }: SheetSection, sheet: Sheet): string {
  const names = ['no', 'title', 'method', 'result', 'basis'];
  const heads = sheet.columns.map(
    (text, i) => `<th scope="col" class="${names[i]}">${escaped(text)}</th>`,
  );
  const lines = rows.map((row) => rowOf(row, sheet));
  return `<h2>${escaped(title)}</h2>
<table><thead><tr>${heads.join('')}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`;
}

function rowOf(row: SheetRow, sheet: Sheet): string {
  const { no, title, method, verdict, result, kind, isExample, lines } = row;
  const example = isExample ? ` <span class="example">${escaped(sheet.words.example)}</span>` : '';
  const basis = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  return `<tr><td>${no}</td><td>${escaped(title)}</td><td>${escaped(method)}</td>
<td><p class="${verdict}">${VERDICT_SIGNS[verdict]} ${escaped(result)}</p>
<p>${escaped(kind)}${example}</p></td><td>${basis}</td></tr>`;
}

function changesOf({ changes, words }: Sheet): string {
  if (changes.length === 0) return '';
  const lines = changes.map((line) => `<p>${escaped(line)}</p>`);
  return `<h2>${escaped(words.changes)}</h2>${lines.join('')}`;
}

/** Signatures and what to scan stay together on one page. */
function signatureBlock({ recordHash, signatures, words }: Sheet): string {
  const date = `<td class="result">${escaped(words.date)}</td>`;
  const rows = signatures.map((who) => `<tr class="sign">${rowHead(who)}<td></td>${date}</tr>`);
  return `<section class="block"><h2>${escaped(words.signatures)}</h2>
<table>${rows.join('')}</table>
<div class="scan">${qrSvg(recordHash)}<div><p>${escaped(words.scan)}</p>
<p class="meta">${escaped(words.place)}</p>
<p class="meta">${escaped(words.record)} <span class="hash">${escaped(recordHash)}</span></p>
</div></div></section>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string);
}
