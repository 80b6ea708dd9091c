// A node at which users register, with a verification service that says what a test tells it to.
import { UserClient } from '@mingjing/client';
import { vi } from 'vitest';
import { VerificationServiceForTests } from '../../tests/verification/service.ts';
import { StaffedNode } from './staffed-node.ts';

export interface RegisteringNode {
  readonly node: StaffedNode;
  readonly service: VerificationServiceForTests;
  readonly client: UserClient;
  /** What officers see of all users. */
  listed(): Promise<{ user: string }[]>;
  /** Before each test: an honest service, and a chain that takes nothing. */
  calm(): void;
  stop(): Promise<void>;
}

export async function startRegistering(name: string): Promise<RegisteringNode> {
  let service: VerificationServiceForTests | undefined;
  const node = await StaffedNode.start(name, async ({ verifier }) => {
    service = new VerificationServiceForTests(verifier.key.seed);
    const url = await service.start();
    return { verification: { url, timeout_ms: 500, calls_of_address: 100 } };
  });
  if (service === undefined) throw new Error('a staffed node has a verifier');
  return withService(node, service);
}

function withService(node: StaffedNode, service: VerificationServiceForTests): RegisteringNode {
  return {
    ...{ node, service, client: new UserClient({ baseUrl: node.baseUrl }) },
    async listed() {
      const path = '/v1/management/users?limit=500';
      return (await node.ask('security-admin', 'GET', path)).body.items as { user: string }[];
    },
    calm() {
      service.conduct = 'honest';
      // One vote of four decides nothing: what is submitted stays where it is.
      vi.spyOn(node.running.host.replica, 'submitOwn').mockResolvedValue(undefined);
    },
    async stop() {
      await node.stop();
      await service.stop();
    },
  };
}
