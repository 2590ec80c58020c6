import type { Address } from 'viem'
import { CotrainError } from './base.ts'

/** Nobody has committed this, or not this account, or it is revealed already. */
export class UnknownBundleError extends CotrainError {
  override name = 'UnknownBundleError'
  readonly modelId: bigint
  readonly contributor: Address

  constructor({ modelId, contributor }: { modelId: bigint; contributor: Address }) {
    super(`${contributor} has no bundle of these contents that model ${modelId} waits for.`, {
      metaMessages: [
        'It must be committed, and not revealed yet: list the bundles, and take the file that was committed.',
      ],
    })
    this.modelId = modelId
    this.contributor = contributor
  }
}
