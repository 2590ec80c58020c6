import { once } from 'node:events'
import { formatModelId, mechanismNames, trainerOf } from '@cotrain/sdk'
import { catchUp } from '../chain/keeper.ts'
import { startLocalChain } from '../chain/local.ts'
import { claimPort } from '../chain/ports.ts'
import { type Connection, connectToLocal } from '../context.ts'
import { CliError } from '../errors.ts'
import type { Output } from '../output.ts'
import type { upOptions } from '../program/chain.ts'
import type { OptionsOf } from '../program/given.ts'
import type { Invocation } from '../run.ts'
import type { DeployedDemo } from '../up/demos/Demo.ts'
import { demoPast, deployDemos } from '../up/demos/demos.ts'
import { checkDashboard, type LocalDescription, serveDashboard } from '../up/server.ts'
import { stopSignal } from '../up/signals.ts'
import { summary } from '../up/summary.ts'

type Options = OptionsOf<typeof upOptions>

/** What must be ended when it is time to stop, the last started first. */
type Closing = (() => Promise<void>)[]

/** `cotrain up`: a local chain with the trainers, the models that come with Cotrain and the dashboard, until it is stopped. */
export default async function upCommand({ out, options }: Invocation<Options>): Promise<void> {
  const stop = stopSignal()
  const stopped = once(stop, 'abort')
  const closing: Closing = []
  try {
    const running = start(out, options, closing)
    await Promise.race([stopped, running.then(chain => chain.exited).then(chainEnded)])
  } finally {
    if (stop.aborted) out.log('\nSaving the chain…')
    for (const close of closing) {
      await close().catch(error => {
        process.exitCode = 1
        out.log(`While stopping: ${error.message}`)
      })
    }
  }
  out.log(
    process.exitCode === 1
      ? 'Stopped. What was saved last is still there.'
      : 'Stopped. `cotrain up` goes on from here.',
  )
  // what was being started when the signal came need not be waited for
  process.exit()
}

/** Starts everything, and says so. */
async function start(out: Output, options: Options, closing: Closing): Promise<{ exited: Promise<void> }> {
  if (options.dashboard) checkDashboard()
  const port = await claimPort(options.port, '--port')
  const dashboardPort = options.dashboard ? await chooseDashboardPort(options, port) : undefined

  const trainers = mechanismNames.map(mechanism => trainerOf(mechanism).trainer)
  const chain = await startLocalChain(options.state, port, trainers, options.empty ? 0 : demoPast, out.log)
  closing.unshift(chain.close)
  const client = await connectToLocal(chain.rpcUrl)
  for (const mechanism of mechanismNames) await client.deployTrainer({ mechanism })
  const { folder, rpcUrl: local, client: control } = chain
  const demos = options.empty ? [] : await deployDemos({ client, out, chain: control, rpcUrl: local, folder })
  await catchUp(control)
  const describe = () => describeChain(client, chain.rpcUrl, demos)

  let dashboardUrl: string | undefined
  if (dashboardPort !== undefined) {
    const texts = demos.flatMap(({ heldOut, secret }) => (secret ? [heldOut, secret] : [heldOut]))
    const server = await serveDashboard(dashboardPort, describe, texts)
    closing.unshift(server.close)
    dashboardUrl = server.url
  }
  const { rpcUrl, chainId, models } = await describe()
  const names = models.map(({ id, name }) => ({ id, name }))
  out.result({ rpcUrl, chainId, dashboardUrl: dashboardUrl ?? null, models: names }, () =>
    summary(
      { rpcUrl, dashboardUrl, models: names, state: options.state, resumed: chain.resumed },
      out.colors,
    ),
  )
  return { exited: chain.exited }
}

function chainEnded(): never {
  throw new CliError('The local chain (anvil) has ended.', [
    'Start again: what was saved last is still there.',
  ])
}

async function chooseDashboardPort(options: Options, port: number): Promise<number> {
  const wanted = options.dashboardPort ?? (options.port === 0 ? 0 : port + 1)
  return claimPort(wanted, '--dashboard-port')
}

async function describeChain(
  client: Connection,
  rpcUrl: string,
  demos: readonly DeployedDemo[],
): Promise<LocalDescription> {
  const models = await client.listModels({})
  const place = new Map(demos.map(({ id }, i) => [id, i]))
  const described = models.map(model => {
    const id = formatModelId(model)
    const demo = demos.find(each => each.id === id)
    return {
      id,
      name: model.metadata.name,
      ...(demo === undefined ? {} : { heldOut: demo.heldOut.path }),
      ...(demo?.secret === undefined ? {} : { secret: demo.secret.path }),
    }
  })
  // those that come with Cotrain first, in their order
  const rank = ({ id }: { id: string }) => place.get(id) ?? demos.length
  const sorted = described.toSorted((a, b) => rank(a) - rank(b))
  return { rpcUrl, chainId: client.chain.id, devAccounts: true, models: sorted }
}
