import { hexToBytes } from '@mingjing/crypto';
import type { AnyRoute } from '@mingjing/service';
import { takenDownBy } from '../../api/content.ts';
import type { AgendaSource } from '../agenda.ts';
import type { Watch } from '../clockwork.ts';
import type { ManagementContext } from '../context.ts';
import { recordProgramAct } from '../own-act.ts';
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
  /** Copies of what was held end with the takedown of their content. */
  readonly watch: Watch;
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
    watch: { area: 'review', tick: (at) => forgetTakenDown(context, desk, at) },
    screening,
    submission: () => new ScreenedSubmission({ host, shelf, screening, desk, now }),
    async stop() {
      clearInterval(timer);
      await shelf.inTurn(() => screening.close());
    },
  };
}

function forgetTakenDown({ host, shelf }: ManagementContext, desk: ReviewDesk, now: number) {
  return shelf.inTurn(async () => {
    const { registry } = host.replica.chain.state;
    const orderOf = (commitment: string) =>
      takenDownBy(registry, hexToBytes(commitment) ?? new Uint8Array(0));
    for (const [id, orderId] of desk.takenDown(orderOf)) {
      await recordProgramAct(host, {
        event: 'held-content-removed',
        object: id,
        reason: 'taken-down',
      });
      await desk.forget(id, orderId, now);
    }
  });
}
