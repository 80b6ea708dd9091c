import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { ApiContext } from './context.ts';
import { agreementsView, userView } from './user-view.ts';

/** Users and agreements as the chain has them: pseudonymous, and the same for everybody. */
export function userRoutes({ host }: ApiContext): AnyRoute[] {
  const { chain } = host.replica;
  return [userRoute(chain), agreementsRoute(chain)];
}

type Chain = ApiContext['host']['replica']['chain'];
const read = { method: 'GET', policy: 'public' } as const;

function userRoute(chain: Chain): AnyRoute {
  return defineRoute({
    ...read,
    path: '/v1/users/:id',
    act: { source: 'access', event: 'user-read' },
    summary: 'A user: verification, standing, what he accepted, his sanctions with their history',
    schema: { params: Type.Object({ id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }) }) },
    handler({ params, act }) {
      act.object = params.id;
      const user = chain.state.registry.get('user', params.id);
      if (user === undefined) throw new Problem(404, 'user-unknown');
      return { json: userView(chain.state, user) };
    },
  });
}

function agreementsRoute(chain: Chain): AnyRoute {
  // Coverage looks at every user: once for each block, however often it is asked for.
  let latest: ReturnType<typeof agreementsView> | undefined;
  return defineRoute({
    ...read,
    path: '/v1/agreements',
    act: { source: 'access', event: 'agreements-read' },
    summary: 'Service agreements of the organisations: versions, and how many accepted which',
    handler() {
      if (latest?.height !== chain.state.height) latest = agreementsView(chain.state);
      return { json: latest };
    },
  });
}
