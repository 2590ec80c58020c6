import { isAddressEqual } from 'viem'
import { useConnection, useConnectors } from 'wagmi'
import { shortAddress } from '../../ui/format.ts'

/** The address in use, if it can send to this page's chain or not. */
export function useAccountAddress() {
  return useConnection().address
}

/** Names addresses: "Account 3" for a local one, else the address in short. */
export function useAccountName(): (address: string) => string {
  const connectors = useConnectors()
  return address => {
    const known = connectors.find(
      connector => 'address' in connector && isAddressEqual(connector.address as never, address as never),
    )
    return known?.name ?? shortAddress(address)
  }
}
