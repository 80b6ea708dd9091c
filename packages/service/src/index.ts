/**
 * The HTTP shell of both programs: configuration, routes as data with the hook that journals every
 * act before its answer leaves, problems (RFC 9457) in two languages, server-sent events, OpenAPI.
 *
 *     const service = createHttpService({ name, listen, routes, journal });
 *     const { port } = await service.start();
 */
export {
  type AccessRule,
  type AccessTable,
  anyone,
  byRelation,
  CALLERS,
  type Caller,
  entitled,
  isByRelation,
  mayAsk,
  mayEnter,
  only,
  ownIf,
  RELATIONS,
  type Relation,
} from './accounts/access.ts';
export type { OfficerFacts } from './accounts/account.ts';
export { accountPageRoutes } from './accounts/account-pages.ts';
export type { AccountPorts, AccountSettings } from './accounts/account-parts.ts';
export { accountRoutes } from './accounts/account-routes.ts';
export { type Accounts, type AccountsOptions, openAccounts } from './accounts/accounts.ts';
export { carriedRoutes } from './accounts/carried-routes.ts';
export {
  AnsweredChallenges,
  CHALLENGE_MS,
  CHALLENGE_RANDOM_BYTES,
  Challenges,
  type ChallengeVerdict,
} from './accounts/challenge.ts';
export { CONTROL_HEADER } from './accounts/control-header.ts';
export {
  type FieldRule,
  type FieldTable,
  type Seeing,
  type Sight,
  seeing,
  shown,
  sightOf,
} from './accounts/fields.ts';
export {
  Gate,
  type GateOptions,
  type Identity,
  sessionCookie,
} from './accounts/gate.ts';
export { sessionRoutes } from './accounts/session-routes.ts';
export type { SessionEnd } from './accounts/session-rules.ts';
export type { Session } from './accounts/sessions.ts';
export { timeCodeAt } from './accounts/time-code.ts';
export {
  type ConfigRefusal,
  type ConfigRefusalCode,
  type ConfigResult,
  type ConfigSources,
  loadConfig,
} from './config/load-config.ts';
export { ServiceError, type ServiceErrorCode } from './errors.ts';
export { CallBudget, type CallBudgetLimits } from './http/call-budget.ts';
export { createEventFeed, type EventFeed, type EventFeedOptions } from './http/event-feed.ts';
export { FLOOD, type FloodCounts, FloodGate, type FloodLimits } from './http/flood-gate.ts';
export type {
  ActEntry,
  ActNotes,
  EntryPosition,
  JournalPort,
  OwnAct,
} from './http/journal-port.ts';
export { defaultLimits, type HttpLimits } from './http/limits.ts';
export { type OpenApiOptions, openApiDocument } from './http/openapi.ts';
export { MANIFEST_FILE, pageHash, readManifest, signManifest } from './http/page-manifest.ts';
export { PageWatch, type PageWatchEvents, type PageWatchOptions } from './http/page-watch.ts';
export {
  encodeCursor,
  type Page,
  pageOf,
  pageQueryProperties,
  parseCursor,
} from './http/paging.ts';
export { type ProbeSources, probeRoutes } from './http/probes.ts';
export {
  PROBLEM_MEDIA_TYPE,
  Problem,
  type ProblemOptions,
  problemBody,
} from './http/problem.ts';
export { proxyList as addressList, type TrustedProxies } from './http/proxied-sockets.ts';
export type { ProxiedEnds } from './http/proxy-header.ts';
export { PUBLIC_READS, ReadLimiter } from './http/read-limiter.ts';
export {
  type ActDeclaration,
  type Answer,
  type AnyRoute,
  actOf,
  type CallContext,
  defineRoute,
  type NotAnAct,
  type Route,
  type RoutePolicy,
  routeName,
} from './http/route.ts';
export {
  createHttpService,
  type HttpService,
  type HttpServiceOptions,
  type ServiceAccess,
  type ServiceLogger,
} from './http/service.ts';
export { loadSignedPages, PagesError, type SignedPages } from './http/signed-pages.ts';
export { loadStaticPages, type StaticPage, staticRoutes } from './http/static-pages.ts';
export { LANGUAGES, type Language, languageOf } from './text/language.ts';
export { type BothTexts, type Catalogue, createTexts, type Texts } from './text/texts.ts';
export type { TlsFiles } from './tls/tls-files.ts';
