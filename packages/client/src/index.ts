/**
 * Typed client of the chain node API, and what is composed before anything is sent: signed
 * transactions, documents as records with salted attachments. Needs only `fetch`.
 *
 *     const client = createClient({ baseUrl: 'http://127.0.0.1:20200' });
 *     const composed = composePublish(documents, options);
 *     if (composed.ok) for (const items of composed.value.requests) await client.submit(items);
 */
export {
  type AccessSubject,
  type AccessTerms,
  accessApprovalMessage,
  accessCloseMessage,
  accessMessage,
  accessOpeningMessage,
  envelopeKeyMessage,
  type SealedPoint,
  type SealedSecret,
  sealedAccessMessage,
} from './access-messages.ts';
export {
  AccountClient,
  type InvitationAnswer,
  type OfficerProof,
  type OpenedSession,
} from './account-client.ts';
export * from './answers.ts';
export { type ChangedField, changedFields } from './changed-fields.ts';
export { checkHit, type HitCheck, type JournalTrust, journalTrustOf } from './check-hit.ts';
export { type Client, type ClientOptions, createClient, type SubmitOptions } from './client.ts';
export { ClientError, type ClientErrorDetails, type TransportErrorCode } from './client-error.ts';
export {
  type ComposedIdentitySeal,
  composeIdentitySeal,
  type IdentitySealOptions,
} from './compose-identity-seal.ts';
export {
  composePrivate,
  type PrivateOptions,
  type PrivateRecipient,
  type PrivateRefusal,
  type PrivateResult,
} from './compose-private.ts';
export {
  type ComposedRecord,
  composePublish,
  type Publication,
  type PublishOptions,
  type PublishResult,
} from './compose-publish.ts';
export {
  type ComposedTransaction,
  composeTransaction,
  draftTransaction,
  type TransactionDraft,
  type TransactionParts,
} from './compose-transaction.ts';
export {
  type DeclaredFiling,
  type FilingKindName,
  filingMessage,
} from './filing-message.ts';
export * from './governance-answers.ts';
export * from './identity-answers.ts';
export {
  type IdentityDocument,
  type IdentityStanding,
  identityBytes,
  identityIn,
  identityStanding,
  type SealedIdentity,
} from './identity-document.ts';
export {
  type AppealStatement,
  acceptanceMessage,
  agreementHash,
  agreementMessage,
  appealMessage,
  enrolledUserKey,
  type HeldKey,
  rotationMessage,
  type SanctionGradeName,
  sanctionMessage,
} from './identity-messages.ts';
export { type CeremonyRefusal, readCeremony } from './look-through/ceremony.ts';
export {
  type ComposedContribution,
  type ContributionFault,
  type ContributionInput,
  type ContributionResult,
  type CustodyAnswers,
  composeContribution,
  type OfficerHoldings,
  type OrderToAnswer,
  openSubject,
} from './look-through/compose-contribution.ts';
export {
  type AnswerRefusal,
  type AskedPoint,
  unsealAnswer,
} from './look-through/custody-answer.ts';
export {
  envelopeAsked,
  envelopeOfEpoch,
  type ProvedIdentity,
  provedIdentity,
} from './look-through/identity-envelopes.ts';
export {
  type EnvelopeTrust,
  type ProvedEnvelope,
  provedEnvelope,
} from './look-through/record-envelope.ts';
export {
  openShare,
  readShare,
  SHARE_BYTES_MAX,
  type ShareRefusal,
} from './look-through/sealed-share.ts';
export { secretIn, secretText } from './look-through/secret-text.ts';
export * from './look-through-answers.ts';
export {
  approvalMessage,
  caseHash,
  type FrozenSubject,
  freezeMessage,
  liftMessage,
  limitMessage,
  type OrderTerms,
  takedownMessage,
} from './moderation-messages.ts';
export {
  envelopeKeys,
  envelopeOf,
  type OpenPrivateRefusal,
  openPrivate,
  type SealedRecord,
  sealedPart,
} from './open-private.ts';
export * from './order-answers.ts';
export {
  PASSPHRASE_LENGTH_MIN,
  type PassphraseFault,
  passphraseFault,
} from './passphrase.ts';
export { documentIn, type OpenedDocument } from './private-document.ts';
export {
  type DocumentRefusal,
  documentFault,
  type PreparedDocument,
  type PublishDocument,
  prepareDocument,
} from './publish-document.ts';
export {
  type Call,
  createTransport,
  jsonOf,
  type Transport,
  type TransportOptions,
} from './transport.ts';
export {
  type OwnPurpose,
  type RegisteredAnswer,
  type RegistrationDetails,
  type TermsAnswer,
  UserClient,
  type UserSigner,
} from './user-client.ts';
