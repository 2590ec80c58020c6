/**
 * What a chain charges. Gas prices move by the hour; these are low and usual ones of 2025, stated in every report.
 * The flags of `cotrain costs` replace those of Ethereum.
 */
export type Chain = {
  name: string
  /** Of the chain itself, in gwei. */
  gasPrice: number
  /**
   * What a byte of a transaction costs on Ethereum, where the chain publishes it: gas at Ethereum's price, and blob gas
   * at that of blobs. Undefined on Ethereum itself, where calldata is in the gas already.
   */
  perByte?: { gas: number; blobGas: number }
}

/** Prices on Ethereum, in gwei. */
export type EthereumPrices = { gasPrice: number; blobPrice: number }

/** Gas of an action, and the bytes of its transactions. */
export type Usage = { gas: number; bytes: number }

/** Assumptions where neither a flag nor a node says otherwise. */
export const assumed = { gasPrice: 1, blobPrice: 0.01, etherPrice: 3_000 } as const

/**
 * Ethereum, and the large rollups. The OP Stack charges (16 · base scalar · gas price + blob scalar · blob price) for a
 * byte (Fjord's formula with the chains' own scalars, as if the bytes could not be compressed); Arbitrum about a unit
 * of blob gas, since a blob holds 131,072 bytes for as much blob gas.
 */
export function largeChains({ gasPrice }: EthereumPrices): Chain[] {
  return [
    { name: 'Ethereum', gasPrice },
    { name: 'Arbitrum One', gasPrice: 0.01, perByte: { gas: 0, blobGas: 1 } },
    { name: 'Base', gasPrice: 0.005, perByte: { gas: 16 * 0.002_269, blobGas: 1.055_762 } },
    { name: 'OP Mainnet', gasPrice: 0.001, perByte: { gas: 16 * 0.005_227, blobGas: 1.014_213 } },
  ]
}

/** @returns Ether. */
export function costOn({ gasPrice, perByte }: Chain, ethereum: EthereumPrices, usage: Usage): number {
  const data =
    perByte === undefined
      ? 0
      : usage.bytes * (perByte.gas * ethereum.gasPrice + perByte.blobGas * ethereum.blobPrice)
  return (usage.gas * gasPrice + data) / 1e9
}
