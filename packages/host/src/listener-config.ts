import { join } from 'node:path';
import type { TlsFiles } from '@mingjing/service';
import Type, { type Static } from 'typebox';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const path = Type.String({ minLength: 1, maxLength: 1024 });

/** A listener of either program, in its configuration. */
export const listenerSchema = (port: number) =>
  Type.Object(
    {
      // Loopback unless told: outside it a listener must have a certificate.
      host: Type.String({ default: '127.0.0.1' }),
      // 0 takes a free port; `data/run.json` says which.
      port: Type.Integer({ minimum: 0, maximum: 65_535, default: port }),
      // Addresses or networks of proxies with PROXY headers; then nobody else may connect.
      trusted_proxies: Type.Array(Type.String({ maxLength: 64 }), { default: [], maxItems: 64 }),
      // PEM files, absolute or from the folder of this configuration.
      tls: Type.Optional(
        Type.Object({ certificate: path, key: path }, { additionalProperties: false }),
      ),
    },
    { additionalProperties: false },
  );
export type ListenerConfig = Static<ReturnType<typeof listenerSchema>>;

/** Whether a listener can be reached by this machine alone. */
export function isLoopback({ host }: Pick<ListenerConfig, 'host'>): boolean {
  return LOOPBACK.includes(host);
}

/** A listener that others could read along: outside loopback and without a certificate. */
export function isInTheClear({ host, tls }: Pick<ListenerConfig, 'host' | 'tls'>): boolean {
  return tls === undefined && !isLoopback({ host });
}

/** Where its certificate lies; `folder` is that of the configuration. */
export function tlsFilesOf(
  { tls }: Pick<ListenerConfig, 'tls'>,
  folder: string,
): TlsFiles | undefined {
  if (tls === undefined) return undefined;
  const at = (file: string) => (file.startsWith('/') ? file : join(folder, file));
  return { certificate: at(tls.certificate), key: at(tls.key) };
}
