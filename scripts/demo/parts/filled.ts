import { bytesToHex } from '@mingjing/crypto';
import { inspectionBundleCodec, inspectionStatementCodec } from '@mingjing/protocol';

/** An answer of the form, as far as the steps look at it. */
export interface Answered {
  readonly item: string;
  readonly verdict: string;
  readonly kind: string;
  readonly isExample: boolean;
  readonly findings: {
    readonly measurement?: {
      readonly by: string;
      readonly facts: readonly {
        readonly key: string;
        readonly values?: Readonly<Record<string, string | number>>;
      }[];
    };
  };
}

/** Another system tells no program who listens: there this one item is not measured. */
const SILENT_ELSEWHERE = 'ports-and-services';

/** Items by verdict, by how they were answered, on an example, and by which program. */
export function sumOf(answers: readonly Answered[]) {
  const verdict = (name: string) => answers.filter((each) => each.verdict === name).length;
  const kind = (name: string) => answers.filter((each) => each.kind === name).length;
  return {
    verdicts: {
      ...{ met: verdict('met'), mostly: verdict('mostly-met') },
      ...{ notMet: verdict('not-met'), unmeasured: verdict('not-measured') },
    },
    kinds: {
      ...{ measured: kind('measured'), confirmed: kind('confirmed') },
      ...{ attested: kind('attested'), unmeasurable: kind('not-measurable') },
    },
    examples: answers.filter(({ isExample }) => isExample).length,
    by: (node: string) =>
      answers.filter(({ findings }) => findings.measurement?.by === node).length,
  };
}

/** Items that are not met or were not measured, in the order of the form. */
export function redItems(answers: readonly Answered[]): string {
  return answers
    .filter(({ item, verdict }) => {
      const isUnseen = verdict === 'not-measured';
      return verdict === 'not-met' || (isUnseen && item !== SILENT_ELSEWHERE);
    })
    .map(({ item }) => item)
    .join(' ');
}

/** The day from which a young service meets what it mostly meets; undefined: it does not. */
export function amberUntil(answers: readonly Answered[], item: string): string | undefined {
  const found = answers.find((each) => each.item === item);
  if (found?.verdict !== 'mostly-met') return undefined;
  const facts = found.findings.measurement?.facts ?? [];
  const young = facts.find(({ key }) => key === 'facts.period.young');
  return young === undefined ? undefined : String(young.values?.['day']);
}

/** What a bundle was signed with: its record, and the whole. */
export function signaturesOf(bundle: Uint8Array): string[] {
  const { signature, statement } = inspectionBundleCodec.decode(bundle);
  const { recordSignature } = inspectionStatementCodec.decode(statement);
  return [recordSignature, signature].map(bytesToHex);
}
