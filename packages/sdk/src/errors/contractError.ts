import type { AbiParameter, AbiParameterToPrimitiveType } from 'viem'
import type { badgesAbi } from '../abi/index.ts'
import type { TrainerErrorName, TrainerErrors } from '../kinds/types.ts'
import { CotrainError, type CotrainErrorOptions } from './base.ts'

/** The errors of the badges that the SDK knows; the others are of tokens in general. */
export type BadgesErrorName =
  | 'UnknownTrainer'
  | 'NotEarned'
  | 'MonthNotOver'
  | 'UnexpectedMonth'
  | 'AlreadyClaimed'
  | 'Soulbound'

/** A custom error of the contracts. */
export type ErrorName = TrainerErrorName | BadgesErrorName

type BadgesErrors = {
  [error in Extract<(typeof badgesAbi)[number], { type: 'error' }> as error['name']]: error
}
type AbiErrorOf<name extends ErrorName> = (TrainerErrors & BadgesErrors)[name]

/** The named values that a custom error of the contracts carries. */
export type ContractErrorValues<name extends ErrorName> = {
  readonly [input in AbiErrorOf<name>['inputs'][number] as input['name']]: input extends AbiParameter
    ? AbiParameterToPrimitiveType<input>
    : never
}

/** An error for a custom error of the contracts, with its values as fields. */
export type ContractErrorClass<name extends ErrorName> = new (
  values: ContractErrorValues<name>,
  options?: { cause?: unknown },
) => CotrainError & ContractErrorValues<name>

/**
 * Makes the base class of the error for the contracts' custom error `errorName`.
 *
 * @param describe - From the values: what is wrong, then what to do next
 */
export function contractError<const name extends ErrorName>(
  errorName: name,
  describe: (values: ContractErrorValues<name>) => [shortMessage: string, ...metaMessages: string[]],
): ContractErrorClass<name> {
  class ContractError extends CotrainError {
    override name = `${errorName}Error`

    constructor(values: ContractErrorValues<name>, options: Pick<CotrainErrorOptions, 'cause'> = {}) {
      const [shortMessage, ...metaMessages] = describe(values)
      super(shortMessage, { ...options, metaMessages })
      Object.assign(this, values)
    }
  }
  return ContractError as unknown as ContractErrorClass<name>
}
