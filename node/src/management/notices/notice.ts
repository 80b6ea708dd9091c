import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const TITLE_MAX = 120;
const TEXT_MAX = 8000;
/** Notices that stand at once: a page that people read. */
export const NOTICES_MAX = 500;

const said = (maximum: number) => Type.String({ minLength: 1, maxLength: maximum, pattern: '\\S' });

/** What an officer writes; each language is a text of its own. */
export const noticeForm = Type.Object(
  {
    title: Type.Object({ 'zh-CN': said(TITLE_MAX), en: said(TITLE_MAX) }),
    text: Type.Object({ 'zh-CN': said(TEXT_MAX), en: said(TEXT_MAX) }),
  },
  { additionalProperties: false },
);

const notice = Type.Object({
  form: noticeForm,
  author: Type.String(),
  publishedAt: Type.Number(),
});
export type Notice = Static<typeof notice>;

/** What the operator tells everybody, by the order in which it was told. */
export function noticesOn(shelf: Shelf): Collection<Notice> {
  return new Collection<Notice>(shelf, {
    name: 'notices',
    isValid: (value): value is Notice => Value.Check(notice, value),
  });
}
