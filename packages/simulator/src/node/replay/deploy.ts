import { deployModel, deployTrainer } from '@cotrain/sdk'
import { abiOf, classifiers } from '@cotrain/sdk/kinds'
import { type Address, createClient, defineChain, http } from 'viem'
import { getChainId, readContract } from 'viem/actions'
import type { World } from '../../engine/World.ts'
import { contractOf } from './contractOf.ts'

/** A model on the chain, and when it was created, in seconds since 1970. */
export type Deployed = { modelId: bigint; trainer: Address; createdAt: number }

/** Puts the model that a world began with on a chain, from the world's owner. */
export async function deployWorld(rpcUrl: string, world: World): Promise<Deployed> {
  const { owner, data } = world
  const transport = http(rpcUrl)
  const id = await getChainId(createClient({ transport }))
  const chain = defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const client = createClient({ account: owner, chain, transport, pollingInterval: 50 })
  const { kind, creation, incentiveOptions } = contractOf(world)
  const { mechanism } = kind
  const { classifier, classifierOptions, maxFeatures, words } = creation
  const { address: trainer } = await deployTrainer(client, { mechanism })
  const { model } = await deployModel(client, {
    mechanism,
    quantised: { classifier, options: classifierOptions, words },
    incentiveOptions,
    maxFeatures,
    metadata: {
      name: 'Replayed simulation',
      classes: [...data.classes],
      encoder: `${classifiers[classifier].samples === 'sparse' ? 'indices-v1' : 'vector-v1'}:${data.features}`,
    },
    resume: false,
  })
  const abi = abiOf(kind)
  const args = [model.modelId] as const
  const { createdAt } = await readContract(client, { abi, address: trainer, functionName: 'model', args })
  return { modelId: model.modelId, trainer, createdAt: Number(createdAt) }
}
