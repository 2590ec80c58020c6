import { CotrainError } from './base.ts'
import { inEther } from './format.ts'

/** A text is not a model's id. */
export class ModelIdError extends CotrainError {
  override name = 'ModelIdError'
  readonly text: string

  constructor({ text, mechanisms }: { text: string; mechanisms: readonly string[] }) {
    super(`"${text}" is not a model's id.`, {
      metaMessages: [
        `An id is a mechanism and a number, such as "${mechanisms[0]}:0". Mechanisms: ${mechanisms.join(', ')}.`,
      ],
    })
    this.text = text
  }
}

/** Metadata for a new model that clients could not show. */
export class MetadataError extends CotrainError {
  override name = 'MetadataError'
  readonly problems: readonly string[]

  constructor({ problems }: { problems: readonly string[] }) {
    super(`The model's metadata is not valid: ${problems.join('; ')}.`, {
      metaMessages: ['Metadata needs a name, the class names in order of their labels, and an encoder name.'],
    })
    this.problems = problems
  }
}

/** The deposits or the bond are above the limit that the caller set. */
export class MaxDepositExceededError extends CotrainError {
  override name = 'MaxDepositExceededError'
  /** What the chain asks for, in wei. */
  readonly required: bigint
  /** The caller's limit, in wei. */
  readonly maxDeposit: bigint

  constructor({ required, maxDeposit }: { required: bigint; maxDeposit: bigint }) {
    super(`It takes ${inEther(required)} now, above the limit of ${inEther(maxDeposit)}. Nothing was sent.`, {
      metaMessages: [
        'Raise the limit; or wait, where the deposit falls with the time since the last contribution.',
      ],
    })
    this.required = required
    this.maxDeposit = maxDeposit
  }
}

/** An account is needed to sign. */
export class AccountMissingError extends CotrainError {
  override name = 'AccountMissingError'

  constructor({ cause }: { cause?: unknown } = {}) {
    super('There is no account to send the transaction from.', {
      cause,
      metaMessages: ['Give the client an account, or pass `account` to the action.'],
    })
  }
}
