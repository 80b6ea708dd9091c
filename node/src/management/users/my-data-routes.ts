import { USER_PURPOSES } from '@mingjing/protocol';
import { type AnyRoute, type CallBudget, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import { assertBudget, type RegistrationBudgets } from './budgets.ts';
import { erasureView, verificationState } from './chain-view.ts';
import { consentFault, consentView } from './consents.ts';
import { correct } from './correction.ts';
import {
  consentForm,
  correctionForm,
  erasureForm,
  exportForm,
  signedForm,
  userId,
} from './forms.ts';
import { assertNotErased, exportOf, type KnownUser, knownUser } from './my-data.ts';
import { SETTLE_MS } from './pending.ts';
import { consentStep } from './registration.ts';
import { CONSENT_STEPS_MAX } from './user-file.ts';
import type { UsersParts } from './users-parts.ts';

const post = { method: 'POST', policy: 'public' } as const;
const PURPOSES = USER_PURPOSES.filter((purpose) => purpose !== 'register');

/** A user's own data: he signs each request with his own key, and has no account. */
export function myDataRoutes(parts: UsersParts, budgets: RegistrationBudgets): AnyRoute[] {
  return [
    challengeRoute(parts, budgets.challenges),
    exportRoute(parts),
    consentRoute(parts),
    correctionRoute(parts, budgets.registrations),
    erasureRoute(parts),
  ];
}

function challengeRoute({ proofs, now }: UsersParts, budget: CallBudget): AnyRoute {
  const purpose = Type.Enum([...PURPOSES]);
  return defineRoute({
    ...post,
    path: '/v1/my-data/challenge',
    act: { source: 'auth', event: 'user-request-begun' },
    summary: 'What a user signs to be heard',
    schema: { body: Type.Object({ user: userId, purpose }, { additionalProperties: false }) },
    handler({ act, body, headers, sourceAddress }) {
      assertBudget(budget, sourceAddress, now());
      act.object = body.user;
      return { json: proofs.ask(body.purpose, body.user, headers) };
    },
  });
}

function exportRoute(parts: UsersParts): AnyRoute {
  return defineRoute({
    ...post,
    path: '/v1/my-data/export',
    act: { source: 'access', event: 'user-data-exported' },
    summary: 'All that is kept of the user who asks, signed by this node',
    schema: { body: signedForm(exportForm) },
    async handler(call) {
      const known = await knownUser(parts, 'export', call);
      assertNotErased(parts, known.id);
      return { json: await exportOf(parts, known) };
    },
  });
}

function consentRoute(parts: UsersParts): AnyRoute {
  const { vault, now } = parts;
  return defineRoute({
    ...post,
    path: '/v1/my-data/consents',
    act: { source: 'auth', event: 'consent-changed' },
    summary: 'Gives or withdraws consent to purposes',
    schema: { body: signedForm(consentForm) },
    async handler(call) {
      const { id, proved } = await knownUser(parts, 'consent', call);
      const said = call.body.form.consents;
      const fault = consentFault(said, false);
      if (fault !== undefined) throw new Problem(422, fault);
      return vault.shelf.inTurn(async () => {
        assertNotErased(parts, id);
        const file = await vault.files.get(id);
        if (file === undefined) throw new Problem(404, 'identity-elsewhere');
        const steps = said.map((each) => consentStep(each, proved, now()));
        const consents = [...file.consents, ...steps];
        if (consents.length > CONSENT_STEPS_MAX) throw new Problem(409, 'too-many-consents');
        await call.recordActs([{ result: 'done' }]);
        await vault.shelf.change([vault.files.put(id, { ...file, consents })]);
        return { json: { consents: consentView(consents) } };
      });
    },
  });
}

function correctionRoute(parts: UsersParts, budget: CallBudget): AnyRoute {
  return defineRoute({
    ...post,
    path: '/v1/my-data/corrections',
    act: { source: 'auth', event: 'user-data-corrected' },
    summary: 'Corrects who the user is, or confirms it anew',
    timeoutMs: parts.verificationMs + SETTLE_MS + 5000,
    schema: { body: signedForm(correctionForm) },
    async handler(call) {
      const known = await knownUser(parts, 'correct', call);
      assertNotErased(parts, known.id);
      // Each is a question that the operator pays for, whoever asks it.
      assertBudget(budget, known.id, parts.now());
      const { isRenewed, isOtherIdentity } = await correct(parts, known, call.body.form, call);
      return {
        json: { renewed: isRenewed, other_identity: isOtherIdentity, ...stateOf(parts, known) },
      };
    },
  });
}

function erasureRoute(parts: UsersParts): AnyRoute {
  const { host, vault } = parts;
  return defineRoute({
    ...post,
    path: '/v1/my-data/erasure',
    act: { source: 'access', event: 'erasure-dates-read' },
    summary: 'When data is restricted and shredded; the erasure itself is a transaction',
    schema: { body: signedForm(erasureForm) },
    async handler(call) {
      const { id } = await knownUser(parts, 'erasure', call);
      const { registry, time } = host.replica.chain.state;
      return { json: erasureView(registry, id, time, vault.has(id)) };
    },
  });
}

function stateOf({ host }: UsersParts, { id }: KnownUser) {
  const { registry, time } = host.replica.chain.state;
  return { verification: verificationState(registry.get('user', id), true, time) };
}
