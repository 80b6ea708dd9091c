/**
 * The chain node program: a node with its HTTP API, the command `mingjing`, and the making of
 * trial networks.
 *
 *     const testnet = await createTestnet({ output, name: 'testnet', organisations: 4, users: 4 });
 *     const node = await startNode({ home, config: nodeConfig(home, {}), onFailed });
 */
export { CliError } from './cli/errors.ts';
export { type PublishedFile, publishPath } from './cli/publish.ts';
export { nodeConfig } from './config.ts';
export { type RunningNode, startNode } from './program.ts';
export {
  createTestnet,
  type Testnet,
  type TestnetHome,
  type TestnetOptions,
} from './testnet/create-testnet.ts';
