import type { MechanismName } from './abis.ts'

/** The text form of where a model stands, such as `deposits:0`. */
export function formatModelId({ mechanism, modelId }: { mechanism: MechanismName; modelId: bigint }): string {
  return `${mechanism}:${modelId}`
}
