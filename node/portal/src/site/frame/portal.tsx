import {
  Guard,
  go,
  Loading,
  speak,
  Themed,
  useKeyboard,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Suspense, useCallback, useEffect } from 'react';
import { useOperator } from '../operator.ts';
import { NotFound } from '../pages/not-found.tsx';
import { Foot } from './foot.tsx';
import { HeadBar } from './head-bar.tsx';
import { PAGES, type SitePage } from './pages.ts';

/** The whole portal: head bar, one page, foot. */
export function Portal() {
  const { language } = usePlace();
  return (
    <Themed language={language}>
      <Inside />
    </Themed>
  );
}

function Inside() {
  const say = useText();
  const { language, path } = usePlace();
  const page = PAGES.find(({ id }) => id === path);
  const operator = useOperator();
  const offers = operator.data?.offers ?? [];
  useKeyboard({ room: useCallback(goToLetter, []) });
  useEffect(() => speak(language), [language]);
  const title = say(`portal.${page?.name ?? 'notFound'}.name`);
  const product = say('portal.product');
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  return (
    <>
      <a className="skip" href="#content">
        {say('portal.skip')}
      </a>
      <HeadBar current={page?.id} offers={offers} />
      <main className="page" id="content" tabIndex={-1} aria-label={title}>
        <Guard key={path}>
          <Suspense fallback={<Loading />}>
            {page === undefined ? <NotFound /> : <page.Page operator={operator} />}
          </Suspense>
        </Guard>
      </main>
      <Foot operator={operator} />
    </>
  );
}

function goToLetter(letter: string): void {
  const page: SitePage | undefined = PAGES.find((each) => each.letter === letter);
  if (page !== undefined) go(page.id);
}
