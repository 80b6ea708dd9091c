import { describe, expect, it } from 'vitest';
import { Attendance } from '../../src/accounts/attendance.ts';
import type { Session } from '../../src/accounts/sessions.ts';

const session = (id: string) => ({ id }) as Session;

describe('what was opened in a session', () => {
  it('ends with it, and with no other', () => {
    const attendance = new Attendance();
    const ended: string[] = [];
    attendance.add(session('a'), { end: () => ended.push('a1') });
    attendance.add(session('a'), { end: () => ended.push('a2') });
    attendance.add(session('b'), { end: () => ended.push('b') });
    attendance.end('a');
    expect(ended).toEqual(['a1', 'a2']);
    expect(attendance.sessions().map(({ id }) => id)).toEqual(['b']);
    attendance.end('a');
    expect(ended).toHaveLength(2);
  });

  it('ends with an idle session unless it outlives that, and then with the rest', () => {
    const attendance = new Attendance();
    const ended: string[] = [];
    attendance.add(session('a'), { end: () => ended.push('desk') });
    attendance.add(session('a'), { end: () => ended.push('wall'), outlivesIdle: true });
    attendance.end('a', true);
    attendance.end('a', true);
    expect(ended).toEqual(['desk']);
    expect(attendance.sessions().map(({ id }) => id)).toEqual(['a']);
    attendance.end('a');
    expect(ended).toEqual(['desk', 'wall']);
    expect(attendance.sessions()).toEqual([]);
  });

  it('is held no longer than it is open', () => {
    const attendance = new Attendance();
    const leave = attendance.add(session('a'), { end: () => expect.unreachable() });
    leave();
    expect(attendance.sessions()).toEqual([]);
    attendance.end('a');
  });

  it('may leave while it is ended', () => {
    const attendance = new Attendance();
    const leave: (() => void)[] = [];
    leave.push(attendance.add(session('a'), { end: () => leave[0]?.() }));
    leave.push(attendance.add(session('a'), { end: () => leave[1]?.() }));
    attendance.end('a');
    expect(attendance.sessions()).toEqual([]);
  });
});
