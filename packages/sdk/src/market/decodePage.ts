import { type Hex, hexToNumber, size, slice } from 'viem'

/** Label and length, in bytes. */
const header = 3

/**
 * The labelled samples of a page of a test set, in their packed bytes: | label 8 | length in bytes 16 | sample | each.
 * The contract has checked them.
 *
 * @example
 * for (const { label, sample } of decodePage(event.args.data)) console.log(label, unpackSample(sample))
 */
export function decodePage(data: Hex): { label: number; sample: Hex }[] {
  const samples: { label: number; sample: Hex }[] = []
  for (let at = 0; at < size(data); ) {
    const end = at + header + hexToNumber(slice(data, at + 1, at + header))
    const sample = end === at + header ? '0x' : slice(data, at + header, end)
    samples.push({ label: hexToNumber(slice(data, at, at + 1)), sample })
    at = end
  }
  return samples
}
