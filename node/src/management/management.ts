import { type Host, sealingKey } from '@mingjing/host';
import type { AccessTable, AnyRoute, Catalogue, FloodGate, Gate } from '@mingjing/service';
import { Shelf } from '@mingjing/storage';
import { ADVISORY_ACCESS } from './advisories/access.ts';
import { advisoryAgenda, advisoryRoutes } from './advisories/advisory-routes.ts';
import advisoriesEn from './advisories/i18n/en.json' with { type: 'json' };
import advisoriesZh from './advisories/i18n/zh-CN.json' with { type: 'json' };
import { type AgendaNames, type AgendaSource, agendaRoute } from './agenda.ts';
import { MANAGEMENT_ACCESS } from './agenda-access.ts';
import { ASSURANCE_ACCESS } from './assurance/access.ts';
import type { AssuranceConfig } from './assurance/assurance-config.ts';
import assuranceEn from './assurance/i18n/en.json' with { type: 'json' };
import assuranceZh from './assurance/i18n/zh-CN.json' with { type: 'json' };
import { openAssuranceArea } from './assurance/open-assurance.ts';
import { CASE_ACCESS } from './cases/access.ts';
import { CaseDesk } from './cases/case-desk.ts';
import { caseRoutes } from './cases/case-routes.ts';
import { caseWorkRoutes } from './cases/case-work-routes.ts';
import type { CasesConfig } from './cases/cases-config.ts';
import casesEn from './cases/i18n/en.json' with { type: 'json' };
import casesZh from './cases/i18n/zh-CN.json' with { type: 'json' };
import { Clockwork, type Watch } from './clockwork.ts';
import type { ManagementContext } from './context.ts';
import { SLOTS } from './documents/document.ts';
import type { FilingForm } from './filing/filing.ts';
import { INSPECTION_ACCESS } from './inspection/access.ts';
import { INSPECTION_PAPERS_ACCESS } from './inspection/bundle/access.ts';
import papersEn from './inspection/bundle/i18n/en.json' with { type: 'json' };
import papersZh from './inspection/bundle/i18n/zh-CN.json' with { type: 'json' };
import inspectionEn from './inspection/i18n/en.json' with { type: 'json' };
import inspectionZh from './inspection/i18n/zh-CN.json' with { type: 'json' };
import { type InspectionArea, openInspection } from './inspection/inspection-area.ts';
import { askingSupervision } from './inspection/supervision/ask-supervision.ts';
import type { InspectionConfig } from './inspection/supervision/inspection-config.ts';
import { type CustodyState, custodyAgenda } from './look-through/custody-agenda.ts';
import lookThroughEn from './look-through/i18n/en.json' with { type: 'json' };
import lookThroughZh from './look-through/i18n/zh-CN.json' with { type: 'json' };
import { NOTICE_ACCESS } from './notices/access.ts';
import noticesEn from './notices/i18n/en.json' with { type: 'json' };
import noticesZh from './notices/i18n/zh-CN.json' with { type: 'json' };
import { noticeRoutes } from './notices/notice-routes.ts';
import { OFFICE_TABLE, OFFICE_TEXTS, openOffices } from './offices.ts';
import type { OfficesConfig } from './offices-config.ts';
import { POSTS } from './people/person.ts';
import { REVIEW_ACCESS } from './review/access.ts';
import { openContentService } from './review/content-service.ts';
import reviewEn from './review/i18n/en.json' with { type: 'json' };
import reviewZh from './review/i18n/zh-CN.json' with { type: 'json' };
import type { ScreenedSubmission } from './review/screened-submission.ts';
import { SCREENING_ACCESS } from './screening/access.ts';
import screeningEn from './screening/i18n/en.json' with { type: 'json' };
import screeningZh from './screening/i18n/zh-CN.json' with { type: 'json' };
import { USERS_ACCESS } from './users/access.ts';
import usersEn from './users/i18n/en.json' with { type: 'json' };
import usersZh from './users/i18n/zh-CN.json' with { type: 'json' };
import { openUsers } from './users/users.ts';
import type { VerificationConfig } from './users/verification-config.ts';

const KEY_PURPOSE = 'management';

/** Lines of the access table, one part for each area. */
export const MANAGEMENT_TABLE: AccessTable = {
  ...MANAGEMENT_ACCESS,
  ...NOTICE_ACCESS,
  ...ADVISORY_ACCESS,
  ...ASSURANCE_ACCESS,
  ...SCREENING_ACCESS,
  ...REVIEW_ACCESS,
  ...CASE_ACCESS,
  ...OFFICE_TABLE,
  ...USERS_ACCESS,
  ...INSPECTION_ACCESS,
  ...INSPECTION_PAPERS_ACCESS,
};

