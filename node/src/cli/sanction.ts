import { sanctionMessage } from '@mingjing/client';
import type { Message } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { Output } from './output.ts';
import { codeOf, gradeOf, sanctionIdOf } from './sanction-options.ts';
import { type SigningOptions, sayOnChain } from './say-on-chain.ts';
import { timeOf } from './time-option.ts';

export type ImposeOptions = SigningOptions & {
  readonly grade: string;
  readonly reason: string;
  readonly basis: string;
  readonly expires?: string;
};
export type ReasonOptions = SigningOptions & { readonly reason: string };
export type DecideOptions = ReasonOptions & {
  readonly uphold?: boolean;
  readonly overturn?: boolean;
};

/** Imposes a sanction, signed with the key of a reviewer or security administrator. */
export async function imposeCommand(userId: string, options: ImposeOptions): Promise<void> {
  const grade = gradeOf(options.grade);
  const reason = codeOf('--reason', options.reason);
  const basis = codeOf('--basis', options.basis);
  if ((options.expires === undefined) !== (grade === 'close')) {
    const zh = '除注销外须给出 --expires；注销没有期限';
    const en = 'every grade but close takes --expires; close has no end';
    throw new CliError('BAD_OPTION', zh, en);
  }
  const expiresAt = options.expires === undefined ? 0 : timeOf('--expires', options.expires);
  const message = sanctionMessage(userId, grade, { reason, basis, expiresAt });
  const { id, height } = await sayOnChain(options, message, 'userRefusal');
  const output = new Output(options);
  output.line(grade === 'close' ? 'cli.closeProposed' : 'cli.sanctionImposed', { id, height });
  output.json({ sanction: id, height });
}

/** Confirms a closing, with the key of a second person of the other role. */
export async function confirmCommand(id: string, options: SigningOptions): Promise<void> {
  const value = { sanctionId: sanctionIdOf(id) };
  await say(id, options, { type: 'sanctionConfirm', value }, 'cli.userClosed');
}

/** Ends a sanction before its time. */
export async function liftCommand(id: string, options: ReasonOptions): Promise<void> {
  const value = { sanctionId: sanctionIdOf(id), reason: codeOf('--reason', options.reason) };
  await say(id, options, { type: 'sanctionLift', value }, 'cli.sanctionLifted');
}

/** Decides an appeal, with the key of an officer who did not impose the sanction. */
export async function decideCommand(id: string, options: DecideOptions): Promise<void> {
  const { uphold = false, overturn = false } = options;
  if (uphold === overturn) {
    const [zh, en] = ['须给出 --uphold 或 --overturn 之一', 'give one of --uphold and --overturn'];
    throw new CliError('BAD_OPTION', zh, en);
  }
  const reason = codeOf('--reason', options.reason);
  const value = { sanctionId: sanctionIdOf(id), upheld: uphold, reason };
  const text = uphold ? 'cli.sanctionUpheld' : 'cli.sanctionOverturned';
  await say(id, options, { type: 'sanctionDecide', value }, text);
}

async function say(
  id: string,
  options: SigningOptions,
  message: Message,
  text: string,
): Promise<void> {
  const { height } = await sayOnChain(options, message, 'userRefusal');
  const output = new Output(options);
  output.line(text, { id, height });
  output.json({ sanction: id, height });
}
