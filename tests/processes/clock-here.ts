import { vi } from 'vitest';

const machineTime = Date.now.bind(Date);

/**
 * Sets ahead the time of day of this process, with all programs that run in it, until
 * `vi.restoreAllMocks`. Timers still run by the machine.
 */
export function setAhead(ms: number): void {
  vi.spyOn(Date, 'now').mockImplementation(() => machineTime() + ms);
}
