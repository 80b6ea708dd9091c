import type {
  Answer,
  AnswerKind,
  AttestedDocument,
  Findings,
  Measurement,
  Verdict,
  VerdictReason,
} from './answer.ts';
import type { JudgedItem } from './form.ts';

type Judged = Pick<Answer, 'kind' | 'verdict' | 'reasons'>;

/**
 * What the findings of an item come to, at a time in ms. The rule for each class of evidence:
 *
 * - A: what was measured, and nothing else; without a measurement `not-measured`.
 * - S: what was measured, once a named person confirmed it; until then `not-measured`, and
 *   `not-met` when he saw otherwise.
 * - D: `met` only with a document that is valid now and that a named officer attested.
 */
export function judgeItem(item: JudgedItem, findings: Findings, now: number): Answer {
  const judged = judge(item, findings, now);
  const isExample = findings.document?.isDemonstration === true;
  return { item: item.id, ...judged, isExample, findings };
}

function judge({ evidence }: JudgedItem, findings: Findings, now: number): Judged {
  if (evidence === 'D') return judgeDocument(findings.document, now);
  const measured = judgeMeasurement(findings.measurement);
  if (evidence === 'A' || measured.verdict === 'not-measured') return measured;
  return judgeConfirmed(measured, findings);
}

function judgeMeasurement(measurement: Measurement | undefined): Judged {
  if (measurement === undefined) return line('not-measurable', 'not-measured', 'not-looked-at');
  const { outcome, isStated } = measurement;
  const kind = outcome === 'not-measured' ? 'not-measurable' : 'measured';
  const isGood = outcome === 'met' || outcome === 'not-applicable';
  return {
    kind,
    verdict: outcome,
    reasons: [
      ...(isGood
        ? []
        : ([outcome === 'not-measured' ? 'not-looked-at' : 'measured-otherwise'] as const)),
      ...(isStated ? (['stated-by-operator'] as const) : []),
    ],
  };
}

// A machine cannot see premises or hear a telephone: until somebody did, the item is open.
function judgeConfirmed(measured: Judged, { confirmation }: Findings): Judged {
  const { reasons } = measured;
  if (confirmation === undefined) {
    const verdict = measured.verdict === 'not-met' ? 'not-met' : 'not-measured';
    return { kind: 'measured', verdict, reasons: [...reasons, 'confirmation-missing'] };
  }
  if (!confirmation.agrees) {
    return { kind: 'confirmed', verdict: 'not-met', reasons: [...reasons, 'confirmation-differs'] };
  }
  return { ...measured, kind: 'confirmed' };
}

function judgeDocument(document: AttestedDocument | undefined, now: number): Judged {
  if (document === undefined) return line('attested', 'not-met', 'document-missing');
  const { attestor, issuedAt, expiresAt } = document;
  if (attestor === '') return line('attested', 'not-met', 'document-not-attested');
  if (issuedAt > now) return line('attested', 'not-met', 'document-not-valid-yet');
  if (expiresAt !== null && expiresAt <= now)
    return line('attested', 'not-met', 'document-expired');
  return line('attested', 'met');
}

function line(kind: AnswerKind, verdict: Verdict, ...reasons: readonly VerdictReason[]): Judged {
  return { kind, verdict, reasons };
}
