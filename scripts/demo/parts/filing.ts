import { nodeConfig } from '../../../node/src/config.ts';
import type { Office } from '../office.ts';
import { made, type Stage } from '../stage.ts';

const FILING = '/v1/management/filing';
/** Of nobody: province, digits and check character are as they have to be. */
const NUMBER = '京网信备11000000000000000011号';
/** A line that nobody has. */
const TELEPHONE = '010-00000000';

export interface Filed {
  /** As the pages that everybody may read show it. */
  readonly shown: string;
  readonly telephone: string;
  readonly nodes: number;
  /** Where what is filed is not what is observed. */
  readonly differences: number;
}

interface Observed {
  readonly node: string;
  readonly organisation: string;
  readonly region: string;
  readonly address: string | null;
}

/** Tells the program what was filed, under a synthetic number, and reads what it shows of it. */
export async function fileService(office: Office, stage: Stage): Promise<Filed> {
  const { testnet } = made(stage.network);
  const officer = 'jia-security-admin';
  const { observed } = await office.have(officer, 'GET', FILING);
  const nodes = (observed.nodes as Observed[]).map(({ address, ...node }) => {
    const { home } = made(testnet.homes.find(({ nodeId }) => nodeId === node.node));
    return { ...node, address: address ?? nodeConfig(home, {}).p2p.listen };
  });
  const none = { started_on: null, submitted_on: null, granted_on: null, ends_on: null };
  const { differences } = await office.have(officer, 'POST', FILING, {
    ...{ operator: '甲公司（示例）', complaint_telephone: TELEPHONE, nodes },
    version: stage.release ?? null,
    // It names nobody: the area and the organisation code are zeros.
    credit_code: '91110000MA00000077',
    service: { name: '明镜存证（示例）', kind: '存证', website: office.address },
    numbers: { service: NUMBER, icp: null, police: null, mlps: null },
    dates: { ...none, police_submitted_on: null, cancelled_on: null },
  });
  const shown = await (await fetch(`${office.address}/v1/operator`)).json();
  const { complaint_telephone: telephone, filing_number: number } = shown as Record<string, string>;
  const told = { shown: number ?? '', telephone: telephone ?? '' };
  return { ...told, nodes: nodes.length, differences: differences.length };
}

/** What was filed here, to be held against what is shown. */
export const FILED_NUMBER = NUMBER;
