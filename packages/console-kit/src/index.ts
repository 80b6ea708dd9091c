/**
 * What the consoles share: one look, one badge for proofs, six page states, acts signed in the
 * browser, texts in two languages, and places that stand in the address.
 */

export { KeyField, takeKey, takePassphrase } from './account/key-field.tsx';
export {
  type GivenKey,
  type NewUserKey,
  newSubjectKey,
  newUserKey,
  type OfficerKey,
  readReceivingKey,
  readUserKey,
} from './account/officer-key.ts';
export { PassphraseField, type PassphraseFieldProps } from './account/passphrase-field.tsx';
export { type Ask, type OwnSession, signChallenge } from './account/session.ts';
export { ActCodeField, type ActCodeFieldProps } from './act/act-code-field.tsx';
export {
  ActPage,
  type ActPageProps,
  type ActStatement,
  UnsignedActPage,
  type UnsignedActPageProps,
  Waiting,
  type WaitingProps,
} from './act/act-page.tsx';
export {
  Choice,
  type ChoiceProps,
  Field,
  type FieldProps,
  type Typed,
  useTyped,
  type Values,
} from './act/fields.tsx';
export type { ConsoleProps } from './frame/console.tsx';
export { pageOf, type Room, type RoomProps } from './frame/room.ts';
export { type Part, SectionedRoom, type SectionedRoomProps } from './frame/sectioned-room.tsx';
export { maySee, type Section, Sections, type SectionsProps } from './frame/sections.tsx';
export { type ConsoleStart, startConsole } from './frame/start-console.tsx';
export { useKeyboard } from './keys/keyboard.ts';
export { DrawerList, type DrawerListProps, type ListedPage } from './lists/drawer-list.tsx';
export { Pager } from './lists/pager.tsx';
export { Pick, type PickProps, usePicked } from './lists/pick.tsx';
export { Link, type LinkProps } from './place/link.tsx';
export {
  addressOf,
  CHAIN_PARAM,
  go,
  type Params,
  type Place,
  setParams,
  usePlace,
} from './place/place.ts';
export { Card, type CardProps } from './show/card.tsx';
export { type Column, DataTable, type DataTableProps } from './show/data-table.tsx';
export { durationText } from './show/duration.ts';
export { Facts } from './show/facts.tsx';
export { FileField, type FileFieldProps } from './show/file-field.tsx';
export { Hash, shortHash } from './show/hash.tsx';
export { STATE_SHAPES, StateIcon, type StateKind } from './show/icon.tsx';
export { Left } from './show/left.tsx';
export { Masked, type MaskedProps, type Revealed } from './show/masked.tsx';
export type { DrawnLink, DrawnNode } from './show/network/network-layout.ts';
export { NetworkMap, type NetworkMapProps } from './show/network/network-map.tsx';
export { NodeGlyph, type NodeGlyphProps, type NodeShape } from './show/network/node-glyph.tsx';
export { useNow } from './show/now.ts';
export {
  type Proof,
  ProofBadge,
  type ProofCheck,
  type ProofState,
  saveBytes,
} from './show/proof-badge.tsx';
export { RecordDownloads, type RecordDownloadsProps } from './show/record-downloads.tsx';
export { RetainedLogs, type RetainedLogsProps } from './show/retained-logs.tsx';
export { SideDrawer, type SideDrawerProps } from './show/side-drawer.tsx';
export { State, type StateProps } from './show/state.tsx';
export { shanghaiDay, shanghaiMinute, shanghaiTime, Time } from './show/time.tsx';
export {
  type Fault,
  faultOf,
  faultText,
  isLoggedOut,
  isOutcomeUnknown,
  OUTCOME_UNKNOWN,
} from './states/fault.ts';
export { Guard } from './states/guard.tsx';
export { whenUsedAgain } from './states/in-use.ts';
export { PageFault } from './states/page-fault.ts';
export {
  Empty,
  type EmptyProps,
  Failed,
  type FailedProps,
  Loading,
  Partial,
  Refused,
  type RefusedProps,
  rolesText,
  Stale,
} from './states/page-states.tsx';
export {
  type Answer,
  Answers,
  askAgain,
  forgetAnswers,
  Pane,
  type PaneProps,
  tellAnswer,
  useAnswer,
  useAskedAnswer,
} from './states/pane.tsx';
export { sessionFetch, sessionMayBeOver } from './states/session-over.ts';
export { type ActCode, actCodeOptions, actCodeText } from './text/act-codes.ts';
export { useInLanguage } from './text/in-language.ts';
export { LANGUAGES, type Language, languageOf } from './text/language.ts';
export {
  addTexts,
  type Catalogue,
  type Fields,
  findText,
  type Say,
  speak,
  useText,
} from './text/texts.ts';
export { Themed, type ThemedProps } from './theme/themed.tsx';
export { entryProof, type StatedGenesis, statedGenesis } from './trust/entry-proof.ts';
export {
  daysKept,
  type JudgedCertificate,
  judgedRetention,
  sourceName,
} from './trust/retention.ts';
export { isHash, trustedGenesis, trustGenesis } from './trust/trusted-genesis.ts';
