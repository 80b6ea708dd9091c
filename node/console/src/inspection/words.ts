import type { StateKind } from '@mingjing/console-kit';
import { type SheetRow, sayIn, sheetOf } from '@mingjing/inspection/sheet';
import type { Answer, RecordedForm, Verdict } from '@mingjing/proofs';
import type { Run } from './answers.ts';

type Language = 'zh-CN' | 'en';

/** How each verdict looks: unknown is never green. */
export const LOOKS: Readonly<Record<Verdict, StateKind>> = {
  met: 'met',
  'mostly-met': 'due',
  'not-met': 'failed',
  'not-applicable': 'unknown',
  'not-measured': 'unknown',
};

/** A verdict in words. */
export function verdictText(verdict: Verdict, language: Language): string {
  return sayIn(language)(`inspection.verdict.${verdict}`) ?? verdict;
}

/** The lines of a run as its paper says them, by item. */
export function rowsOf(form: RecordedForm, run: Run, language: Language): Map<string, SheetRow> {
  const sheet = sheetOf(
    {
      ...{ form, kind: 'self-check', phrase: run.phrase, head: {}, foot: {}, recordHash: '' },
      ...{ answers: run.answers, chainId: run.chain_id, nodeId: run.node_id },
      ...{ height: run.began.height, beganAt: run.began.at },
      endedAt: run.ended?.at ?? run.began.at,
    },
    language,
    sayIn(language),
  );
  const items = new Map(form.items.map(({ id, no }) => [no, id]));
  const rows = sheet.sections.flatMap((section) => section.rows);
  return new Map(rows.map((row) => [items.get(row.no) ?? '', row]));
}

const SOON_MS = 30 * 24 * 60 * 60 * 1000;

/** What the first sentence of the day counts. */
export interface Readiness {
  readonly met: number;
  readonly toConfirm: number;
  readonly ending: number;
  readonly unmeasured: number;
  readonly notMet: number;
  readonly mostly: number;
}

/** Counts the answers of a run; what only waits for a person is not counted as unmeasured. */
export function readinessOf(answers: readonly Answer[], now: number): Readiness {
  const count = (isCounted: (answer: Answer) => boolean) => answers.filter(isCounted).length;
  const waits = ({ reasons, verdict }: Answer) =>
    verdict === 'not-measured' && reasons.includes('confirmation-missing');
  return {
    met: count(({ verdict }) => verdict === 'met'),
    toConfirm: count(waits),
    ending: count(({ findings: { document } }) => isEnding(document?.expiresAt ?? null, now)),
    unmeasured: count((answer) => answer.verdict === 'not-measured' && !waits(answer)),
    notMet: count(({ verdict }) => verdict === 'not-met'),
    mostly: count(({ verdict }) => verdict === 'mostly-met'),
  };
}

function isEnding(expiresAt: number | null, now: number): boolean {
  return expiresAt !== null && expiresAt > now && expiresAt - now < SOON_MS;
}
