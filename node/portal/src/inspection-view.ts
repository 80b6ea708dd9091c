// What came of an inspection: the badge, every check, and the filled form itself.
import {
  filledOf,
  type Sheet,
  type SheetRow,
  type SheetSection,
  sayOf,
  sheetOf,
  VERDICT_SIGNS,
} from '@mingjing/inspection/sheet';
import type { InspectionFacts, InspectionRefusal } from '@mingjing/proofs';
import { element } from './dom.ts';
import { countText } from './format.ts';
import {
  type InspectionCheckRow,
  type InspectionVerdict,
  inspectionChecks,
} from './inspection-verdict.ts';
import { fact, hashText, stateMark } from './parts.ts';
import { BADGES, messageView } from './result-view.ts';
import { fill, inspectionReason, type Language, type Texts } from './texts.ts';
import { SIGNATURES_MAX } from './verdict.ts';

const LATER = 'later-';

/** Everything that is shown of an inspection. */
export function inspectionViews(
  verdict: InspectionVerdict,
  hasDocument: boolean,
  texts: Texts,
  language: Language,
): HTMLElement[] {
  const { facts } = verdict;
  const badge = badgeView(verdict, texts);
  if (hasDocument) badge.append(element('p', { class: 'hint' }, texts.inspection.noDocument));
  if (facts === undefined) return [badge];
  const sheet = sheetOf(filledOf(facts), language, sayOf(facts, language));
  return [badge, checksView(facts, texts), sheetView(sheet, texts)];
}

function badgeView({ facts, outcome, refusal }: InspectionVerdict, texts: Texts): HTMLElement {
  const { title, text } = texts.inspection.verdict[outcome];
  const values = {
    count: countText(SIGNATURES_MAX),
    part: refusal === undefined ? '' : partText(refusal, texts),
    reason: refusal === undefined ? '' : inspectionReason(refusal.reason, texts),
  };
  const badge = messageView(BADGES[outcome], title, fill(text, values));
  if (facts !== undefined && facts.entry.anchored === undefined) {
    badge.append(element('p', { class: 'document' }, texts.inspection.notAnchored));
  }
  return badge;
}

function partText({ index, part }: InspectionRefusal, { inspection, value }: Texts): string {
  const place = index === undefined ? '' : fill(value.at, { number: index + 1 });
  const isLater = part.startsWith(LATER);
  const name = (isLater ? part.slice(LATER.length) : part) as keyof typeof inspection.part;
  const own = inspection.part[name];
  const text = isLater ? fill(inspection.later, { part: own }) : own;
  return [text, place].filter((each) => each !== '').join(' · ');
}

function checksView(facts: InspectionFacts, texts: Texts): HTMLElement {
  const heads = [texts.table.check, texts.table.state, texts.table.value];
  return element(
    'table',
    {},
    element('caption', {}, texts.table.caption),
    headRow(heads),
    element('tbody', {}, ...inspectionChecks(facts).map((row) => checkRow(row, texts))),
  );
}

function checkRow(row: InspectionCheckRow, texts: Texts): HTMLElement {
  const { check, state } = row;
  const { explain, part } = texts.inspection;
  return element(
    'tr',
    { class: state, 'data-part': check, 'data-state': state },
    element('th', { scope: 'row' }, part[check], element('small', {}, explain[check])),
    element('td', {}, stateMark(state, texts.state[state])),
    element('td', {}, 'hash' in row ? hashText(row.hash, texts) : valueText(row, texts)),
  );
}

function valueText(
  { check, values }: Exclude<InspectionCheckRow, { hash: string }>,
  { inspection: { shown } }: Texts,
): string {
  return values === undefined ? shown.noAnchor : fill(shown[check], values);
}

/** The form in the words of the reader, as it is printed: heads, sections, what changed. */
function sheetView(sheet: Sheet, texts: Texts): HTMLElement {
  return element(
    'section',
    { class: 'card sheet', 'aria-label': sheet.title },
    element('h2', {}, sheet.title),
    element('p', { class: 'hint' }, sheet.note),
    element('dl', {}, ...sheet.head.flatMap(([label, text]) => fact(label, text))),
    ...sheet.summary.map((line) => element('p', {}, line)),
    ...sheet.sections.map((section) => sectionView(section, sheet)),
    ...changesView(sheet),
    element('p', {}, sheet.words.record, ' ', hashText(sheet.recordHash, texts)),
  );
}

function sectionView({ rows, title }: SheetSection, sheet: Sheet): HTMLElement {
  return element(
    'div',
    { class: 'scroll', tabindex: '0' },
    element(
      'table',
      { class: 'items' },
      element('caption', {}, title),
      headRow(sheet.columns),
      element('tbody', {}, ...rows.map((row) => itemRow(row, sheet))),
    ),
  );
}

function itemRow(row: SheetRow, { words }: Sheet): HTMLElement {
  const { isExample, kind, lines, method, no, result, title, verdict } = row;
  const example = isExample ? element('span', { class: 'example' }, words.example) : undefined;
  return element(
    'tr',
    { 'data-item': String(no), 'data-verdict': verdict },
    element('td', {}, String(no)),
    element('th', { scope: 'row' }, title),
    element('td', {}, method),
    element(
      'td',
      {},
      element('span', { class: `verdict ${verdict}` }, `${VERDICT_SIGNS[verdict]} ${result}`),
      element('small', {}, kind),
      example,
    ),
    element('td', {}, ...lines.map((line) => element('small', {}, line))),
  );
}

function changesView({ changes, words }: Sheet): HTMLElement[] {
  if (changes.length === 0) return [];
  return [
    element('h3', {}, words.changes),
    ...changes.map((line) => element('p', { class: 'change' }, line)),
  ];
}

function headRow(texts: readonly string[]): HTMLElement {
  const cells = texts.map((text) => element('th', { scope: 'col' }, text));
  return element('thead', {}, element('tr', {}, ...cells));
}
