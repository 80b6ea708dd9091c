import { Problem } from './problem.ts';
import type { AnyRoute } from './route.ts';

export interface ProbeSources {
  /** False while starting or stopping, or when what the program needs is missing. */
  isReady(): boolean;
  /** Metrics in the Prometheus text format. */
  metrics?(): Promise<string>;
}

const NOT_AN_ACT = { notAnAct: 'a machine asks whether the program runs' };
const METRICS_MEDIA_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** `/livez`, `/readyz` and, with a source of metrics, `/metrics`: none of them is an act. */
export function probeRoutes(sources: ProbeSources): AnyRoute[] {
  const probe = { method: 'GET', policy: 'probe', act: NOT_AN_ACT } as const;
  const live: AnyRoute = {
    ...probe,
    path: '/livez',
    summary: 'The program runs',
    answerMediaType: 'text/plain',
    handler: () => ({ text: 'ok\n' }),
  };
  const ready: AnyRoute = {
    ...probe,
    path: '/readyz',
    summary: 'The program takes requests',
    answerMediaType: 'text/plain',
    handler: () => {
      if (!sources.isReady()) throw new Problem(503, 'not-ready');
      return { text: 'ok\n' };
    },
  };
  const { metrics } = sources;
  if (metrics === undefined) return [live, ready];
  const metricsRoute: AnyRoute = {
    ...probe,
    path: '/metrics',
    summary: 'Metrics in the Prometheus text format',
    answerMediaType: 'text/plain',
    handler: async () => ({ text: await metrics(), mediaType: METRICS_MEDIA_TYPE }),
  };
  return [live, ready, metricsRoute];
}
