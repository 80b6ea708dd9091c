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
} from '@mingjing/host/desk';
