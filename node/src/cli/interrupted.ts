/** Of one key press a terminal tells the command and whoever started it, who passes it on. */
const SAME_PRESS_MS = 400;
/** As a shell has it: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

/** Where the presses of Ctrl-C are heard, and what leaves the command. */
export interface Terminal {
  on(signal: 'SIGINT', heard: () => void): unknown;
  off(signal: 'SIGINT', heard: () => void): unknown;
  exit(code: number): unknown;
}

/**
 * Does work that goes on elsewhere: the first Ctrl-C asks for its end there, and it is waited for;
 * the second one leaves at once.
 */
export async function stoppable<T>(
  work: () => Promise<T>,
  stop: () => void,
  { terminal = process as Terminal, now = () => performance.now() } = {},
): Promise<T> {
  let pressedAt: number | undefined;
  const heard = () => {
    if (pressedAt === undefined) {
      pressedAt = now();
      stop();
    } else if (now() - pressedAt > SAME_PRESS_MS) {
      terminal.exit(INTERRUPTED);
    }
  };
  terminal.on('SIGINT', heard);
  try {
    return await work();
  } finally {
    terminal.off('SIGINT', heard);
  }
}
