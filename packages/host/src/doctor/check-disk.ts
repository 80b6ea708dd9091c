import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { HomePaths } from '../home.ts';
import { bad, type Finding, good, type SayError } from './finding.ts';

/** Below this a program is about to refuse acts; below the other its operator should plan. */
const FREE_FAILED_BYTES = 1024 ** 3;
const FREE_WARNED_BYTES = 10 * FREE_FAILED_BYTES;

/** Whether the data of a home can be written and forced to disk, and what is left there. */
export function checkDisk({ data }: HomePaths, say: SayError): Finding[] {
  return [checkWriting(data, say), ...checkRoom(data)];
}

function checkWriting(data: string, say: SayError): Finding {
  const probe = join(data, `.doctor-${process.pid}`);
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    const file = openSync(probe, 'wx', 0o600);
    try {
      writeSync(file, 'x');
      fsyncSync(file);
    } finally {
      closeSync(file);
      rmSync(probe, { force: true });
    }
    return good('disk-writable', '数据目录可写并可落盘', 'data can be written and forced to disk');
  } catch (error) {
    return bad('disk-writable', 'failed', say(error), [
      '检查数据目录的所有者、权限、配额和只读挂载',
      'check owner, permissions, quota, and whether the disk is mounted read-only',
    ]);
  }
}

function checkRoom(data: string): Finding[] {
  let free: number;
  try {
    const { bavail, bsize } = statfsSync(data);
    free = bavail * bsize;
  } catch {
    return [];
  }
  const gib = (free / 1024 ** 3).toFixed(1);
  const seen: [string, string] = [`磁盘剩余 ${gib} GiB`, `${gib} GiB of the disk are free`];
  if (free >= FREE_WARNED_BYTES) return [good('disk-room', ...seen)];
  return [
    bad('disk-room', free < FREE_FAILED_BYTES ? 'failed' : 'warning', seen, [
      '扩大磁盘，或把日志预算、快照和备份移到别处；留存日志不满 184 天不得删除',
      'enlarge the disk, or move backups elsewhere; journals are not removed before 184 days',
    ]),
  ];
}
