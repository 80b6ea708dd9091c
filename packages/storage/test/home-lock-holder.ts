// A program for `home-lock.test.ts`: holds the home of its argument until it is ended.
import { lockHome } from '../src/home-lock.ts';

await lockHome(process.argv[2] ?? '');
process.stdout.write('held\n');
process.stdin.resume();
