const MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/;
const PHONE = /^\+?\d[\d -]{4,20}\d$/;

/** A moment (ms UTC) written as in Shanghai, `2026-11-22 15:04`; undefined when it is none. */
export function momentOf(text: string | null): number | undefined {
  const [, day, time] = MOMENT.exec((text ?? '').trim()) ?? [];
  const ms = day === undefined ? Number.NaN : Date.parse(`${day}T${time}:00+08:00`);
  return Number.isNaN(ms) ? undefined : ms;
}

export interface TypedShift {
  readonly officer: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly phone: string;
}

/** What a shift still lacks, by a text of `complaints.shift.faults`; the node judges the rest. */
export function shiftFault({ officer, from, to, phone }: TypedShift) {
  if (officer === undefined) return 'officer';
  if (from === undefined || to === undefined) return 'time';
  if (from >= to) return 'order';
  return PHONE.test(phone) ? undefined : 'phone';
}
