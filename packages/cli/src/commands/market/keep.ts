import { setTimeout as sleep } from 'node:timers/promises'
import {
  formatModelId,
  isUnder,
  SendingRefusedError,
  type SyncedModel,
  type TestSet,
  testSetHashes,
} from '@cotrain/sdk'
import { type Connection, connectWithAccount } from '../../context.ts'
import { CliError, explain } from '../../errors.ts'
import { formatAmount, plural } from '../../format.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import { readSecret } from '../../market/secretFile.ts'
import { settleSteps } from '../../market/settleSteps.ts'
import { isOfLast } from '../../market/testSets.ts'
import type { MarketInvocation, MarketModel } from '../../market/types.ts'
import type { Output } from '../../output.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { keepOptions } from '../../program/market.ts'

type Options = OptionsOf<typeof keepOptions>
type Act = { model: string; action: 'publish' | 'settle' | 'close' | 'claim'; what: string }
type Keeping = {
  client: Connection
  out: Output
  testSet: TestSet | undefined
  gas: number
  /** What is known of each model, to go on from. */
  histories: Map<string, SyncedModel<'market'>>
}

/** `cotrain market keep`: does what anybody may do for one market or all, as it becomes possible, until Ctrl-C. */
export default async function keepCommand({ out, options, args }: MarketInvocation<Options>): Promise<void> {
  const { interval, gas } = options
  const once = options.once === true || options.dryRun === true
  if (out.json && !once) {
    throw new CliError('Without --once this has no end, and so no document.', [
      'Add --once, or leave out --json.',
    ])
  }
  const testSet = options.secret === undefined ? undefined : await readSecret(options.secret)
  const { client } = await connectWithAccount(options)
  const named = args[0] ?? options.model
  const chosen = named === undefined ? undefined : await chooseMarket(client, args[0], options)
  const keeping = { client, out, testSet, gas, histories: new Map() }
  if (once) {
    const acts = await tendAll(keeping, chosen)
    return out.result({ acts }, () =>
      acts.length === 0 ? 'There is nothing to do now.' : `${plural(acts.length, 'act')} done.`,
    )
  }
  out.log(`Watching ${chosen?.metadata.name ?? 'all markets'}; Ctrl-C ends it.`)
  for (;;) {
    // the next look may find the node again, or that somebody else was faster
    await tendAll(keeping, chosen).catch(async error => {
      if (error instanceof SendingRefusedError) throw error
      out.log((await explain(error)).message)
    })
    await sleep(interval * 1_000)
  }
}

async function tendAll(keeping: Keeping, chosen: MarketModel | undefined): Promise<Act[]> {
  const { client, out } = keeping
  const models = chosen === undefined ? await client.listModels({}) : [chosen]
  const acts: Act[] = []
  for (const model of models) {
    if (!isUnder(model, 'market') || !model.ready) continue
    for (
      let act = await tend(keeping, model as MarketModel);
      act;
      act = await tend(keeping, model as MarketModel)
    ) {
      acts.push(act)
      out.log(`${model.metadata.name} (${act.model}): ${act.what}`)
    }
  }
  return acts
}

/** Does the next thing that can be done for a market; undefined when there is none. */
async function tend(keeping: Keeping, model: MarketModel): Promise<Act | undefined> {
  const { client, out, testSet, gas, histories } = keeping
  const id = formatModelId(model)
  const synced = await client.syncModel({ model, previous: histories.get(id) })
  histories.set(id, synced)
  const { phaseName, unpaid } = await client.getMarket({ model, synced })
  switch (phaseName) {
    case 'testing': {
      if (testSet === undefined || testSet.classifier !== model.classifier) return undefined
      if (!isOfLast(synced, testSetHashes(testSet, model.modelId))) return undefined
      const { hashes } = await client.publishTestSet({ model, testSet })
      return { model: id, action: 'publish', what: `published ${plural(hashes.length, 'page')}.` }
    }
    case 'settling': {
      const { steps, scored } = await settleSteps(client, out, model, { gas })
      if (steps.length === 0) return undefined
      return {
        model: id,
        action: 'settle',
        what: `scored ${plural(scored.length, 'bundle')} in ${plural(steps.length, 'step')}.`,
      }
    }
    case 'overdue': {
      const { defaulted } = await client.closeMarketSync({ model })
      return {
        model: id,
        action: 'close',
        what: defaulted ? 'closed; it has defaulted.' : 'closed; it was empty.',
      }
    }
    case 'settled':
    case 'defaulted':
    case 'cancelled': {
      if (unpaid === 0n) return undefined
      const { claimed, total } = await client.claimRewardsSync({ model, all: true })
      if (claimed.length === 0) return undefined
      return {
        model: id,
        action: 'claim',
        what: `had ${plural(claimed.length, 'bundle')} paid, ${formatAmount(total)} in all.`,
      }
    }
    default:
      return undefined
  }
}
