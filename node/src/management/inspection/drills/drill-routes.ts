import { bytesToHex } from '@mingjing/crypto';
import { sanctionsOf, standingOf } from '@mingjing/execution';
import { type Order, Standing, type User } from '@mingjing/protocol';
import { type AnyRoute, defineRoute } from '@mingjing/service';
import Type from 'typebox';
import { verificationState } from '../../users/chain-view.ts';
import { WRONG_IDENTITIES } from '../collectors/drill-registration.ts';
import { receiptsOf } from '../collectors/drilled-orders.ts';
import type { InspectionWorld } from '../world.ts';
import { type DrillState, drillStates, GUIDED_DRILLS, latestOrder } from './drill-steps.ts';

const userId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
/** Registered users looked through for marked test subjects to offer. */
const OFFERED_OF = 100;
/** Sanctions of one subject that are looked through: every grade many times over. */
const SANCTIONS_OF = 64;

/** What is wrong with a subject that a drill was to touch. */
type SubjectFault = 'unknown' | 'not-marked' | 'elsewhere' | 'closed';

/** Drills that officers walk through by their own signatures: how far each has come. */
export function drillRoutes(world: () => InspectionWorld): AnyRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/inspection/drills',
      policy: 'bound',
      act: { source: 'access', event: 'inspection-drills-read' },
      summary: 'How far drills of orders and sanctions on a marked test subject have come',
      schema: {
        query: Type.Object({ subject: Type.Optional(userId) }, { additionalProperties: false }),
      },
      async handler({ act, query }) {
        const around = world();
        const offers = await offersOf(around);
        const orders = ownDrills(around);
        const subject = query.subject ?? latestSubject(orders) ?? offers[0];
        if (subject !== undefined) act.object = subject;
        const found = subject === undefined ? null : subjectView(around, subject);
        const states = await statesOf(around, orders, found);
        return {
          json: {
            ...{ time: around.now(), drill_days: around.assurance.bounds.drillDays, offers },
            registration: registrationOf(around),
            wrong_identities: WRONG_IDENTITIES,
            ...{ subject: found, drills: states.map(drillView) },
          },
        };
      },
    }),
  ];
}

/** Who confirms users here: nobody, a verifier of tests alone, or one of real people. */
function registrationOf({ program }: InspectionWorld): 'none' | 'synthetic' | 'real' {
  if (!program.routes.some(({ path }) => path === '/v1/registration')) return 'none';
  return program.isVerificationSynthetic ? 'synthetic' : 'real';
}

function ownDrills({ host }: InspectionWorld): Order[] {
  const { registry } = host.replica.chain.state;
  const own = registry.get('node', host.nodeId)?.organisation;
  return registry.all('order').filter(({ order, organisation, synthetic }) => {
    return order.drill && synthetic && organisation === own;
  });
}

function latestSubject(orders: readonly Order[]): string | undefined {
  const named = orders.filter(({ order }) => order.userId !== '');
  return named.toSorted((a, b) => b.orderedHeight - a.orderedHeight)[0]?.order.userId;
}

/** Test subjects among the users who registered here. */
async function offersOf({ host, vault }: InspectionWorld): Promise<string[]> {
  const { registry } = host.replica.chain.state;
  const found = await vault.files.list({ limit: OFFERED_OF });
  return found.map(({ id }) => id).filter((id) => registry.get('user', id)?.synthetic === true);
}

interface SubjectView {
  readonly user: string;
  readonly fault: SubjectFault | null;
  readonly verification: string;
  readonly standing: string;
}

function subjectView({ host }: InspectionWorld, id: string): SubjectView {
  const { registry, time } = host.replica.chain.state;
  const user = registry.get('user', id);
  const own = registry.get('node', host.nodeId)?.organisation;
  const standing = user === undefined ? undefined : standingOf(registry, user, time);
  const name = Object.entries(Standing).find(([, value]) => value === standing)?.[0];
  return {
    user: id,
    fault: faultOf(user, own, standing),
    verification: verificationState(user, false, time),
    standing: name ?? 'none',
  };
}

function faultOf(
  user: User | undefined,
  own: string | undefined,
  standing: number | undefined,
): SubjectFault | null {
  if (user === undefined) return 'unknown';
  // Real users are in no drill, whoever asks for it.
  if (!user.synthetic) return 'not-marked';
  if (user.organisation !== own) return 'elsewhere';
  return standing === Standing.closed ? 'closed' : null;
}

async function statesOf(
  world: InspectionWorld,
  orders: readonly Order[],
  subject: SubjectView | null,
): Promise<DrillState[]> {
  const { registry, time } = world.host.replica.chain.state;
  const id = subject?.user ?? '';
  const shown = GUIDED_DRILLS.flatMap((drill) => latestOrder(drill, { orders, subject: id }) ?? []);
  const receipts = await Promise.all(
    shown.map(async (order) => [bytesToHex(order.id), await receiptsOf(world, order)] as const),
  );
  return drillStates({
    ...{ time, subject: id, orders, receipts: new Map(receipts) },
    isMarked: subject !== null && subject.fault === null,
    sanctions: id === '' ? [] : sanctionsOf(registry, id, SANCTIONS_OF),
  });
}

function drillView({ beganAt, drill, isWhole, lift, record, reference, steps }: DrillState) {
  return { drill, reference, lift, record, whole: isWhole, began_at: beganAt, steps };
}
