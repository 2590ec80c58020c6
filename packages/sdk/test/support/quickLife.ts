import { type Abi, encodeFunctionData, isAddressEqual } from 'viem'
import type { SyncedModel } from '../../src/actions/index.ts'
import { packSample } from '../../src/encoders/index.ts'
import { abiOf, type ModelReference } from '../../src/kinds/index.ts'
import type { Chain } from '../actions/chain.ts'
import type { Dice } from '../twin/Dice.ts'

/**
 * A model under deposits to which much happens quickly: contributions, and claims of them, up to 60 in a block, sent as
 * bare transactions of unlocked accounts. Now and then the chain is reorganised, so that up to three blocks never were.
 */
export function quickLife(
  chain: Chain,
  model: ModelReference<'deposits'>,
  dice: Dice,
  things: number,
): () => Promise<void> {
  const { tester } = chain
  const abi: Abi = abiOf(model)
  const people = [1, 2, 3, 4].map(i => chain.client(i))
  let synced: SyncedModel<'deposits'> | undefined

  async function contribute(count: number) {
    const value = `0x${(10n ** 18n).toString(16)}`
    for (let i = 0; i < count; i++) {
      const sample = Uint16Array.of(dice.below(6), 6 + dice.below(5), 11 + dice.below(5))
      const args = [model.modelId, dice.below(2), packSample(sample)]
      const data = encodeFunctionData({ abi, functionName: 'contribute', args })
      const from = dice.pick(people).account.address
      const transaction = { from, to: model.trainer, data, value, gas: '0x100000' }
      await tester.request({ method: 'eth_sendTransaction', params: [transaction] } as never)
    }
  }

  /** The rules may forbid some. */
  async function refund(count: number) {
    synced = await people[0]!.syncModel({ model, previous: synced })
    const open = synced.contributions.filter(({ status }) => status === 'open').slice(0, 20)
    for (let i = 0; i < count && open.length > 0; i++) {
      const { index, contributor } = dice.pick(open)
      const person = people.find(({ account }) => isAddressEqual(account.address, contributor))!
      await person.refund({ model, index, synced }).catch(() => undefined)
    }
  }

  return async () => {
    await tester.setAutomine(false)
    for (let done = 0; done < things; ) {
      const claims = done > 100 && dice.oneIn(3)
      const count = 1 + dice.below(claims ? 6 : dice.oneIn(5) ? 60 : 12)
      await (claims ? refund(count) : contribute(count))
      done += count
      await tester.increaseTime({ seconds: 1 + dice.below(claims ? 90 : 12) })
      await tester.mine({ blocks: 1 + dice.below(3) })
      if (dice.oneIn(20)) {
        await tester.request({ method: 'anvil_reorg', params: [1 + dice.below(3), []] } as never)
      }
    }
    await tester.setAutomine(true)
    await tester.mine({ blocks: 8 })
  }
}
