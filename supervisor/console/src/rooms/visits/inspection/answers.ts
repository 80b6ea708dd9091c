// What the supervision node answers about inspections by visits.
import { useAnswer } from '@mingjing/console-kit';
import type { FormTally } from '@mingjing/inspection/sheet';
import type { Answer, RecordedForm } from '@mingjing/proofs';
import { ask } from '../../../api.ts';

export const INSPECTIONS = '/v1/desk/inspections';
const LIST_MS = 5000;
const ONE_MS = 1500;

export interface InspectionHead {
  readonly id: string;
  readonly visit: string;
  readonly state: 'measuring' | 'open' | 'sealed' | 'broken-off';
  readonly notice: string;
  readonly organisation: string;
  readonly officers: readonly string[];
  readonly by: string;
  readonly phrase: string;
  readonly began: { readonly at: number; readonly height: number };
  readonly operator: {
    readonly node: string;
    readonly record_hash: string;
    readonly items: number;
    readonly taken_at: number;
    readonly by: string;
  } | null;
  readonly sealed: {
    readonly record_hash: string;
    readonly entry: string;
    readonly at: number;
    readonly by: string;
  } | null;
}

export interface Inspection extends InspectionHead {
  readonly progress: {
    readonly done: number;
    readonly total: number;
    readonly item: string | null;
  } | null;
  readonly tally: FormTally | null;
  readonly form: RecordedForm;
  readonly answers: readonly Answer[];
}

/** Inspections, latest first. */
export function useInspections() {
  const path = `${INSPECTIONS}?limit=50`;
  return useAnswer(
    ['inspections'],
    () => ask<{ readonly items: readonly InspectionHead[] }>({ path }),
    LIST_MS,
  );
}

/** One inspection, while it is measured and worked on. */
export function useInspection(id: string) {
  const path = `${INSPECTIONS}/${id}`;
  return useAnswer(['inspections', id], () => ask<Inspection>({ path }), ONE_MS);
}
