/**
 * What a browser needs of this package: from a checked record to the sheet in the words of a
 * language, and its counts. No file, no font, no printing.
 *
 *     const check = verifyInspection(bytes, { trustedGenesisHash });
 *     if (check.ok) show(sheetOf(filledOf(check.value), 'en', sayOf(check.value, 'en')));
 */
export { filledOf, sayIn, sayOf } from './record/filled-of.ts';
export {
  type Sheet,
  type SheetRow,
  type SheetSection,
  sheetOf,
  VERDICT_SIGNS,
} from './render/sheet.ts';
export { INSPECTION_TEXTS, type RenderLanguage, type Say } from './render/texts.ts';
export { type FormTally, type Tally, tallyOf } from './tally.ts';
