import { formatModelId, type MechanismName, type Model, type SyncedModel } from '@cotrain/sdk'
import type { Connection } from '../context.ts'
import { CliError } from '../errors.ts'

/** Milliseconds for which a list of models is good, and that reading one model may take. */
const listGood = 300_000
const patience = 120_000

/** A model that failed is left alone for so many milliseconds, twice as many each time, an hour at most. */
const firstRest = 15_000
const longestRest = 3_600_000

/** The models that a keeper watches, and what it knows of each. */
export type Watch = {
  /** Those to look at now: models that fail are left alone for a while. */
  models: () => Promise<Model[]>
  /** All that are watched. */
  all: () => readonly Model[]
  /** The model's history up to now. @throws CliError when it takes too long, and as `syncModel` */
  sync: (model: Model) => Promise<SyncedModel>
  failed: (model: Model) => void
  worked: (model: Model) => void
}

type Chosen = {
  /** Those that the user has named; undefined for all. */
  named: readonly Model[] | undefined
  mechanism: MechanismName | undefined
}

export function createWatch(client: Connection, { named, mechanism }: Chosen): Watch {
  const histories = new Map<string, SyncedModel>()
  const reading = new Map<string, Promise<SyncedModel>>()
  const rests = new Map<string, { until: number; length: number }>()
  let list: { models: readonly Model[]; until: number } | undefined
  const read = async (): Promise<readonly Model[]> => {
    // one that was not uploaded yet may be by now
    const again = (model: Model) => (model.ready ? model : client.getModel({ model }))
    const found = named ? await Promise.all(named.map(again)) : await client.listModels({ mechanism })
    return found.filter(model => model.ready && (mechanism === undefined || model.mechanism === mechanism))
  }
  return {
    all: () => list?.models ?? [],
    async models() {
      if (list === undefined || Date.now() > list.until) {
        list = { models: await read(), until: Date.now() + listGood }
      }
      return list.models.filter(model => (rests.get(formatModelId(model))?.until ?? 0) <= Date.now())
    },
    async sync(model) {
      const id = formatModelId(model)
      const running =
        reading.get(id) ??
        client.syncModel({ model, previous: histories.get(id) }).finally(() => reading.delete(id))
      reading.set(id, running)
      const synced = await within(running, patience)
      histories.set(id, synced)
      return synced
    },
    failed(model) {
      const id = formatModelId(model)
      const length = Math.min(longestRest, 2 * (rests.get(id)?.length ?? firstRest / 2))
      rests.set(id, { until: Date.now() + length, length })
    },
    worked: model => rests.delete(formatModelId(model)),
  }
}

/** What comes of something in so many milliseconds; it goes on beyond that. */
async function within<result>(running: Promise<result>, limit: number): Promise<result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CliError('Reading its history takes too long; it goes on.')), limit)
  })
  // nobody may be there any more when it fails
  running.catch(() => undefined)
  return Promise.race([running, late]).finally(() => clearTimeout(timer))
}
