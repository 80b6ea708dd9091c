// A lock between processes: a file that holds its owner's process id.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;
// A cold installation takes about a minute; an owner that lives but needs longer is stuck.
const WAIT_LIMIT_MS = 15 * 60_000;

/** Creates the lock with its content in one step; false when somebody holds it. */
function take(path) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The owner's process id (0: unreadable), or undefined when the lock has just been released. */
function ownerOf(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || 0;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Removes the lock of a dead owner, and only that one. */
function removeStale(path, deadOwner) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  // Between the look and the rename a rival may have cleared the old lock and taken a new one:
  // then what was moved is the rival's, and goes back.
  if (ownerOf(aside) !== deadOwner) linkSync(aside, path);
  rmSync(aside, { force: true });
}

/** Runs `work` while holding the lock at `path`; waits for a living owner, replaces a dead one. */
export async function withLock(path, work) {
  const startedAt = Date.now();
  while (!take(path)) {
    const owner = ownerOf(path);
    if (owner !== undefined && !isAlive(owner)) removeStale(path, owner);
    else if (Date.now() - startedAt > WAIT_LIMIT_MS) {
      throw new Error(`process ${owner} has held ${path} for ${WAIT_LIMIT_MS / 60_000} minutes`);
    } else await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
