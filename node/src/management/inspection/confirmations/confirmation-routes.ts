import type { HomeForm } from '@mingjing/inspection';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import { type Document, LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import type { ManagementContext } from '../../context.ts';
import {
  confirmationForm,
  confirmationState,
  confirmationsOn,
  expiresAt,
  itemId,
  type KeptConfirmation,
} from './confirmation.ts';

const PATH = '/v1/inspection/confirmations';
const params = Type.Object({ item: itemId });

/** What only a person can see of an item: that he saw it, what, and when. */
export function confirmationRoutes(
  context: ManagementContext,
  form: () => Promise<HomeForm>,
): AnyRoute[] {
  return [listRoute(context), confirmRoute(context, form), withdrawRoute(context)];
}

function listRoute({ now, shelf }: ManagementContext): AnyRoute {
  const confirmations = confirmationsOn(shelf);
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'inspection-confirmations-read' },
    summary: 'What officers confirmed of the items of the form, and until when it counts',
    async handler({ act }) {
      const found = await confirmations.list({ limit: LISTED_MAX });
      act.counts = [found.length];
      return { json: { items: found.map((each) => confirmationView(each, now())) } };
    },
  });
}

function confirmRoute({ now, shelf }: ManagementContext, form: () => Promise<HomeForm>): AnyRoute {
  const confirmations = confirmationsOn(shelf);
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'inspection-item-confirmed' },
    summary: 'An officer says what he saw of an item that a machine cannot see',
    schema: { body: confirmationForm },
    handler: ({ act, body, identity, recordActs }) =>
      shelf.inTurn(async () => {
        const { agrees, item, saw } = body;
        act.object = item;
        const inForce = await form();
        if ('refusals' in inForce) throw new Problem(409, 'inspection-form');
        const known = inForce.form.items.find(({ id }) => id === item);
        if (known === undefined) throw new Problem(404, 'inspection-item-unknown');
        if (known.evidence !== 'S') throw new Problem(409, 'inspection-item-not-confirmed');
        const at = now();
        const officer = identity.actor?.id ?? '';
        await recordActs([{ result: 'done', object: item, counts: [agrees ? 1 : 0] }]);
        const value = { agrees, saw, officer, at, withdrawnAt: null };
        await shelf.change([confirmations.put(item, value)]);
        return { status: 201, json: confirmationView({ id: item, value }, at) };
      }),
  });
}

function withdrawRoute({ now, shelf }: ManagementContext): AnyRoute {
  const confirmations = confirmationsOn(shelf);
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:item/withdraw`,
    policy: 'bound',
    act: { source: 'admin', event: 'inspection-confirmation-withdrawn' },
    summary: 'Says that a confirmation counts no more; that it was given stays',
    schema: { params, body: Type.Object({}, { additionalProperties: false }) },
    handler: ({ act, params: { item }, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = item;
        const value = await confirmations.get(item);
        const at = now();
        if (value === undefined || confirmationState(value, at) !== 'good') {
          throw new Problem(404, 'inspection-confirmation-unknown');
        }
        await recordActs([{ result: 'done' }]);
        const next = { ...value, withdrawnAt: at };
        await shelf.change([confirmations.put(item, next)]);
        return { json: confirmationView({ id: item, value: next }, at) };
      }),
  });
}

function confirmationView({ id, value }: Document<KeptConfirmation>, now: number) {
  const { agrees, at, officer, saw, withdrawnAt } = value;
  return {
    ...{ item: id, officer, at, agrees, saw, withdrawn_at: withdrawnAt },
    ...{ expires_at: expiresAt(at), state: confirmationState(value, now) },
  };
}
