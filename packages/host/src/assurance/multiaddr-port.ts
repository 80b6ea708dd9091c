const TCP = /\/tcp\/(\d+)(?:\/|$)/;

/** The TCP port of an address such as `/ip4/127.0.0.1/tcp/30300`; 0 when it has none. */
export function multiaddrPort(address: string): number {
  return Number(TCP.exec(address)?.[1] ?? 0);
}
