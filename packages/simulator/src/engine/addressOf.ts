import { type Address, getAddress, keccak256, stringToHex } from 'viem'

/** The address that the simulator uses for a name: the same in every run. */
export function addressOf(name: string): Address {
  return getAddress(`0x${keccak256(stringToHex(`cotrain simulator: ${name}`)).slice(-40)}`)
}
