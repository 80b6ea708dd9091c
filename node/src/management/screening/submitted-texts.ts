export {
  contentAmong,
  contentDigest,
  recordsIn,
  type SubmittedText,
  type SubmittedTexts,
  submittedTexts,
  textOf,
} from '@mingjing/host/desk';
