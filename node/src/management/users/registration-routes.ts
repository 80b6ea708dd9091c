import { userIdOf } from '@mingjing/protocol';
import { IDENTIFIER_KINDS } from '@mingjing/protocol/numbers';
import { type AnyRoute, type CallBudget, defineRoute } from '@mingjing/service';
import Type from 'typebox';
import { assertBudget, type RegistrationBudgets } from './budgets.ts';
import { latestAgreement } from './chain-view.ts';
import { purposeViews } from './consent-texts.ts';
import { publicKeyField, recoveryForm, registrationForm, signedForm } from './forms.ts';
import { SETTLE_MS } from './pending.ts';
import { proofFields } from './proofs.ts';
import { recover } from './recovery.ts';
import { register } from './registration.ts';
import type { UsersParts } from './users-parts.ts';

const closed = { additionalProperties: false } as const;

/** Registering: open to everybody, since nobody is known before. */
export function registrationRoutes(parts: UsersParts, budgets: RegistrationBudgets): AnyRoute[] {
  return [
    termsRoute(parts),
    challengeRoute(parts, budgets.challenges),
    registerRoute(parts, budgets.registrations),
    recoveryRoute(parts, budgets.registrations),
  ];
}

function termsRoute({ host }: UsersParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/registration/terms',
    policy: 'public',
    act: { source: 'access', event: 'terms-read' },
    summary: 'What somebody agrees and consents to who registers here',
    handler() {
      const { registry } = host.replica.chain.state;
      const organisation = registry.get('node', host.nodeId)?.organisation ?? '';
      return {
        json: {
          ...{ organisation, identifier_kinds: IDENTIFIER_KINDS },
          agreement: latestAgreement(registry, organisation),
          purposes: purposeViews(),
        },
      };
    },
  });
}

function challengeRoute({ proofs, now }: UsersParts, budget: CallBudget): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/registration/challenge',
    policy: 'public',
    act: { source: 'auth', event: 'registration-begun' },
    summary: 'What somebody signs with a new key to register',
    schema: { body: Type.Object({ public_key: publicKeyField }, closed) },
    handler({ act, body, headers, sourceAddress }) {
      assertBudget(budget, sourceAddress, now());
      const user = userIdOf(Buffer.from(body.public_key, 'hex'));
      act.object = user;
      return { json: proofs.ask('register', user, headers) };
    },
  });
}

function registerRoute(parts: UsersParts, budget: CallBudget): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/registration',
    policy: 'public',
    act: { source: 'auth', event: 'user-registered' },
    summary: 'Registers a user whom the verification service confirms',
    timeoutMs: parts.verificationMs + SETTLE_MS + 5000,
    schema: { body: Type.Object({ form: registrationForm, ...proofFields }, closed) },
    async handler(call) {
      assertBudget(budget, call.sourceAddress, parts.now());
      const { file, isOnChain } = await register(parts, call);
      const { agreement } = call.body.form;
      const verification = isOnChain ? 'verified' : 'format-ok';
      return { status: 201, json: { user: file.id, verification, accept_next: agreement } };
    },
  });
}

function recoveryRoute(parts: UsersParts, budget: CallBudget): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/registration/recovery',
    policy: 'public',
    act: { source: 'auth', event: 'user-key-replaced' },
    summary: 'Puts a new key in place of a lost one, for who is confirmed anew',
    timeoutMs: parts.verificationMs + SETTLE_MS + 5000,
    schema: { body: signedForm(recoveryForm) },
    async handler(call) {
      assertBudget(budget, call.sourceAddress, parts.now());
      return { json: { user: call.body.user, replaced: await recover(parts, call) } };
    },
  });
}
