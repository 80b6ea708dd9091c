import { useAnswer } from '@mingjing/console-kit';
import { ask } from '../api.ts';
import type { FormAnswer, Run, RunHead } from './answers.ts';

const PATH = '/v1/inspection';
const RUNNING_MS = 1000;

/** The form in force, the run under way, and the last one over the whole form. */
export interface LatestRuns {
  readonly form: FormAnswer;
  readonly running: Run | undefined;
  /** Undefined: nobody has inspected the whole form yet. */
  readonly latest: Run | undefined;
}

/** Reads them under one name, so that whoever begins a run has all of it read anew. */
export function useLatestRuns() {
  return useAnswer(['inspection', 'latest'], latestRuns, RUNNING_MS);
}

async function latestRuns(): Promise<LatestRuns> {
  const [form, { items }] = await Promise.all([
    ask<FormAnswer>({ path: `${PATH}/form` }),
    ask<{ readonly items: readonly RunHead[] }>({ path: `${PATH}/runs` }),
  ]);
  const running = items.find(({ state }) => state === 'running');
  const latest = items.find(({ only, state }) => state === 'done' && only === null);
  return {
    form,
    running: running === undefined ? undefined : await runOf(running.id),
    latest: latest === undefined ? undefined : await runOf(latest.id),
  };
}

/** One run with its answers. */
export function runOf(id: string): Promise<Run> {
  return ask<Run>({ path: `${PATH}/runs/${id}` });
}
