import { problemTexts } from '@mingjing/service/command-line';
import { SupervisorError } from '../errors.ts';

/** What a program that runs in a home answered instead of what it was asked, in both languages. */
export function noAnswer(answer: unknown, status: number): SupervisorError {
  const { code = String(status) } = (answer ?? {}) as { code?: string };
  const texts = problemTexts(answer);
  if (texts === undefined) return new SupervisorError('NO_ANSWER', { code, reason: code });
  const { 'zh-CN': zh, en } = texts;
  return new SupervisorError('NO_ANSWER', { code, zh: `${code} ${zh}`, en: `${code} ${en}` });
}
