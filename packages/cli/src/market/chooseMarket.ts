import type { Connection } from '../context.ts'
import { CliError } from '../errors.ts'
import { chooseModelUnder } from '../modelUnder.ts'
import type { MarketModel } from './types.ts'

/**
 * The model under a market that the user means, by an argument or by `--model`.
 *
 * @throws CliError when it is named twice, or it is not clear which, or it is under another mechanism; UnknownModelError
 */
export async function chooseMarket(
  client: Connection,
  argument: string | undefined,
  { model }: { model: string | undefined },
): Promise<MarketModel> {
  if (argument !== undefined && model !== undefined) {
    throw new CliError('Name the model once: as an argument, or with --model.')
  }
  return chooseModelUnder(client, argument ?? model, 'market')
}
