import type { AnyRoute } from '@mingjing/service';
import type { AgendaSource } from '../agenda.ts';
import type { ManagementContext } from '../context.ts';
import { ruleSetRoutes } from '../screening/rule-set-routes.ts';
import { Screening } from '../screening/screening.ts';
import { screeningRoutes } from '../screening/screening-routes.ts';
import { SWEEP_MS } from './limits.ts';
import { reviewAgenda } from './review-agenda.ts';
import { ReviewDays } from './review-days.ts';
import { ReviewDesk } from './review-desk.ts';
import { reviewRoutes } from './review-routes.ts';
import { ReviewTies } from './review-ties.ts';
import { ScreenedSubmission } from './screened-submission.ts';

/** Screening and review of a running node: what stands between a client and the pool. */
export interface ContentService {
  readonly routes: readonly AnyRoute[];
  readonly agenda: AgendaSource;
  readonly screening: Screening;
  /** For one call that submits transactions. */
  submission(): ScreenedSubmission;
  stop(): Promise<void>;
}

export async function openContentService(context: ManagementContext): Promise<ContentService> {
  const { host, shelf, now } = context;
  const screening = await Screening.open(host, shelf);
  const desk = await ReviewDesk.open(host, shelf, now());
  const parts = { desk, ties: new ReviewTies(shelf), days: new ReviewDays(shelf) };
  // A statement that the chain did not take is made again with the next sweep.
  const housekeep = () =>
    shelf
      .inTurn(async () => {
        await desk.sweep(now());
        await screening.declare();
      })
      .catch((error: unknown) => host.logger.error({ err: error }, 'reviews were not swept'));
  const timer = setInterval(housekeep, SWEEP_MS);
  timer.unref();
  await housekeep();
  return {
    routes: [
      ...ruleSetRoutes(context, screening),
      ...screeningRoutes(context, screening),
      ...reviewRoutes(context, parts),
    ],
    agenda: reviewAgenda(desk),
    screening,
    submission: () => new ScreenedSubmission({ host, shelf, screening, desk, now }),
    async stop() {
      clearInterval(timer);
      await shelf.inTurn(() => screening.close());
    },
  };
}
