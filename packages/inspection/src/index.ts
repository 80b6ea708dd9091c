/**
 * Inspection: a form as data, collectors that find out its items, and what the findings come to.
 * Unknown is never green.
 *
 *     const read = readForm(JSON.parse(text));
 *     const answers = await runInspection({ form: read.form, collectors, known, phrase, now });
 *     const { all } = tallyOf(read.form, answers);
 */
export {
  ANSWER_KINDS,
  type Answer,
  type AnswerKind,
  type AttestedDocument,
  type Confirmation,
  type Fact,
  type Findings,
  type Footing,
  type ItemChange,
  judgeItem,
  type Measurement,
  RUN_KINDS,
  type RunKind,
  VERDICTS,
  type Verdict,
  type VerdictReason,
} from '@mingjing/proofs';
export {
  type Check,
  type CheckLevel,
  check,
  type Found,
  factsOf,
  mostly,
  outcomeOf,
  unknown,
} from './checks.ts';
export { changesBetween } from './difference.ts';
export { chosenBy, footing, kept, registryFooting, shown } from './footings.ts';
export {
  type Form,
  type FormItem,
  type FormRefusal,
  type FormResult,
  formHash,
  readForm,
} from './form.ts';
export { type FormInForce, formOf, type HomeForm } from './home-form.ts';
export { type PaperFormat, type PaperOrder, Printer, PrinterBusyError } from './print/printer.ts';
export { filledOf, sayIn, sayOf } from './record/filled-of.ts';
export {
  type EndedRun,
  measurementsBytes,
  type SealedRecord,
  type SealParts,
  sealRecord,
  signedMeasurements,
} from './record/seal-record.ts';
export type { FilledForm } from './render/filled-form.ts';
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
export { ASKED_ITEMS_MAX, askForm, askSigningBytes, type StatementAsk } from './stated/ask.ts';
export {
  type ExpectedStatement,
  type ReadStatement,
  readStatement,
  type StatementFault,
} from './stated/statement.ts';
export {
  isSupervisionItem,
  judgeSupervision,
  type OpeningWord,
  SUPERVISION_ITEMS,
  type SupervisionItem,
  type SupervisionWords,
} from './supervision-words.ts';
export { type FormTally, type Tally, tallyOf } from './tally.ts';
