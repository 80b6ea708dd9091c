import {
  askAgain,
  Card,
  type OwnSession,
  Pane,
  Partial,
  SideDrawer,
  State,
  setParams,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { useCallback } from 'react';
import { ask } from '../../../api.ts';
import type { Centre } from '../answers.ts';
import { useCentre } from './centre.ts';
import { Findings } from './findings.tsx';
import { NodeDetails } from './node-details.tsx';
import { NodeTable } from './node-table.tsx';
import { OwnPorts } from './own-ports.tsx';

/** All nodes on one page, what was found about them, and the ports of this one. */
export function HealthPage({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const open = params.get('open');
  const close = useCallback(() => setParams({ open: undefined }), []);
  return (
    <Pane answer={useCentre()}>
      {(centre) => (
        <div className="stack">
          <Partial missing={silentNodes(centre)} />
          <Card title={say('security.health.findings')} extra={<Judged centre={centre} />}>
            <Findings findings={centre.findings} isJudged={centre.judged_at !== null} />
          </Card>
          <Card title={say('security.health.nodes')} extra={<Measure session={session} />}>
            <NodeTable nodes={centre.nodes} open={open} />
          </Card>
          <Card title={say('security.ports.title')}>
            <OwnPorts ports={centre.ports} />
          </Card>
          <SideDrawer title={open ?? ''} isOpen={open !== null} onClose={close}>
            <NodeDetails centre={centre} id={open ?? ''} />
          </SideDrawer>
        </div>
      )}
    </Pane>
  );
}

function silentNodes({ nodes }: Centre): string[] {
  return nodes.filter(({ report }) => report === null).map(({ id }) => id);
}

function Judged({ centre }: { readonly centre: Centre }) {
  const say = useText();
  const { judged_at: at, test_windows: windows } = centre;
  return (
    <span className="meta">
      {windows.length > 0 && <State kind="due">{say('security.health.testing')}</State>}{' '}
      {at !== null && (
        <>
          {say('security.health.judged')} <Time ms={at} />
        </>
      )}
    </span>
  );
}

const MEASURING = ['system-admin', 'security-admin'];

/** Measures the files of the program again, before the daily time. */
function Measure({ session }: { readonly session: OwnSession }) {
  const say = useText();
  if (!MEASURING.includes(session.role)) return null;
  const measure = async () => {
    await ask({ path: '/v1/management/assurance/measure', json: {} });
    await askAgain('assurance');
  };
  return (
    <Button size="small" onClick={measure}>
      {say('security.health.measure')}
    </Button>
  );
}
