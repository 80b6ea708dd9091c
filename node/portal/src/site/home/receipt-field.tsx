import { go, usePlace, useText } from '@mingjing/console-kit';
import { useEffect, useRef } from 'react';
import { dropField } from '../../drop-field.ts';
import { TEXTS } from '../../texts.ts';
import { handOver } from '../handed-over.ts';

/** Takes a receipt to the page that checks it; nothing is uploaded. */
export function ReceiptField() {
  const say = useText();
  const { language } = usePlace();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { input } = TEXTS[language];
    const texts = { name: input.receipt, hint: input.receiptHint };
    const field = dropField('receipt', texts, (file) => {
      handOver(file);
      go('verify');
    });
    place.current?.replaceChildren(field);
  }, [language]);
  return (
    <>
      <div ref={place} />
      <p className="meta">{say('portal.home.notUploaded')}</p>
    </>
  );
}
