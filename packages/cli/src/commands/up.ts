import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { devAccount, formatModelId, mechanismNames, trainerOf } from '@cotrain/sdk'
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
import { deployLater, laterOwner } from '../up/demos/later.ts'
import { createOriginalsHost } from '../up/originals/host.ts'
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
    const running = start(out, options, closing, stop)
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
async function start(
  out: Output,
  options: Options,
  closing: Closing,
  stop: AbortSignal,
): Promise<{ exited: Promise<void> }> {
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
  let isComplete = options.empty || !options.dashboard
  const describe = async () => ({ ...(await describeChain(client, chain.rpcUrl, demos)), isComplete })

  let dashboardUrl: string | undefined
  if (dashboardPort !== undefined) {
    const texts = demos.flatMap(textsOf)
    const looked = new AbortController()
    const look = async () => {
      const description = await describe()
      looked.abort()
      return description
    }
    const originals = await createOriginalsHost({
      folder: join(folder, 'originals'),
      client,
      chainId: client.chain.id,
    })
    const server = await serveDashboard(dashboardPort, look, texts, originals)
    closing.unshift(server.close)
    dashboardUrl = server.url
    if (!options.empty) {
      const added = (demo: DeployedDemo) => {
        texts.push(...textsOf(demo))
        demos.push(demo)
      }
      void afterFirstPage(looked.signal, stop)
        .then(() => deployLater({ out, rpcUrl: local }, added, stop))
        .then(() => {
          isComplete = true
        })
    }
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

/** How long the page has for itself when it asks for the first time, and how long we wait for that, in milliseconds. */
const [rest, patience] = [2_000, 5_000]

/** Waits until the page has most likely been shown. */
async function afterFirstPage(looked: AbortSignal, stop: AbortSignal): Promise<void> {
  const either = AbortSignal.any([looked, stop])
  await setTimeout(patience, undefined, { signal: either }).catch(() => {})
  await setTimeout(rest, undefined, { signal: stop, ref: false }).catch(() => {})
}

function textsOf({ heldOut, secret }: DeployedDemo) {
  return [heldOut, secret].filter(text => text !== undefined)
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

const later = devAccount(laterOwner).address

async function describeChain(
  client: Connection,
  rpcUrl: string,
  demos: readonly DeployedDemo[],
): Promise<Omit<LocalDescription, 'isComplete'>> {
  // what is being deployed meanwhile is there when it is ready
  const models = (await client.listModels({})).filter(({ ready, owner }) => ready || owner !== later)
  const place = new Map(demos.map(({ id }, i) => [id, i]))
  const described = models.map(model => {
    const id = formatModelId(model)
    const demo = demos.find(each => each.id === id)
    return {
      id,
      name: model.metadata.name,
      ...(demo?.heldOut === undefined ? {} : { heldOut: demo.heldOut.path }),
      ...(demo?.secret === undefined ? {} : { secret: demo.secret.path }),
    }
  })
  // those that come with Cotrain first, in their order
  const rank = ({ id }: { id: string }) => place.get(id) ?? demos.length
  const sorted = described.toSorted((a, b) => rank(a) - rank(b))
  return { rpcUrl, chainId: client.chain.id, devAccounts: true, models: sorted, originals: true }
}
