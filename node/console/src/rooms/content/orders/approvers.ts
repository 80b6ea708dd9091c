import { node } from '../../../api.ts';

/** Security administrators of an officer's organisation: one of them approves what he orders. */
export async function approvers(officer: string): Promise<string[]> {
  const { officers } = await node().members();
  const organisation = officers.find(({ id }) => id === officer)?.organisation;
  return officers
    .filter((each) => each.organisation === organisation && each.role === 'security-admin')
    .filter(({ revoked_height: revoked }) => revoked === null)
    .map(({ id }) => id);
}
