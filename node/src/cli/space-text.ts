import type { JournalSpaceAnswer } from '@mingjing/client';
import type { Output } from './output.ts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** The room of a node's journal in one line. */
export function spaceText(output: Output, space: JournalSpaceAnswer | null | undefined): string {
  if (!space) return output.text('cli.space.unmeasured');
  const { days_left: days, growth_bytes_per_day: growth, level, needed_bytes: needed } = space;
  const fields = {
    limit: output.text(`cli.space.limit.${space.limit}`),
    room: sizeText(space.room_bytes),
    days: days ?? '',
    growth: sizeText(growth ?? 0),
    needed: sizeText(needed ?? 0),
  };
  const isKnown = days !== null && level !== 'unknown';
  const state = output.text(`cli.space.${level}`);
  const rate = output.text(isKnown ? 'cli.space.rate' : 'cli.space.noRate', fields);
  return `${state}${output.text('cli.space.room', fields)}${rate}`;
}

function sizeText(bytes: number): string {
  return bytes >= GIB ? `${(bytes / GIB).toFixed(1)} GiB` : `${(bytes / MIB).toFixed(1)} MiB`;
}
