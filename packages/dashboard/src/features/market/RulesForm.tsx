import { Button, Card, Group, NativeSelect, SimpleGrid, Stack, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { nameInWords } from '../../ui/format.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import type { StepProps } from './NextStep.tsx'
import { fromText, marketRules, type MarketRule as Rule, toText } from './rules.ts'
import { useSetRules } from './useSetRules.ts'

/** Lets the owner choose other rules for the next market. */
export function RulesForm(props: StepProps) {
  const [opened, setOpened] = useState(false)
  if (opened) return <Form {...props} onDone={() => setOpened(false)} />
  return (
    <Group>
      <Button variant="default" onClick={() => setOpened(true)}>
        Change the rules
      </Button>
    </Group>
  )
}

function Form({ model, market: { options }, onDone }: StepProps & { onDone: () => void }) {
  const rules = marketRules(useNetwork().chain.nativeCurrency.symbol)
  const [texts, setTexts] = useState<Record<string, string>>({})
  const setRules = useSetRules(model)
  const textOf = (rule: Rule) => texts[rule.name] ?? toText(rule, options[rule.name])
  const changed = rules.filter(rule => textOf(rule) !== toText(rule, options[rule.name]))
  const chosen = Object.fromEntries(changed.map(rule => [rule.name, fromText(rule, textOf(rule))]))
  const ready = changed.length > 0 && Object.values(chosen).every(value => value !== undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && !setRules.isPending) setRules.mutate(chosen, { onSuccess: onDone })
  }
  return (
    <Card component="form" onSubmit={submit} aria-labelledby="market-rules">
      <Stack gap="sm">
        <Title order={3} id="market-rules">
          Rules of the next market
        </Title>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {rules.map(rule => (
            <Field
              key={rule.name}
              rule={rule}
              text={textOf(rule)}
              onChange={text => setTexts({ ...texts, [rule.name]: text })}
            />
          ))}
        </SimpleGrid>
        <Group gap="xs">
          <Button type="submit" disabled={!ready} loading={setRules.isPending}>
            Set these rules
          </Button>
          <Button variant="subtle" color="gray" onClick={onDone}>
            Leave them
          </Button>
        </Group>
        <ErrorNotice error={setRules.error} />
      </Stack>
    </Card>
  )
}

interface FieldProps {
  rule: Rule
  text: string
  onChange: (text: string) => void
}

function Field({ rule, text, onChange }: FieldProps) {
  const { name, description, row } = rule
  const common = { label: nameInWords(name), description, value: text }
  if (row.choices) {
    return (
      <NativeSelect
        {...common}
        data={row.choices.map((label, value) => ({ value: String(value), label }))}
        onChange={event => onChange(event.currentTarget.value)}
      />
    )
  }
  return (
    <TextInput
      {...common}
      inputMode="decimal"
      error={fromText(rule, text) === undefined && 'The contract takes no such value.'}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
