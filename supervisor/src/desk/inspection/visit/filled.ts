import { type Answer, type Findings, type Form, judgeItem } from '@mingjing/inspection';
import type { RecordFacts } from '@mingjing/proofs';
import type { Inspection } from './inspection.ts';

type Operator = Pick<RecordFacts, 'answers' | 'head' | 'nodeId'>;

/**
 * The form of an inspection as far as it is filled: what this node measured itself, beside it what
 * the operator's program stated, and what the officers saw. Without the operator's record its
 * items are not measured.
 */
export function filledForm(
  form: Form,
  { confirmations, own }: Pick<Inspection, 'confirmations' | 'own'>,
  operator: Operator | undefined,
  now: number,
): Answer[] {
  const measured = new Map(own.map(({ item, measurement }) => [item, measurement]));
  const stated = new Map(operator?.answers.map(({ findings, item }) => [item, findings]));
  return form.items.map((item) => {
    const measurement = measured.get(item.id) ?? statedOf(stated.get(item.id), operator?.nodeId);
    const { confirmation: theirs, document } = stated.get(item.id) ?? {};
    // What an officer of the authority saw stands before what the operator's own people did.
    const confirmation = Object.hasOwn(confirmations, item.id) ? confirmations[item.id] : theirs;
    const findings: Findings = {
      ...(measurement === undefined ? {} : { measurement }),
      ...(confirmation === undefined ? {} : { confirmation }),
      ...(document === undefined ? {} : { document }),
    };
    return judgeItem(item, findings, now);
  });
}

/** What the operator's own program measured: another one's word is asked for anew. */
function statedOf({ measurement }: Findings = {}, nodeId: string | undefined) {
  if (measurement === undefined || measurement.by !== nodeId) return undefined;
  return { ...measurement, isStated: true };
}

/** What stands at the head of the paper: who was inspected, by whom, under which notice. */
export function headOf(
  { notice, officers, organisation }: Pick<Inspection, 'notice' | 'officers' | 'organisation'>,
  operator: Operator | undefined,
): Readonly<Record<string, string>> {
  return {
    organisation,
    ...operator?.head,
    ...{ notice, officers: officers.join(', ') },
  };
}
