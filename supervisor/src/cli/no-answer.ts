import { problemTexts } from '@mingjing/service/command-line';
import { SupervisorError } from '../errors.ts';

/** What a program that runs in a home answered instead of what it was asked, in both languages. */
export function noAnswer(answer: unknown, status: number): SupervisorError {
  const { code = String(status) } = (answer ?? {}) as { code?: string };
  const texts = problemTexts(answer);
  const [zh, en] = [texts?.['zh-CN'], texts?.en].map((text = '') => `${code} ${text}`.trim());
  return new SupervisorError('NO_ANSWER', { code, zh: zh ?? code, en: en ?? code });
}
