import { Card, trustedGenesis, trustGenesis, usePlace, useText } from '@mingjing/console-kit';
import { useEffect, useRef } from 'react';
import { element } from '../../dom.ts';
import styles from '../../page.css?inline';
import { VerifyView } from '../../verify-view.ts';
import { takeOver } from '../handed-over.ts';
import en from '../i18n/en.json' with { type: 'json' };
import zh from '../i18n/zh-CN.json' with { type: 'json' };

const LEADS = { 'zh-CN': zh.verify.lead, en: en.verify.lead } as const;

/** The verify page with its own styles inside this one, and the same as a file to keep. */
export default function VerifyPage() {
  const say = useText();
  return (
    <div className="stack">
      <Verify />
      <Card title={say('portal.verify.keep')}>
        <p>{say('portal.verify.why')}</p>
        <p>
          <a className="button" href="/verify.html" download="mingjing-verify.html">
            {say('portal.verify.download')}
          </a>
        </p>
      </Card>
    </div>
  );
}

function Verify() {
  const { language } = usePlace();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<VerifyView>(undefined);
  useEffect(() => {
    if (view.current !== undefined) {
      view.current.speak(language);
      return;
    }
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' });
    if (root === undefined) return;
    root.replaceChildren(...parts());
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    view.current = new VerifyView({
      ...{ root, language, genesis: trustedGenesis(), onGenesis: trustGenesis },
      lead: (spoken) => LEADS[spoken],
    });
    const file = takeOver();
    if (file !== undefined) void view.current.takeReceipt(file);
  }, [language]);
  return <div ref={host} className="verify" />;
}

function parts(): HTMLElement[] {
  return [
    element('div', { id: 'lead' }),
    element(
      'section',
      { class: 'card', id: 'inputs' },
      element('div', { id: 'files' }),
      element('div', { id: 'trust' }),
    ),
    element('section', { class: 'card', id: 'result', 'aria-live': 'polite' }),
    element('div', { id: 'foot', class: 'hint' }),
  ];
}
