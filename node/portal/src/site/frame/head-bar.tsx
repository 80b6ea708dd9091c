import { Link, setParams, usePlace, useText } from '@mingjing/console-kit';
import icon from '../icon.svg';
import type { Offer } from '../operator.ts';
import { PAGES } from './pages.ts';

export interface HeadBarProps {
  readonly current: string | undefined;
  readonly offers: readonly Offer[];
}

/** Where one is, where else one may go, and the other language. */
export function HeadBar({ current, offers }: HeadBarProps) {
  const say = useText();
  const { language } = usePlace();
  const other = language === 'en' ? undefined : 'en';
  const shown = PAGES.filter(({ needs }) => needs === undefined || offers.includes(needs));
  return (
    <header className="site-head">
      <span className="product">
        <img src={icon} alt="" width="24" height="24" />
        {say('portal.product')}
      </span>
      <nav aria-label={say('portal.menu')}>
        {shown.map(({ id, name }) => (
          <Link key={id} path={id} isCurrent={id === current}>
            {say(`portal.${name}.name`)}
          </Link>
        ))}
      </nav>
      <button
        type="button"
        className="text-button"
        lang={other ?? 'zh-CN'}
        onClick={() => setParams({ lang: other })}
      >
        {say('portal.otherLanguage')}
      </button>
    </header>
  );
}
