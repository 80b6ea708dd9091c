import type { Answer } from '@mingjing/console-kit';
import { type ComponentType, lazy } from 'react';
import { HomePage } from '../home/page.tsx';
import type { Offer, OperatorAnswer } from '../operator.ts';

export interface PageProps {
  readonly operator: Answer<OperatorAnswer>;
}

/** A page of the portal: its address, its line in the menu, its letter. */
export interface SitePage {
  /** Path below the portal; the node answers these addresses and no other. */
  readonly id: string;
  /** `portal.<name>.name` stands in the menu. */
  readonly name: string;
  /** `g` and this letter open it. */
  readonly letter: string;
  /** What the node must offer for the line to stand in the menu. */
  readonly needs?: Offer;
  readonly Page: ComponentType<PageProps>;
}

/** A page that is loaded when it is first opened; what cannot be loaded says so in words. */
function pageOf(load: () => Promise<{ readonly default: ComponentType<PageProps> }>) {
  return lazy(() =>
    load().catch((cause: unknown) => {
      const code = 'UNREACHABLE';
      throw Object.assign(new Error('a page was not loaded', { cause }), { code });
    }),
  );
}

export const PAGES: readonly SitePage[] = [
  { id: '', name: 'home', letter: 'h', Page: HomePage },
  {
    ...{ id: 'records', name: 'records', letter: 'r' },
    Page: pageOf(() => import('../records/page.tsx')),
  },
  {
    ...{ id: 'verify', name: 'verify', letter: 'v' },
    Page: pageOf(() => import('../pages/verify.tsx')),
  },
  {
    ...{ id: 'publish', name: 'publish', letter: 'p' },
    Page: pageOf(() => import('../publish/page.tsx')),
  },
  {
    ...{ id: 'complain', name: 'complain', letter: 'c', needs: 'complaints' },
    Page: pageOf(() => import('../complain/page.tsx')),
  },
  {
    ...{ id: 'notices', name: 'notices', letter: 'n' },
    Page: pageOf(() => import('../pages/notices.tsx')),
  },
  {
    ...{ id: 'register', name: 'register', letter: 'u', needs: 'users' },
    Page: pageOf(() => import('../register/page.tsx')),
  },
  {
    ...{ id: 'my-data', name: 'data', letter: 'd', needs: 'users' },
    Page: pageOf(() => import('../data/page.tsx')),
  },
  {
    ...{ id: 'about', name: 'about', letter: 'a' },
    Page: pageOf(() => import('../pages/about.tsx')),
  },
];
