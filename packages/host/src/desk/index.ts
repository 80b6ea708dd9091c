// What the desks of both programs share: documents on a shelf, ids and pages, watches by time.
export { Clockwork, type Watch } from './clockwork.ts';
export { entryName } from './entry-name.ts';
export { latestPage } from './latest-page.ts';
export { idFloor, newId } from './new-id.ts';
export { type ActWriter, type ProgramAct, recordProgramAct } from './program-act.ts';
export {
  dayText,
  documentId,
  officerId,
  oneOf,
  orNull,
  revealForm,
  said,
  signatureBytes,
  signatureText,
  telephone,
  time,
} from './stored-shapes.ts';
export {
  type ContentOf,
  contentAmong,
  contentDigest,
  recordsIn,
  type SubmittedText,
  type SubmittedTexts,
  submittedTexts,
  type TextPart,
  textOf,
  UNITS_JUDGED_MAX,
} from './submitted-texts.ts';
