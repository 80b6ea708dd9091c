import type { ClientError } from '@mingjing/client';
import { CliError } from './errors.ts';

const REASONS_MAX = 3;

/** The rules that kept a content out, as a terminal tells them in both languages. */
export function contentRefusedError({ problem = {}, cause }: ClientError): CliError {
  const findings = Array.isArray(problem['findings']) ? (problem['findings'] as unknown[]) : [];
  const told = findings.slice(0, REASONS_MAX).map(reasonsOf);
  const [zh, en] = [told.map((each) => each[0]).join(';'), told.map((each) => each[1]).join('; ')];
  const english = `the node does not publish this content: ${en}`;
  return new CliError('CONTENT_REFUSED', `节点不发布该内容：${zh}`, english, cause);
}

/** The content waits for a reviewer. */
export function heldError(review: string): CliError {
  return new CliError(
    'HELD_FOR_REVIEW',
    `内容须经审核后发布，受理号 ${review}；通过后请重新发布同一内容`,
    `the content waits for a review, ${review}; publish the same content again once it is approved`,
  );
}

// What a node answered is taken as it is: a member that lacks is left out.
function reasonsOf(finding: unknown): readonly [zh: string, en: string] {
  const { reason, rule } = membersOf(finding);
  const { zh, en } = membersOf(reason);
  return [
    `${String(zh ?? '')}(${String(rule ?? '')})`,
    `${String(en ?? '')} (${String(rule ?? '')})`,
  ];
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
