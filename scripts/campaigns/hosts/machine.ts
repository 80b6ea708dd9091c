// What the campaigns over namespaces need of the machine, and the clear word when it lacks it.
import { spawnSync } from 'node:child_process';

/** A command of the machine, run to its end; throws with what it said when it fails. */
export function command(name: string, args: readonly string[], input = ''): string {
  const { error, status, stdout, stderr } = spawnSync(name, args, { input, encoding: 'utf8' });
  if (error === undefined && status === 0) return stdout;
  throw new Error(`${[name, ...args].join(' ')}: ${stderr.trim()}`, { cause: error });
}

/** Why the campaign cannot run here, in both languages; empty when it can. */
export function machineFaults(): string[] {
  if (process.platform !== 'linux') return ['需要 Linux / Linux is needed'];
  if (process.getuid?.() !== 0) {
    return ['须以 root 运行：要建立网络命名空间 / run it as root: it makes network namespaces'];
  }
  const tools = { ip: ['-V'], tc: ['-V'], nft: ['--version'] };
  const missing = Object.entries(tools).filter(([name, args]) => spawnSync(name, args).error);
  return missing.map(([name]) => {
    const what = `apt-get install ${name === 'nft' ? 'nftables' : 'iproute2'}`;
    return `缺少 ${name}：请 ${what} / ${name} is missing: ${what}`;
  });
}
