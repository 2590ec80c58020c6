import { formatModelId, type Model } from '@cotrain/sdk'
import { Button, SimpleGrid, Text } from '@mantine/core'
import { lazy, Suspense, useDeferredValue, useMemo } from 'react'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useAddressChoices } from '../../ui/useAddressChoice.ts'
import { useClock } from '../model/useOfNow.ts'
import { useAccuracies } from './AccuracyProbes.tsx'
import { ModelCard } from './ModelCard.tsx'
import filterClasses from './ModelFilters.module.css'
import type { Choices } from './ModelFilters.tsx'
import { useIsMine } from './mine.ts'
import { inputOf, modelSorts, modelsShown } from './view.ts'

/** Fields come a moment after the cards; their place is kept. */
const ModelFilters = lazy(async () => ({ default: (await import('./ModelFilters.tsx')).ModelFilters }))
/** Needed by long lists only. */
const ModelPages = lazy(async () => ({ default: (await import('./ModelPages.tsx')).ModelPages }))

/** Cards on a page of the gallery. */
const pageSize = 24

/** The models of a chain, some at a time: what is chosen of them stands in the page's address. */
export function ModelList({ models }: { models: readonly Model[] }) {
  const [params, change] = useAddressChoices()
  const isMine = useIsMine()
  const clock = useClock()
  const choices: Choices = {
    q: params.get('q') ?? undefined,
    mechanism: params.get('mechanism') ?? undefined,
    input: params.get('input') ?? undefined,
    mine: isMine && (params.get('mine') ?? undefined),
    sort: modelSorts.find(sort => sort === params.get('sort')) ?? modelSorts[0],
  }
  const { q = '', mechanism, input, mine, sort } = choices
  const { accuracies, probes, canMeasure } = useAccuracies(models, sort === 'accuracy')
  const only = mine ? isMine : undefined
  const wanted = useDeferredValue(
    useMemo(() => ({ text: q, mechanism, input, only, sort }), [q, mechanism, input, only, sort]),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is looked at when something else changes
  const shown = useMemo(
    () => modelsShown(models, wanted, { accuracies, now: clock() ?? 0 }),
    [models, wanted, accuracies],
  )
  const inputs = useMemo(() => [...new Set(models.map(inputOf))].sort(), [models])
  const mechanisms = useMemo(() => [...new Set(models.map(model => model.mechanism))], [models])
  const pages = Math.max(1, Math.ceil(shown.length / pageSize))
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(params.get('page'))) || 1))
  const goTo = (next: number) => {
    change({ page: next === 1 ? undefined : String(next) })
    window.scrollTo({ top: 0 })
  }
  return (
    <section aria-label="Models">
      <Suspense fallback={<div className={filterClasses.place} />}>
        <ModelFilters
          choices={choices}
          onChange={changes => change({ ...changes, page: undefined })}
          mechanisms={mechanisms}
          inputs={inputs}
          sorts={modelSorts.filter(each => each !== 'accuracy' || canMeasure)}
          hasAccount={isMine !== undefined}
        />
      </Suspense>
      {probes}
      <Text size="sm" c="dimmed" mb="sm" role="status">
        {countWords(shown.length, models.length)}
      </Text>
      {shown.length === 0 ? (
        <EmptyState order={2} title="No model is like that" text={whyNone(choices)}>
          <Button variant="default" onClick={() => change(nothing)}>
            Show all models
          </Button>
        </EmptyState>
      ) : (
        <Cards models={shown.slice((page - 1) * pageSize, page * pageSize)} />
      )}
      {pages > 1 && (
        <Suspense>
          <ModelPages total={pages} value={page} onChange={goTo} />
        </Suspense>
      )}
    </section>
  )
}

const nothing = { q: undefined, mechanism: undefined, input: undefined, mine: undefined, page: undefined }

const countWords = (shown: number, all: number) =>
  shown === all
    ? `${all.toLocaleString('en')} ${all === 1 ? 'model' : 'models'}`
    : `${shown.toLocaleString('en')} of ${all.toLocaleString('en')} models`

function whyNone({ q, mine }: Choices): string {
  const where = mine ? 'among the models of your account' : 'on this chain'
  return q === undefined
    ? `Nothing ${where} is of that kind.`
    : `Nothing ${where} has “${q}” in its name, its classes, its owner or its id, and is of the kind that is chosen.`
}

function Cards({ models }: { models: readonly Model[] }) {
  return (
    <SimpleGrid
      cols={{ base: 1, md: 2 }}
      spacing="lg"
      component="ul"
      p={0}
      m={0}
      style={{ listStyle: 'none' }}
    >
      {models.map(model => (
        <li key={formatModelId(model)}>
          <ModelCard model={model} />
        </li>
      ))}
    </SimpleGrid>
  )
}
