import { type DenseEncoder, type DenseSample, denseUnit, type NumberInput } from '@cotrain/sdk'
import type { ModelEncoder } from './modelEncoder.ts'

/** The numbers that an encoder takes, if it takes named ones. */
export function inputsOf(encoder: ModelEncoder | undefined): readonly NumberInput[] {
  return encoder && 'inputs' in encoder ? (encoder.inputs as readonly NumberInput[]) : []
}

/** Whether an encoder makes lists of numbers. */
export function isDense(encoder: ModelEncoder | undefined): encoder is DenseEncoder {
  return encoder !== undefined && 'scales' in encoder
}

/** The numbers that a sample stands for, as exactly as the sample has them. */
export function numbersOf(encoder: DenseEncoder, sample: DenseSample): string[] {
  return Array.from(sample, (integer, i) => {
    const step = 1 / (denseUnit * encoder.scales[i]!)
    const digits = Math.min(6, Math.max(0, Math.floor(-Math.log10(2 * step))))
    return String(Number((integer * step + encoder.offsets[i]!).toFixed(digits)))
  })
}

/** A number that lies outside its input's range counts as the nearest that does not; undefined when it is inside. */
export function countsAs({ min, max }: NumberInput, text: string): number | undefined {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number) || (number >= min && number <= max)) return undefined
  return number < min ? min : max
}
