import type { ReactNode } from 'react';
import type { OwnSession } from '../account/session.ts';
import { setParams, usePlace } from '../place/place.ts';
import { rolesText } from '../states/page-states.tsx';
import { useText } from '../text/texts.ts';

export interface HeadBarProps {
  readonly session?: OwnSession;
  readonly logOut?: () => Promise<void>;
  /** What chooses what the page is about. */
  readonly choice?: ReactNode;
}

/** Where one is and who one is; the language, and the way out. */
export function HeadBar({ session, logOut, choice }: HeadBarProps) {
  const say = useText();
  const { language } = usePlace();
  const other = language === 'en' ? undefined : 'en';
  return (
    <header className="head-bar">
      <span className="product">
        <img src="/account/icon.svg" alt="" width="24" height="24" />
        {say('kit.frame.product')}
      </span>
      <span className="meta">{say('frame.console')}</span>
      {choice}
      <span className="space" />
      {session !== undefined && (
        <span>
          {session.officer} <span className="meta">{rolesText([session.role], '')}</span>
        </span>
      )}
      <button
        type="button"
        className="text-button"
        lang={other ?? 'zh-CN'}
        onClick={() => setParams({ lang: other })}
      >
        {say('kit.frame.otherLanguage')}
      </button>
      {logOut !== undefined && (
        <button type="button" className="text-button" onClick={() => void logOut()}>
          {say('kit.frame.logOut')}
        </button>
      )}
    </header>
  );
}
