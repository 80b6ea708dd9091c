import { type AnyRoute, defineRoute } from '@mingjing/service';
import controls from './controls.json' with { type: 'json' };

/** Which requirement is met by what, and which tests show it. */
export function controlRoutes(): AnyRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/management/assurance/controls',
      policy: 'bound',
      act: { source: 'access', event: 'controls-read' },
      summary: 'The control matrix: requirement, what meets it, the tests behind it',
      handler({ act }) {
        act.counts = [controls.length];
        const tested = controls.filter(({ tests }) => tests.length > 0).length;
        return { json: { count: controls.length, tested, items: controls } };
      },
    }),
  ];
}
