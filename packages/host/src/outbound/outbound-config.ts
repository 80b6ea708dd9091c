import Type, { type Static } from 'typebox';
import type { Destination } from './outbound-gate.ts';

/** The section `outbound` of the node's configuration: nothing beyond peers and receiver. */
export const outboundSchema = Type.Object(
  {
    // As a connection is asked for: an address or a name, a colon, a port.
    allow: Type.Array(
      Type.String({ pattern: '^(\\[[0-9a-fA-F:.]{2,45}\\]|[A-Za-z0-9.-]{1,253}):[0-9]{1,5}$' }),
      { default: [], maxItems: 64 },
    ),
  },
  { additionalProperties: false },
);
export type OutboundConfig = Static<typeof outboundSchema>;

/** Ports that the operator opens in this process beside those of peers and interface. */
export const declaredPortsSchema = Type.Array(Type.Integer({ minimum: 1, maximum: 65_535 }), {
  default: [],
  maxItems: 16,
});

const HTTP_PORT = 80;
const HTTPS_PORT = 443;
const PEER = /^\/(?:ip4|ip6|dns4|dns6|dns)\/([^/]+)\/tcp\/(\d+)/;
const LISTED = /^(?:\[(.+)\]|([^:]+)):(\d+)$/;

/** All that a node's configuration lets it connect to. */
export function destinationsOf(config: {
  readonly outbound: OutboundConfig;
  readonly p2p: { readonly peers: readonly { readonly address: string }[] };
  readonly forward?: { readonly host: string; readonly port: number };
  readonly verification?: { readonly url: string };
  readonly notify?: {
    readonly smtp?: { readonly host: string; readonly port: number };
    readonly webhooks: readonly string[];
  };
  readonly archive?: { readonly s3?: { readonly endpoint: string } };
  readonly search?: { readonly postgres?: { readonly host: string; readonly port: number } };
  readonly interventions?: { readonly nodes: readonly { readonly url: string }[] };
  readonly inspection?: { readonly supervision?: { readonly url: string } };
}): readonly Destination[] {
  const peers = config.p2p.peers.flatMap(({ address }): Destination[] => {
    const [, host, port] = PEER.exec(address) ?? [];
    return host === undefined ? [] : [{ host, port: Number(port), purpose: 'peer' }];
  });
  const listed = config.outbound.allow.flatMap((text): Destination[] => {
    const [, six, name, port] = LISTED.exec(text) ?? [];
    const host = six ?? name;
    return host === undefined ? [] : [{ host, port: Number(port), purpose: 'configured' }];
  });
  const { forward, verification } = config;
  const receiver: Destination[] =
    forward === undefined ? [] : [{ host: forward.host, port: forward.port, purpose: 'forward' }];
  const service = verification === undefined ? [] : [siteAt(verification.url, 'verification')];
  const { interventions, notify } = config;
  const mail: Destination[] =
    notify?.smtp === undefined ? [] : [{ ...place(notify.smtp), purpose: 'notify' }];
  const hooks = (notify?.webhooks ?? []).map((url) => siteAt(url, 'notify'));
  const nodes = (interventions?.nodes ?? []).map(({ url }) => siteAt(url, 'interventions'));
  const supervision = config.inspection?.supervision;
  const asked = supervision === undefined ? [] : [siteAt(supervision.url, 'inspection')];
  const own = [...nodes, ...asked, ...storesOf(config)];
  return [...peers, ...receiver, ...service, ...mail, ...hooks, ...own, ...listed];
}

/** Where it keeps what does not lie in the home. */
function storesOf({ archive, search }: Parameters<typeof destinationsOf>[0]): Destination[] {
  const database = search?.postgres;
  // The folder of a socket is no destination: it stays on this machine.
  const isRemote = database !== undefined && !database.host.startsWith('/');
  const index: Destination[] = isRemote ? [{ ...place(database), purpose: 'search' }] : [];
  return archive?.s3 === undefined ? index : [...index, siteAt(archive.s3.endpoint, 'archive')];
}

function place({ host, port }: { readonly host: string; readonly port: number }) {
  return { host, port };
}

function siteAt(url: string, purpose: Destination['purpose']): Destination {
  const { hostname, port, protocol } = new URL(url);
  const standard = protocol === 'https:' ? HTTPS_PORT : HTTP_PORT;
  const host = hostname.replace(/^\[(.+)\]$/, '$1');
  return { host, port: port === '' ? standard : Number(port), purpose };
}
