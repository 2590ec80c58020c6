import { formatModelId, type Model, mechanisms } from '@cotrain/sdk'
import { ExclamationTriangleIcon } from '@heroicons/react/24/outline'
import { Alert, Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { modelPath } from '../model/modelPath.ts'
import { useModels } from '../models/modelsQuery.ts'
import type { Candidate, LookAlike } from './lookAlikes.ts'
import { ModelName, type NamedModel } from './ModelName.tsx'
import { useLookAlikeIn, useModelsLately } from './useLookAlike.ts'

type Shown = Candidate & NamedModel

/** Says that a model can be taken for another one, and leads there; nothing where it cannot. */
export function LookAlikeNotice({ model }: { model: Shown }) {
  const found = useLookAlikeIn(model, useModelsLately())
  if (!found) return null
  if (found.reason === 'same owner') {
    return (
      <Text size="sm" c="dimmed">
        <SameOwner model={model} {...found} />
      </Text>
    )
  }
  return (
    <Alert
      color="orange"
      icon={<ExclamationTriangleIcon aria-hidden />}
      title="Not the only one of this name"
    >
      <Text size="sm">
        <Sentence model={model} {...found} />
      </Text>
    </Alert>
  )
}

/** The same in one line, for cards. */
export function LookAlikeLine({ model }: { model: Shown }) {
  const found = useLookAlikeIn(model, useModels().data)
  if (!found) return null
  const isWarning = found.reason !== 'same owner'
  return (
    <Text size="sm" c={isWarning ? 'var(--mantine-color-orange-light-color)' : 'dimmed'}>
      {isWarning ? <Sentence model={model} {...found} /> : <SameOwner model={model} {...found} />}
    </Text>
  )
}

const said: Record<Exclude<LookAlike['reason'], 'same owner'>, string> = {
  known: 'whoever runs this page vouches for, unlike this one',
  older: 'is older',
  busier: 'has been taught more',
}

function Sentence({ model, other, reason }: { model: Shown } & LookAlike<Model>) {
  if (reason === 'same owner') return null
  return (
    <>
      This is <strong>{formatModelId(model)}</strong>. Another model has the same name or one that looks like
      it: <OtherLink other={other} />, which {said[reason]}. Make sure that you mean this one.
    </>
  )
}

/** Two models of one owner are told apart by what becomes of a lesson, or by their numbers. */
function SameOwner({ model, other }: { model: Shown } & LookAlike<Model>) {
  const title = mechanisms[other.mechanism].title
  return (
    <>
      Its owner has another one of this name: <OtherLink other={other} />
      {other.mechanism !== model.mechanism && `, under ${title}`}.
    </>
  )
}

/** Lies above the link that a whole card is. */
const above = { position: 'relative', zIndex: 1 } as const

function OtherLink({ other }: { other: Model }) {
  return (
    <Anchor component={Link} to={modelPath(other)} inherit underline="always" style={above}>
      <ModelName model={other} /> ({formatModelId(other)})
    </Anchor>
  )
}
