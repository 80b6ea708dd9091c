import { beforeEach, expect, test } from 'vitest';
import { draftOf, dropDraftsOfOthers, formAt, keepDrafts, offerDraft } from '../src/act/drafts.ts';

beforeEach(() => dropDraftsOfOthers(undefined));

test('what somebody typed is his again after his login, once', () => {
  offerDraft('nodes/admit reason', () => ({ reason: '年度检修' }));
  keepDrafts('jia-duty');
  dropDraftsOfOthers('jia-duty');
  expect(draftOf('nodes/admit reason')).toEqual({ reason: '年度检修' });
  expect(draftOf('nodes reason')).toEqual({});
  offerDraft('nodes/admit reason', () => ({}))();
  expect(draftOf('nodes/admit reason')).toEqual({});
});

test('nobody else finds it, nor the same officer who logged out', () => {
  offerDraft('form', () => ({ reason: 'typed' }));
  keepDrafts('jia-duty');
  dropDraftsOfOthers('jia-reviewer');
  expect(draftOf('form')).toEqual({});
  keepDrafts('jia-duty');
  dropDraftsOfOthers(undefined);
  expect(draftOf('form')).toEqual({});
  keepDrafts('jia-duty');
  keepDrafts('jia-reviewer');
  dropDraftsOfOthers('jia-duty');
  expect(draftOf('form')).toEqual({});
});

test('a form is one of its place, in both languages', () => {
  const at = (query: string) => ({ path: 'cases/note', params: new URLSearchParams(query) });
  expect(formAt(at('case=1&lang=en'), 'kind')).toBe(formAt(at('case=1'), 'kind'));
  expect(formAt(at('case=2'), 'kind')).not.toBe(formAt(at('case=1'), 'kind'));
  expect(formAt(at('case=1'), 'what')).not.toBe(formAt(at('case=1'), 'kind'));
});

test('a form that is not shown any more keeps nothing', () => {
  const leave = offerDraft('gone', () => ({ reason: 'typed' }));
  leave();
  keepDrafts('jia-duty');
  expect(draftOf('gone')).toEqual({});
});
