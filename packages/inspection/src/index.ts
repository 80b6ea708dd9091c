/**
 * Inspection: a form as data, collectors that find out its items, and what the findings come to.
 * Unknown is never green.
 *
 *     const read = readForm(JSON.parse(text));
 *     const answers = await runInspection({ form: read.form, collectors, known, phrase, now });
 *     const { all } = tallyOf(read.form, answers);
 */
export * from './answer.ts';
export {
  type Check,
  type CheckLevel,
  check,
  type Found,
  mostly,
  outcomeOf,
  unknown,
} from './checks.ts';
export { changesBetween, type ItemChange } from './difference.ts';
export {
  type Form,
  type FormItem,
  type FormRefusal,
  type FormResult,
  formHash,
  readForm,
} from './form.ts';
export { judgeItem } from './judge-item.ts';
export { type FilledForm, RUN_KINDS, type RunKind } from './render/filled-form.ts';
export { htmlOf } from './render/html.ts';
export { pdfOf } from './render/pdf.ts';
export { type Sheet, sheetOf } from './render/sheet.ts';
export { terminalOf } from './render/terminal.ts';
export { INSPECTION_TEXTS, type RenderLanguage, type Say } from './render/texts.ts';
export {
  type CollectContext,
  type Collector,
  ITEM_MS_MAX,
  type KnownFindings,
  PHRASE_CHARS_MAX,
  type PhraseRefusal,
  phraseFault,
  type RunEvents,
  type RunOptions,
  runInspection,
} from './run.ts';
export { SHIPPED_FORM } from './shipped-form.ts';
export {
  judgeSupervision,
  type SupervisionItem,
  type SupervisionWords,
} from './supervision-words.ts';
export { type FormTally, type Tally, tallyOf } from './tally.ts';
