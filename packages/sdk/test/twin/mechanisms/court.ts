import { type Address, type Hex, toHex } from 'viem'

/** Where a court stands that answers all that it is asked: by itself it does nothing, but calls can be made for it. */
export const court: Address = toHex(0xc0047, { size: 20 })

/** Its fee, in wei. */
export const courtFee = 3n * 10n ** 11n

/** The code of a court: asked without ether it returns its fee; with ether, the time, for the number of a dispute. */
const codeFor = (fee: bigint): Hex =>
  `0x3460115765${fee.toString(16).padStart(12, '0')}5f5260205ff35b425f5260205ff3`

export const courtCode = codeFor(courtFee)
/** Of one that takes more than three deposits of the least size. */
export const dearCourtCode = codeFor(10n * courtFee)
