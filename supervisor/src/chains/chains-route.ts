import type { AnyRoute, BothTexts } from '@mingjing/service';

/** A chain of a service, as its pages list it. */
export interface ChainView {
  readonly name: string;
  readonly title: string;
  readonly state: 'starting' | 'running' | 'failed';
  /** Told to officers, by the stream of events. */
  readonly fault?: { readonly code: string; readonly text: BothTexts; readonly at: number };
}

/** Which chains are behind this site, for pages before a login; none: the site is one chain's. */
export function chainsRoute(chains: () => readonly ChainView[]): AnyRoute {
  return {
    method: 'GET',
    path: '/v1/chains',
    policy: 'static',
    act: { notAnAct: 'names and states that are the same for everybody' },
    summary: 'The chains that are followed behind this site',
    handler: () => ({
      json: { items: chains().map(({ name, title, state }) => ({ name, title, state })) },
    }),
  };
}
