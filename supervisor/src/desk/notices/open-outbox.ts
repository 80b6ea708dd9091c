import { dirname } from 'node:path';
import type { Host } from '@mingjing/host';
import { recordProgramAct } from '@mingjing/host/desk';
import type { Shelf } from '@mingjing/storage';
import { emailChannel } from './email-channel.ts';
import type { NotifyConfig } from './notify-config.ts';
import { Outbox } from './outbox.ts';
import { webhookChannel } from './webhook-channel.ts';

/** Opens the outbox with the channels that the configuration names. */
export function openOutbox(
  host: Host,
  shelf: Shelf,
  notify: NotifyConfig | undefined,
): Promise<Outbox> {
  const folder = dirname(host.paths.config);
  const email = notify?.smtp === undefined ? [] : [emailChannel(notify.smtp, folder)];
  const hooks = (notify?.webhooks ?? []).map((url, i) => webhookChannel(url, i + 1, host));
  return Outbox.open({
    ...{ shelf, chainId: host.replica.chain.chainId, nodeId: host.nodeId },
    ...{ least: notify?.least ?? 'critical', channels: [...email, ...hooks] },
    recorded: (event, { attempts, body, channel }) =>
      recordProgramAct(host, {
        ...{ source: 'supervision', event, object: `${body.alarm.id} ${channel}` },
        counts: [attempts + 1],
      }),
    failed: (channel, err) => host.logger.warn({ err, channel }, 'a notice did not arrive'),
  });
}
