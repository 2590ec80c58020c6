import { formatModelId, type Model } from '@cotrain/sdk'
import { skeletonsOf } from './skeleton.ts'

/** What the comparison needs of a model. */
export type Candidate = Pick<Model, 'mechanism' | 'modelId' | 'owner' | 'createdAt' | 'entries'> & {
  metadata: Pick<Model['metadata'], 'name'>
}

/** Another model that can be taken for one, and what speaks for that it was meant. */
export interface LookAlike<model extends Candidate = Candidate> {
  other: model
  reason: 'known' | 'older' | 'busier' | 'same owner'
}

/** The models of a list by the skeletons of their names. */
export type NameIndex<model extends Candidate = Candidate> = ReadonlyMap<string, readonly model[]>

export function indexNames<model extends Candidate>(models: readonly model[]): NameIndex<model> {
  const index = new Map<string, model[]>()
  for (const model of models) {
    for (const skeleton of skeletonsOf(model.metadata.name)) {
      const found = index.get(skeleton)
      if (found) found.push(model)
      else index.set(skeleton, [model])
    }
  }
  return index
}

/**
 * The model that a reader could have meant instead of this one: of a name that can be confused, and known, or older, or
 * taught more often, in this order. Nothing is said of a known model unless the other is known as well; two models of one owner
 * are no imitation of each other.
 */
export function lookAlikeOf<model extends Candidate>(
  model: Candidate,
  index: NameIndex<model>,
  isKnown: (model: Pick<Candidate, 'mechanism' | 'modelId'>) => boolean,
): LookAlike<model> | undefined {
  const id = formatModelId(model)
  const others = skeletonsOf(model.metadata.name)
    .flatMap(skeleton => index.get(skeleton) ?? [])
    .filter(other => formatModelId(other) !== id)
  const own = isKnown(model)
  const found = others.flatMap(other => {
    const reason = reasonFor(model, other, { own, other: isKnown(other) })
    return reason ? [{ other, reason }] : []
  })
  const rank = ({ reason }: LookAlike) => reasons.indexOf(reason)
  return found.sort((a, b) => rank(a) - rank(b) || Number(a.other.createdAt - b.other.createdAt))[0]
}

const reasons: readonly LookAlike['reason'][] = ['known', 'older', 'busier', 'same owner']

function reasonFor(
  model: Candidate,
  other: Candidate,
  known: { own: boolean; other: boolean },
): LookAlike['reason'] | undefined {
  // among thousands of one name, viem's comparison would take long
  if (model.owner.toLowerCase() === other.owner.toLowerCase()) return 'same owner'
  if (known.other && !known.own) return 'known'
  if (known.own) return known.other && other.createdAt < model.createdAt ? 'older' : undefined
  if (other.createdAt < model.createdAt) return 'older'
  return other.entries > model.entries ? 'busier' : undefined
}
