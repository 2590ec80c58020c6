import { formatModelId } from '@cotrain/sdk'
import { connect } from '../../context.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import contributeCommand from '../contribute.ts'

/** `cotrain market join`: contributes to a market, for its stake. */
export default async function joinCommand(
  invocation: Parameters<typeof contributeCommand>[0],
): Promise<void> {
  const { options } = invocation
  const model = await chooseModelUnder(await connect(options), options.model, 'market')
  await contributeCommand({ ...invocation, options: { ...options, model: formatModelId(model) } })
}
