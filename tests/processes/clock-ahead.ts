// Loaded before a program: its clock is ahead by the milliseconds that a file says, from then on.
//
//   CLOCK_AHEAD=FILE NODE_OPTIONS=--import=…/clock-ahead.ts node node/src/main.ts start …
//
// The program is the production one. Timers still run by the machine: only the time of day moves.
import { readFileSync } from 'node:fs';

const LOOK_MS = 20;

const { CLOCK_AHEAD: path = '' } = process.env;
const machineTime = Date.now.bind(Date);
let ahead = 0;

function look(): void {
  ahead = Number(readFileSync(path, 'utf8'));
}

look();
setInterval(look, LOOK_MS).unref();
Date.now = () => machineTime() + ahead;
