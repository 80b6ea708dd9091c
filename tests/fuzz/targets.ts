import { codecTargets, messageTargets } from './decoder-targets.ts';
import { fileTargets } from './file-targets.ts';
import type { Target } from './fuzzer.ts';
import { logTargets } from './log-targets.ts';
import { screeningTargets } from './screening-targets.ts';
import { stateTargets } from './state-targets.ts';
import { streamTargets } from './stream-targets.ts';

/** Every decoder of bytes that come from elsewhere, by a name of its own. */
export const TARGETS: readonly Target[] = [
  ...[...messageTargets, ...logTargets, ...streamTargets, ...stateTargets, ...fileTargets],
  ...screeningTargets,
  ...codecTargets,
];
