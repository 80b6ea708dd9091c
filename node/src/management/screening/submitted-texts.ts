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
} from '@mingjing/host/desk';
export { windowsOf } from '@mingjing/screening';
