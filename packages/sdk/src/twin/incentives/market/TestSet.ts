import { encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { bytesOfHex } from '../../../encoders/hex.ts'
import type { AnySample, Classifier } from '../../classifiers/Classifier.ts'
import { revert } from '../../errors.ts'

/** A sample of a test set, ready for predictions. */
export type TestSample = { readonly label: number; readonly sample: AnySample }

/** What one contract's code can hold (EIP-170), less its first byte. */
export const maxPageLength = 24_575
/** The most pages of a test set. */
export const maxPages = 16
/** Label and length. */
const header = 3
/** What a prediction of a test sample may take at most, in gas (Classifier.predictionGas). */
export const maxSampleGas = 2_000_000

/** What the sponsor commits to: keccak256(abi.encode(modelId, page, salt, keccak256(data))). */
export function hash(modelId: bigint, page: bigint, salt: Hex, data: Hex): Hex {
  const types = [{ type: 'uint256' }, { type: 'uint256' }, { type: 'bytes32' }, { type: 'bytes32' }] as const
  return keccak256(encodeAbiParameters(types, [modelId, page, salt, keccak256(bytesOfHex(data))]))
}

/**
 * The test samples of a page, each | label 8 | length in bytes 16 | sample |.
 * @throws TwinError PageMalformed, LabelOutOfRange, TestSampleTooDear, and those of a malformed sample
 */
export function checkPage(classifier: Classifier, data: Hex): TestSample[] {
  const bytes = bytesOfHex(data)
  if (bytes.length === 0) revert('PageMalformed', 0n)
  const samples: TestSample[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const end = at + header + length
    if (end > bytes.length) revert('PageMalformed', BigInt(at))
    const label = bytes[at]!
    if (label >= classifier.classes) revert('LabelOutOfRange', BigInt(label), BigInt(classifier.classes))
    const sample = classifier.checkSample(`0x${data.slice(2 + 2 * (at + header), 2 + 2 * end)}`)
    const gas = classifier.predictionGas(sample.length)
    if (gas > maxSampleGas) revert('TestSampleTooDear', BigInt(at), BigInt(gas), BigInt(maxSampleGas))
    samples.push({ label, sample })
    at = end
  }
  return samples
}