/** Texts of the areas. */
export const MANAGEMENT_TEXTS: readonly Catalogue[] = [
  { 'zh-CN': noticesZh, en: noticesEn },
  { 'zh-CN': advisoriesZh, en: advisoriesEn },
  { 'zh-CN': assuranceZh, en: assuranceEn },
  { 'zh-CN': screeningZh, en: screeningEn },
  { 'zh-CN': reviewZh, en: reviewEn },
  { 'zh-CN': casesZh, en: casesEn },
  { 'zh-CN': lookThroughZh, en: lookThroughEn },
  ...OFFICE_TEXTS,
  { 'zh-CN': usersZh, en: usersEn },
  { 'zh-CN': inspectionZh, en: inspectionEn },
  { 'zh-CN': papersZh, en: papersEn },
];

/** Names of what waits in areas that know it by an id alone. */
export const AGENDA_NAMES: AgendaNames = {
  documents: SLOTS,
  people: [...POSTS, { id: 'chain', 'zh-CN': '链上任职', en: 'Officers on the chain' }],
};

/** The management service of a running node. */
export interface Management {
  readonly routes: readonly AnyRoute[];
  /** Tells the areas what the program serves, once it is known. */
  serving(routes: readonly AnyRoute[]): void;
  readonly inspection: InspectionArea;
  /** Judges and holds what one call submits. */
  submission(): ScreenedSubmission;
  /** What was filed of the service, as far as an officer told it. */
  filed(): FilingForm | undefined;
  stop(): Promise<void>;
}

export interface ManagementOptions {
  /** From when on something is found about nodes. */
  readonly assurance: AssuranceConfig;
  /** Knows who is refused without end. */
  readonly floods: Pick<FloodGate, 'counts'>;
  /** To whom evidence is sealed, and how long it is kept. */
  readonly cases: CasesConfig;
  /** Whom the inspection asks for what only a supervision node can measure. */
  readonly inspection: InspectionConfig;
  /** Terms and moments of complaints and duty. */
  readonly offices: OfficesConfig;
  /** Knows officers by their sessions, and sites by their names. */
  readonly gate: Gate;
  /** Where identities are confirmed; absent: nobody registers here. */
  readonly verification: VerificationConfig | undefined;
  readonly passphrase: string | undefined;
}

/** Opens what this organisation keeps; throws `StorageError`. */
export async function openManagement(host: Host, options: ManagementOptions): Promise<Management> {
  const { logger, paths } = host;
  const shelf = await Shelf.open(paths.management, {
    chainId: host.replica.chain.chainId,
    key: sealingKey(paths.key(KEY_PURPOSE), KEY_PURPOSE, options.passphrase),
  });
  const context: ManagementContext = { host, shelf, now: () => Date.now() };
  try {
    const offices = await openOffices(context, options.offices);
    const content = await openContentService(context);
    const cases = new CaseDesk(context, options.cases);
    const users = await openUsers(context, options);
    const { assurance: bounds, floods } = options;
    const assurance = await openAssuranceArea({ ...context, bounds, floods });
    const inspection = await openInspection({
      ...{ ...context, desks: offices.desks, screening: content.screening, cases },
      ...{ vault: users.vault, assurance: assurance.parts, ...supervisionOf(context, options) },
    });
    const sources: AgendaSource[] = [
      ...offices.sources,
      advisoryAgenda(context),
      content.agenda,
      cases.agenda,
      users.agenda,
      custodyAgenda(() => custodyState(host)),
      ...assurance.agenda,
      inspection.agenda,
    ];
    const clockwork = startClockwork(context, [...offices.watches, cases.watch, content.watch]);
    return {
      routes: [
        agendaRoute(sources, context.now, logger),
        ...noticeRoutes(context),
        ...advisoryRoutes(context),
        ...offices.routes,
        ...content.routes,
        ...caseRoutes(context, cases),
        ...caseWorkRoutes(context, cases),
        ...users.routes,
        ...assurance.routes,
        ...inspection.routes,
      ],
      serving: (routes) => assurance.serving(routes),
      inspection,
      submission: () => content.submission(),
      filed: () => offices.desks.filing.current?.form,
      async stop() {
        await inspection.stop();
        await assurance.stop();
        await clockwork.stop();
        await content.stop();
        await users.stop();
        await shelf.close();
      },
    };
  } catch (error) {
    await shelf.close();
    throw error;
  }
}

/** The supervision node that the configuration names, to be asked in each run. */
function supervisionOf(
  { host, now }: ManagementContext,
  { inspection: { supervision } }: Pick<ManagementOptions, 'inspection'>,
) {
  if (supervision === undefined) return {};
  return { supervision: askingSupervision({ host, now, config: supervision }) };
}

function startClockwork({ host, now }: ManagementContext, watches: readonly Watch[]): Clockwork {
  const clockwork = new Clockwork(watches, now, host.logger);
  clockwork.start();
  return clockwork;
}

function custodyState({ nodeId, replica }: Host): CustodyState {
  const { registry, time } = replica.chain.state;
  return { registry, time, organisation: registry.get('node', nodeId)?.organisation ?? '' };
}
