import type { AgreementsAnswer, SanctionAnswer, UserAnswer } from '@mingjing/client';
import type { Output } from './output.ts';
import { refusalTexts } from './say-on-chain.ts';

/** A user: whether he may write and why not, what he accepted, what was done about him. */
export function printUser(output: Output, user: UserAnswer): void {
  output.facts([
    ...([
      ['user', user.id],
      ['organisation', user.organisation],
      ['verification', output.text(`cli.verification.${user.verification}`)],
      ['verifiedUntil', timeText(user.verified_until)],
      ['standing', output.text(`cli.userStanding.${user.standing}`)],
      ['agreement', agreementText(output, user)],
      ['mayWrite', writingText(output, user)],
    ] as const),
  ]);
  if (user.sanctions.length === 0) {
    output.line('cli.noSanctions');
    return;
  }
  const names = ['sanction', 'grade', 'status', 'reason', 'basis', 'until', 'steps'] as const;
  output.table(
    names.map((name) => output.text(`cli.column.${name}`)),
    user.sanctions.map((sanction) => [
      sanction.id,
      output.text(`cli.grade.${sanction.grade}`),
      output.text(`cli.sanctionState.${sanction.state}`),
      ...[String(sanction.reason), String(sanction.basis)],
      sanction.expires_at === null ? '-' : timeText(sanction.expires_at),
      stepsText(output, sanction),
    ]),
  );
  if (user.more_sanctions) output.line('cli.moreSanctions', { count: user.sanctions.length });
}

/** One row for each version: its text, since when, how many accepted it last. */
export function printAgreements(output: Output, { agreements }: AgreementsAnswer): void {
  if (agreements.length === 0) {
    output.line('cli.noAgreements');
    return;
  }
  const names = ['organisation', 'version', 'effective', 'accepted', 'textHash'] as const;
  output.table(
    names.map((name) => output.text(`cli.column.${name}`)),
    agreements.flatMap(({ organisation, versions }) =>
      versions.map((each) => [
        ...[organisation, String(each.version), timeText(each.effective_at)],
        ...[String(each.accepted), each.text_hash],
      ]),
    ),
  );
  for (const { organisation, covered, users, in_force: version } of agreements) {
    const facts = { organisation, covered, users, version: version ?? 0 };
    output.line(version === null ? 'cli.agreementAhead' : 'cli.agreementCoverage', facts);
  }
}

function agreementText(output: Output, user: UserAnswer): string {
  const { agreement_required: required, agreement_accepted: accepted } = user;
  if (required === null) return output.text('cli.agreementNone', { accepted });
  return output.text('cli.agreementAsked', { required, accepted });
}

function writingText(output: Output, { may_write: may, refusal }: UserAnswer): string {
  if (may) return output.text('cli.mayWrite');
  const [zh, en] = refusalTexts('userRefusal', refusal ?? '');
  return output.text('cli.mayNotWrite', { why: output.language === 'en' ? en : zh });
}

function stepsText(output: Output, { steps }: SanctionAnswer): string {
  return steps
    .map(({ step, actor }) => `${output.text(`cli.sanctionStep.${step}`)} ${actor}`)
    .join('; ');
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
