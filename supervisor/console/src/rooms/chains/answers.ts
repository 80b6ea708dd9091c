// The chain and its members as the program computed them; names as on the wire.

export interface ChainAnswer {
  readonly chain: {
    readonly chain_id: string;
    readonly height: number;
    readonly followed_by: string;
    readonly genesis_hash: string;
    readonly parameters: Readonly<Record<string, number>>;
  };
  readonly organisations: readonly { readonly id: string; readonly region: string }[];
  readonly authorities: readonly { readonly id: string; readonly jurisdiction: string }[];
  readonly nodes: readonly {
    readonly id: string;
    readonly organisation: string;
    readonly role: string;
    readonly power: number;
    readonly region: string;
    readonly revoked_height: number | null;
  }[];
  readonly officers: readonly {
    readonly id: string;
    readonly organisation: string;
    readonly role: string;
    readonly jurisdictions: readonly string[];
    readonly capabilities: readonly string[];
    readonly revoked_height: number | null;
  }[];
}
