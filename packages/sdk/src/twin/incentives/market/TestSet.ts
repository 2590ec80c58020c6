import { encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { bytesOfHex } from '../../../encoders/hex.ts'
import type { AnySample, Classifier } from '../../classifiers/Classifier.ts'
import { revert } from '../../errors.ts'

/** A sample of a test set, ready for predictions. */
export type TestSample = {
  readonly label: number
  readonly sample: AnySample
  /** Where it begins in its piece, in bytes. */
  readonly at: number
}

/** What one contract's code can hold (EIP-170), less its first byte. */
export const maxPieceLength = 24_575
/** Label and length. */
const header = 3
/** What a prediction of a hidden test sample may take at most, in gas (Classifier.predictionGas). */
export const maxSampleGas = 2_000_000

/** What the sponsor commits to: keccak256(abi.encode(modelId, piece, salt, keccak256(data))). */
export function hash(modelId: bigint, piece: bigint, salt: Hex, data: Hex): Hex {
  const types = [{ type: 'uint256' }, { type: 'uint256' }, { type: 'bytes32' }, { type: 'bytes32' }] as const
  return keccak256(encodeAbiParameters(types, [modelId, piece, salt, hashOfData(data)]))
}

/** Pieces are hashed when they are committed to, and again when they are revealed: of the last ones, the hashes. */
const known = new Map<Hex, Hex>()
/** As many as a market has. */
const mostKnown = 64

function hashOfData(data: Hex): Hex {
  let hashed = known.get(data)
  if (hashed !== undefined) return hashed
  hashed = keccak256(bytesOfHex(data))
  if (known.size === mostKnown) known.clear()
  known.set(data, hashed)
  return hashed
}

/**
 * The test samples of a piece, each | label 8 | length in bytes 16 | sample |.
 * @param isHidden Whether contributions are to be tried on them.
 * @throws TwinError PieceMalformed, LabelOutOfRange, TestSampleTooCostly, and those of a malformed sample
 */
export function checkPiece(
  classifier: Classifier,
  piece: bigint,
  data: Hex,
  isHidden: boolean,
): TestSample[] {
  const bytes = bytesOfHex(data)
  if (bytes.length === 0 || bytes.length > maxPieceLength) revert('PieceMalformed', piece, 0n)
  const samples: TestSample[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const end = at + header + length
    if (end > bytes.length) revert('PieceMalformed', piece, BigInt(at))
    const label = bytes[at]!
    if (label >= classifier.classes) revert('LabelOutOfRange', BigInt(label), BigInt(classifier.classes))
    const sample = classifier.checkSample(`0x${data.slice(2 + 2 * (at + header), 2 + 2 * end)}`)
    const gas = isHidden ? classifier.predictionGas(sample.length) : 0
    if (gas > maxSampleGas) {
      revert('TestSampleTooCostly', piece, BigInt(at), BigInt(gas), BigInt(maxSampleGas))
    }
    samples.push({ label, sample, at })
    at = end
  }
  return samples
}
