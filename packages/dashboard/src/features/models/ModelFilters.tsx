import { mechanisms as allMechanisms, type MechanismName } from '@cotrain/sdk'
import { MagnifyingGlassIcon } from '@heroicons/react/24/outline'
import { Checkbox, Group, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { capitalised } from '../../ui/format.ts'
import classes from './ModelFilters.module.css'
import { type ModelSort, modelSortNames } from './view.ts'

/** What is chosen, as it stands in the page's address; undefined for all. */
export interface Choices {
  q: string | undefined
  mechanism: string | undefined
  input: string | undefined
  mine: string | undefined
  sort: ModelSort
}

interface Props {
  choices: Choices
  onChange: (changes: Partial<Record<keyof Choices, string | undefined>>) => void
  /** What there is to choose from. */
  mechanisms: readonly MechanismName[]
  inputs: readonly string[]
  sorts: readonly ModelSort[]
  /** Whether an account is chosen, which may have models. */
  hasAccount: boolean
}

const mechanismTitles = Object.fromEntries(
  Object.entries(allMechanisms).map(([name, { title }]) => [name, title]),
) as Record<MechanismName, string>

const inputNames: Readonly<Record<string, string>> = {
  text: 'Texts',
  picture: 'Pictures',
  numbers: 'A few numbers',
  vector: 'Lists of numbers',
  indices: 'Lists of features',
}

/** Finds, chooses and sorts models. */
export function ModelFilters({ choices, onChange, mechanisms, inputs, sorts, hasAccount }: Props) {
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label="Models" className={classes.filters!}>
      <Search
        key={choices.q === undefined ? 'none' : 'some'}
        value={choices.q}
        onChange={q => onChange({ q })}
      />
      <ChoiceField
        label="Mechanism"
        values={['', ...mechanisms]}
        names={{ '': 'All', ...mechanismTitles }}
        value={choices.mechanism ?? ''}
        onChange={value => onChange({ mechanism: value || undefined })}
      />
      <ChoiceField
        label="Samples"
        values={['', ...inputs]}
        names={{ '': 'All', ...Object.fromEntries(inputs.map(input => [input, nameOf(input)])) }}
        value={choices.input ?? ''}
        onChange={value => onChange({ input: value || undefined })}
      />
      <ChoiceField
        label="Sort"
        values={sorts}
        names={modelSortNames}
        value={choices.sort}
        onChange={sort => onChange({ sort: sort === sorts[0] ? undefined : sort })}
      />
      {hasAccount && (
        <Checkbox
          label="Mine"
          pb={8}
          checked={choices.mine !== undefined}
          onChange={event => onChange({ mine: event.currentTarget.checked ? '1' : undefined })}
        />
      )}
    </Group>
  )
}

const nameOf = (input: string) => inputNames[input] ?? capitalised(input)

/** Milliseconds after the last letter until it is looked for. */
const pause = 200

interface SearchProps {
  value: string | undefined
  onChange: (value: string | undefined) => void
}

function Search({ value, onChange }: SearchProps) {
  const [text, setText] = useState(value ?? '')
  const tell = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), pause)
  return (
    <TextInput
      type="search"
      label="Search"
      placeholder="Name, class, owner or id"
      size="sm"
      className={classes.search!}
      leftSection={<MagnifyingGlassIcon width={16} aria-hidden />}
      value={text}
      onChange={event => {
        setText(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
    />
  )
}
