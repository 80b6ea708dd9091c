import { connect, createServer } from 'node:net';
import { bad, type Finding, good, type SayError } from './finding.ts';

/** A place where something listens or should. */
export interface Place {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

const CONNECT_MS = 3000;
const MULTIADDR = /^\/(?:ip4|ip6|dns4|dns6|dns)\/([^/]+)\/tcp\/(\d{1,5})(?:\/|$)/;

/** Host and port of a multiaddr over TCP; undefined for any other. */
export function placeOf(name: string, address: string): Place | undefined {
  const [, host, port] = MULTIADDR.exec(address) ?? [];
  if (host === undefined || port === undefined || Number(port) > 65_535) return undefined;
  return { name, host, port: Number(port) };
}

/** Whether a stopped program could open its ports: each is opened for a moment. */
export async function checkPorts(places: readonly Place[], say: SayError): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { name, host, port } of places) {
    const at = `${name} ${host}:${port}`;
    const error = await listenOnce(host, port);
    if (error === undefined) {
      found.push(good('ports', `端口可用：${at}`, `the port is free: ${at}`));
      continue;
    }
    const [zh, en] = say(error);
    found.push(
      bad(
        'ports',
        'failed',
        [`${at}：${zh}`, `${at}: ${en}`],
        [
          '看是哪个程序占用（ss -ltnp），或改配置里的端口和地址',
          'see who has it (ss -ltnp), or change port and address in the configuration',
        ],
      ),
    );
  }
  return found;
}

/** Whether peers answer at their addresses; that they are who they say, the handshake checks. */
export async function checkPeers(peers: readonly Place[]): Promise<Finding[]> {
  if (peers.length === 0) return [];
  const reached = await Promise.all(peers.map(({ host, port }) => isReached(host, port)));
  const away = peers.filter((_, at) => !reached[at]);
  const count = `${peers.length - away.length}/${peers.length}`;
  if (away.length === 0) {
    return [
      good('peers', `配置的节点 ${count} 可连通`, `${count} configured nodes can be reached`),
    ];
  }
  const names = away.map(({ name, host, port }) => `${name} ${host}:${port}`).join(', ');
  const seen: [string, string] = [
    `配置的节点 ${count} 可连通；连不上：${names}`,
    `${count} configured nodes can be reached; not: ${names}`,
  ];
  const advice: [string, string] = [
    '核对地址，检查双方防火墙的节点端口（默认 30300/tcp），并询问对方节点是否在运行',
    'check the address, both firewalls (30300/tcp unless told), and whether those nodes run',
  ];
  return [bad('peers', away.length === peers.length ? 'failed' : 'warning', seen, advice)];
}

function listenOnce(host: string, port: number): Promise<Error | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', done);
    server.listen({ host, port, exclusive: true }, () => server.close(() => done(undefined)));
  });
}

function isReached(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: CONNECT_MS });
    const end = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
