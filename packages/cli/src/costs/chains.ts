/** Where a price comes from: the user, the connected node, or what we take for it. */
export type PriceSource = 'flag' | 'node' | 'assumed'

/** What a chain charges. */
export type Chain = {
  id: number
  name: string
  /** Of the chain itself, in gwei. */
  gasPrice: number
  source: PriceSource
  /** What the price is, if we assume it, and since when. */
  note?: string
  /**
   * What a byte of a transaction costs on Ethereum, where the chain publishes it: gas at Ethereum's price, and blob gas
   * at that of blobs. Undefined on Ethereum itself, where calldata is in the gas already.
   */
  perByte?: { gas: number; blobGas: number }
}

/** A price in gwei, or dollars. */
export type Price = { value: number; source: PriceSource }

/** Prices on Ethereum, in gwei. */
export type EthereumPrices = { gas: Price; blob: Price }

/** Gas of an action, and the bytes of its transactions. */
export type Usage = { gas: number; bytes: number }

/**
 * Assumptions where neither a flag nor a node says otherwise: round figures. In 2025 gas on Ethereum was at 0.1 to 3 gwei
 * most of the time. An ether was at 1,500 to 4,900 dollars.
 */
export const assumed = { gasPrice: 1, etherPrice: 3_000 } as const

/**
 * The least that the price of blob gas falls to, as a share of that of gas (EIP-7918, in force with Fusaka):
 * BLOB_BASE_COST / GAS_PER_BLOB = 2^13 / 2^17.
 */
export const blobShare = 1 / 16

/**
 * The OP Stack charges for (fastlzCoef · bytes) a price of 16 · base scalar · gas price + blob scalar · blob price
 * (specification of Fjord, "L1-Cost fees"; fastlzCoef is 0.8365). We take bytes as if they could not be compressed, and
 * leave out what is constant. The scalars are the owner's to set: these stand in the L1 attributes of Base's blocks from
 * August 2024 to May 2025 and of OP Mainnet's block 124,665,056 (August 2024).
 */
const opStack = (baseScalar: number, blobScalar: number) => ({
  gas: 0.8365 * 16 * baseScalar,
  blobGas: 0.8365 * blobScalar,
})

/** Ethereum, and the large rollups, whose prices have no source but `note`. */
export function largeChains({ gas }: EthereumPrices): Chain[] {
  return [
    { id: 1, name: 'Ethereum', gasPrice: gas.value, source: gas.source },
    {
      id: 42_161,
      name: 'Arbitrum One',
      gasPrice: 0.02,
      source: 'assumed',
      note: 'the minimum since ArbOS 51',
      // what ArbOS asks for a byte follows what posting has cost: a blob holds 131,072 bytes for as much blob gas
      perByte: { gas: 0, blobGas: 1 },
    },
    {
      id: 8_453,
      name: 'Base',
      gasPrice: 0.005,
      source: 'assumed',
      note: 'the minimum since 19 February 2026',
      perByte: opStack(0.002_269, 1.055_762),
    },
    {
      id: 10,
      name: 'OP Mainnet',
      gasPrice: 0.001,
      source: 'assumed',
      note: 'a guess: it is often lower',
      perByte: opStack(0.005_227, 1.014_213),
    },
  ]
}

/** Whether a chain, by its id, charges for publishing transactions on Ethereum beside their gas. */
export function chargesForData(id: number): boolean {
  const nothing = { value: 0, source: 'assumed' as const }
  return largeChains({ gas: nothing, blob: nothing }).some(chain => chain.id === id && chain.perByte)
}

/** @returns Ether. */
export function costOn({ gasPrice, perByte }: Chain, { gas, blob }: EthereumPrices, usage: Usage): number {
  const data =
    perByte === undefined ? 0 : usage.bytes * (perByte.gas * gas.value + perByte.blobGas * blob.value)
  return (usage.gas * gasPrice + data) / 1e9
}
