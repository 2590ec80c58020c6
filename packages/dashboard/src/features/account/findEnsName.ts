import type { Address, Client } from 'viem'
import { getEnsAddress, getEnsName } from 'viem/actions'
import { normalize } from 'viem/ens'

/** A name that looks like what it is, and leads back; else null. */
export async function findEnsName(client: Client, address: Address): Promise<string | null> {
  // the name's resolver is asked by the node: the reader's browser follows no gateway that a stranger names
  const ensClient = { ...client, ccipRead: false } as Client
  try {
    const name = await getEnsName(ensClient, { address })
    if (!name || name !== normalize(name)) return null
    const owner = await getEnsAddress(ensClient, { name })
    return owner?.toLowerCase() === address.toLowerCase() ? name : null
  } catch {
    return null
  }
}
