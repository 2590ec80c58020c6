import { formatModelId, type Model } from '@cotrain/sdk'
import { depositPrice } from '@cotrain/sdk/twin'
import { formOf } from '../model/form.ts'

/** In which order models stand; the first where nothing is chosen. */
export const modelSorts = ['taught', 'newest', 'oldest', 'accuracy', 'stake', 'name'] as const
export type ModelSort = (typeof modelSorts)[number]

export const modelSortNames: Record<ModelSort, string> = {
  taught: 'Most taught',
  newest: 'Newest first',
  oldest: 'Oldest first',
  accuracy: 'Best accuracy',
  stake: 'Most at stake',
  name: 'By name',
}

/** What somebody looks for among models. */
export interface Wanted {
  /** Words that all stand in the name, a class, the owner or the id. */
  text: string
  mechanism: string | undefined
  /** What samples are, as {@link inputOf} tells. */
  input: string | undefined
  /** Only these; undefined for all. */
  only: ((model: Model) => boolean) | undefined
  sort: ModelSort
}

/** What is known beside the models. */
export interface Beside {
  /** The accuracy of those whose held-out samples the page has, by id. */
  accuracies: ReadonlyMap<string, number>
  /** Seconds since 1970. */
  now: number
}

/** What a model's samples are. */
export const inputOf = ({ metadata, classifierOptions }: Model): string =>
  formOf(metadata.encoder, classifierOptions.featureCount)

const haystacks = new WeakMap<Model, string>()

/** All of a model that is searched, in lower case. */
function haystackOf(model: Model): string {
  const known = haystacks.get(model)
  if (known !== undefined) return known
  const { metadata, owner } = model
  const text = [metadata.name, ...metadata.classes, metadata.description, owner, formatModelId(model)]
  const haystack = text.join('\n').toLowerCase()
  haystacks.set(model, haystack)
  return haystack
}

/** The models that are looked for, in the order that is asked for. */
export function modelsShown(models: readonly Model[], wanted: Wanted, beside: Beside): Model[] {
  const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = models.filter(
    model =>
      (wanted.mechanism === undefined || model.mechanism === wanted.mechanism) &&
      (wanted.input === undefined || inputOf(model) === wanted.input) &&
      (wanted.only === undefined || wanted.only(model)) &&
      words.every(word => haystackOf(model).includes(word)),
  )
  // what cannot be used yet stands behind
  const compare = comparison(wanted.sort, beside)
  return found.sort((a, b) => Number(b.ready) - Number(a.ready) || compare(a, b))
}

function comparison(sort: ModelSort, { accuracies, now }: Beside): (a: Model, b: Model) => number {
  const accuracy = (model: Model) => accuracies.get(formatModelId(model)) ?? -1
  switch (sort) {
    case 'taught':
      return (a, b) => order(b.entries, a.entries) || order(b.createdAt, a.createdAt)
    case 'newest':
      return (a, b) => order(b.createdAt, a.createdAt)
    case 'oldest':
      return (a, b) => order(a.createdAt, b.createdAt)
    case 'accuracy':
      return (a, b) => accuracy(b) - accuracy(a)
    case 'stake':
      return (a, b) => order(stakeOf(b, now), stakeOf(a, now))
    case 'name':
      return (a, b) => collator.compare(a.metadata.name, b.metadata.name)
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const order = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)

/** What a contribution to a model has to deposit at a time (seconds since 1970), in wei. */
export const depositNow = ({ incentive }: Model<'deposits'>, now: number): bigint =>
  depositPrice(incentive.options, Math.max(0, now - Number(incentive.lastContribution)))

/** What there is to be won or lost with one lesson, in wei: the bounty of a market, else the deposit. */
function stakeOf(model: Model, now: number): bigint {
  switch (model.mechanism) {
    case 'deposits':
      return depositNow(model, now)
    case 'market':
      return model.incentive.bounty
    case 'bonded':
      return model.incentiveOptions.deposit
    case 'points':
      return 0n
  }
}
