import { setTimeout as sleep } from 'node:timers/promises'
import { formatModelId, type Model, NodeUnreachableError } from '@cotrain/sdk'
import type { LocalAccount } from 'viem'
import type { FolderLock } from '../chain/lock.ts'
import { type Connection, connectWithAccount } from '../context.ts'
import { CliError } from '../errors.ts'
import { openBudget } from '../keeper/budget.ts'
import type { Keeping } from '../keeper/Keeping.ts'
import { keepOn, type Pulse } from '../keeper/keep.ts'
import { createMemory } from '../keeper/Memory.ts'
import { createMetrics } from '../keeper/metrics.ts'
import { makePass } from '../keeper/pass.ts'
import { takePlace } from '../keeper/place.ts'
import { documentOf, wordsOf } from '../keeper/report.ts'
import type { Settings } from '../keeper/types.ts'
import { createWatch } from '../keeper/watch.ts'
import { readBundles } from '../market/bundleFiles.ts'
import { readSecret } from '../market/secretFile.ts'
import { chooseModel } from '../modelChoice.ts'
import { createLog } from '../operate/log.ts'
import { serveMetrics } from '../operate/metrics.ts'
import type { OptionsOf } from '../program/given.ts'
import type { keeperOptions } from '../program/operate.ts'
import type { Invocation } from '../run.ts'
import { InterruptedError } from '../sending/interruption.ts'

type Options = OptionsOf<typeof keeperOptions>
type Log = ReturnType<typeof createLog>

/** Milliseconds that a transaction under way may take once the keeper is to end. */
const grace = 2_000

/** `cotrain keeper`: claims and settles for its account, and does what pays it, when that is worth its gas. */
export default async function keeperCommand({
  out,
  options,
  args,
}: Invocation<Options, [readonly string[]]>): Promise<void> {
  const { dryRun = false, once = false, logLevel } = options
  const onePass = once || dryRun
  if (out.json && !onePass) {
    throw new CliError('Without --once this has no end, and so no document.', [
      'Add --once or --dry-run, or leave out --json.',
    ])
  }
  if (options.spend > 0n && args[0].length === 0) {
    throw new CliError('With --spend, name the models that you spend for.', [
      'Without names all models of the chain are meant, and strangers’ would live on what you spend.',
    ])
  }
  const log = createLog({ level: logLevel ?? (onePass ? 'warn' : 'info'), name: 'keeper' })
  const stop = stopOnSignals(log)
  const { client, account } = await connectPatiently(options, onePass, { log, stop })
  const place = dryRun ? undefined : await takePlace(client.chain.id, account.address)
  try {
    const file = place && `${place.folder}/spent.json`
    const keeping = await prepare(options, args[0], {
      ...{ client, account, log, stop, dryRun, lock: place?.lock },
      budget: await openBudget(options.spend, file),
    })
    if (onePass) {
      const acts = await Promise.race([makePass(keeping, createMemory()), over(stop)])
      if (acts === undefined) throw new InterruptedError(143, [])
      out.result(documentOf(account.address, client.chain.id, acts), () => wordsOf(acts))
    } else await run(keeping, options)
  } finally {
    await place?.lock.release()
  }
  // what is under way would keep the process alive
  if (stop.aborted) process.exit(0)
}

/** Where nobody looks at the screen, a node that does not answer yet is waited for. */
async function connectPatiently(
  { rpc, account, keystore, timeout }: Options,
  once: boolean,
  { log, stop }: { log: Log; stop: AbortSignal },
) {
  for (let wait = 1_000; ; wait = Math.min(60_000, 2 * wait)) {
    try {
      return await connectWithAccount({ rpc, account, keystore, timeout })
    } catch (error) {
      if (once || !(error instanceof NodeUnreachableError)) throw error
      log.error({ reason: error.shortMessage }, 'the node does not answer; trying again')
      await sleep(wait, undefined, { signal: stop }).catch(() => process.exit(0))
    }
  }
}

type Given = Pick<Keeping, 'client' | 'account' | 'budget' | 'dryRun' | 'log' | 'stop'> & {
  lock: FolderLock | undefined
}

async function prepare(
  options: Options,
  names: readonly string[],
  { lock, ...given }: Given,
): Promise<Keeping> {
  const { client } = given
  return {
    ...given,
    settings: await settingsOf(options, given.log),
    minProfit: options.minProfit,
    maxFee: options.maxFee,
    timeout: (options.timeout ?? 180) * 1_000,
    watch: createWatch(client, {
      named: names.length === 0 ? undefined : await named(client, names),
      mechanism: options.mechanism,
    }),
    metrics: createMetrics(),
    isOurs: async () => lock === undefined || (await lock.isHeld()),
  }
}

async function named(client: Connection, names: readonly string[]) {
  const models = new Map<string, Model>()
  for (const name of names) {
    const model = await chooseModel(client, name)
    models.set(formatModelId(model), model)
  }
  return [...models.values()]
}

async function settingsOf(options: Options, log: Log): Promise<Settings> {
  const { take, gas, bundle = ['.'], secret } = options
  const said = new Set<string>()
  /** Once: a file that is no bundle is met in each pass. */
  const warn = (text: string) => {
    if (!said.has(text)) log.warn(text)
    said.add(text)
  }
  // what is named must be there; later a file may come and go
  if (options.bundle !== undefined) await readBundles(bundle, warn)
  return {
    take,
    gas: BigInt(gas),
    bundles: () => readBundles(bundle, warn),
    testSet: secret === undefined ? undefined : await readSecret(secret),
  }
}

/** Keeps on until a signal, with metrics if they are wanted. */
async function run(keeping: Keeping, { interval, metricsPort, metricsHost }: Options): Promise<void> {
  const { log, stop, account, client, metrics } = keeping
  const pulse: Pulse = { lastPass: undefined, trouble: undefined }
  const begun = Date.now()
  const server =
    metricsPort === undefined
      ? undefined
      : await serveMetrics(metrics.registry, {
          ...{ host: metricsHost, port: metricsPort },
          health: () => healthOf(pulse, begun, interval * 1_000),
        })
  const { address } = account as LocalAccount
  log.info({ account: address, chainId: client.chain.id, metrics: server?.url }, 'watching')
  const keeps = keepOn(keeping, interval * 1_000, pulse)
  await Promise.race([keeps, over(stop)])
  await server?.close()
  const { income, cost } = metrics.totals()
  log.info({ income: String(income), cost: String(cost) }, 'ended')
}

/** Resolves some seconds after the keeper is to end: what is under way is written down by then. */
function over(stop: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    const later = () => setTimeout(resolve, grace, undefined)
    if (stop.aborted) later()
    else stop.addEventListener('abort', later, { once: true })
  })
}

/** Healthy as long as a look at everything has ended well lately. */
function healthOf({ lastPass, trouble }: Pulse, begun: number, interval: number) {
  const age = Date.now() - (lastPass ?? begun)
  const healthy = trouble === undefined && age < Math.max(10 * interval, 600_000)
  const lastPassAt = lastPass === undefined ? null : new Date(lastPass).toISOString()
  return { healthy, lastPass: lastPassAt, trouble: trouble ?? null }
}

/** The first signal ends the keeper when what is under way allows it, the second one at once. */
function stopOnSignals(log: Log): AbortSignal {
  const controller = new AbortController()
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(code)
      log.info({ signal }, 'ending')
      controller.abort()
    })
  }
  return controller.signal
}
