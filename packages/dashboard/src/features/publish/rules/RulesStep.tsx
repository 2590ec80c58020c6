import { type ClassifierName, type MechanismName, mechanismNames, mechanisms } from '@cotrain/sdk'
import { Card, Checkbox, NativeSelect, Radio, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import type { Rule } from '../../market/rules.ts'
import { useNetwork } from '../../network/NetworkContext.tsx'
import type { OpenedModel } from '../thread/messages.ts'
import { type Checked, type Choice, rulesOf, textOf, titleOf } from './choice.ts'
import { Outlook } from './Outlook.tsx'
import { goodFor, whoIsPaid } from './rulesWords.ts'

interface Props {
  model: OpenedModel
  choice: Choice
  checked: Checked
  onChange: (choice: Choice) => void
}

/** By which mechanism people are rewarded, with what options, and what these imply. It cannot be changed later. */
export function RulesStep({ model, choice, checked, onChange }: Props) {
  return (
    <Stack gap="lg">
      <MechanismCards value={choice.mechanism} onChange={mechanism => onChange({ ...choice, mechanism })} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Card component="section" aria-labelledby="options-title">
          <Stack gap="sm">
            <Title order={3} id="options-title">
              Its options
            </Title>
            <Text size="sm" c="dimmed">
              {choice.mechanism === 'market'
                ? 'Those of the first market; you can change them between two markets.'
                : 'Chosen once and for all. What stands there is what most models have.'}
            </Text>
            <Options choice={choice} classifier={model.classifier} checked={checked} onChange={onChange} />
            {choice.mechanism === 'bonded' && (
              <ArbiterFields choice={choice} checked={checked} onChange={onChange} />
            )}
          </Stack>
        </Card>
        <Outlook model={model} mechanism={choice.mechanism} options={checked.options} />
      </SimpleGrid>
    </Stack>
  )
}

function MechanismCards({
  value,
  onChange,
}: {
  value: MechanismName
  onChange: (name: MechanismName) => void
}) {
  return (
    <Radio.Group value={value} onChange={name => onChange(name as MechanismName)} aria-label="Mechanism">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {mechanismNames.map(name => (
          <Radio.Card
            key={name}
            value={name}
            radius="lg"
            p="md"
            bg="var(--cotrain-surface)"
            style={{ display: 'flex', alignItems: 'flex-start' }}
          >
            <Stack gap={4}>
              <Text fw={650} component="span" style={{ display: 'flex', alignItems: 'center', gap: 10 }}>
                <Radio.Indicator />
                {mechanisms[name].title}
              </Text>
              <Text size="sm">{whoIsPaid[name]}</Text>
              <Text size="sm" c="dimmed">
                {goodFor[name]}
              </Text>
            </Stack>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}

interface OptionsProps {
  choice: Choice
  checked: Checked
  onChange: (choice: Choice) => void
}

function Options({ choice, classifier, checked, onChange }: OptionsProps & { classifier: ClassifierName }) {
  const rules = rulesOf(choice.mechanism, useNetwork().chain.nativeCurrency.symbol)
  const { mechanism, texts } = choice
  const write = (name: string, text: string) =>
    onChange({ ...choice, texts: { ...texts, [mechanism]: { ...texts[mechanism], [name]: text } } })
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {rules.map(rule => (
        <OptionField
          key={`${mechanism} ${rule.name}`}
          rule={rule}
          text={textOf(choice, rule, classifier)}
          problem={checked.problems?.[rule.name]}
          onChange={text => write(rule.name, text)}
        />
      ))}
    </SimpleGrid>
  )
}

interface FieldProps {
  rule: Rule
  text: string
  problem: string | undefined
  onChange: (text: string) => void
}

function OptionField({ rule: { name, description, row }, text, problem, onChange }: FieldProps) {
  const common = { label: titleOf(name), description, value: text, error: problem }
  if (row.choices) {
    return (
      <NativeSelect
        {...common}
        data={row.choices.map((label, value) => ({ value: String(value), label }))}
        onChange={event => onChange(event.currentTarget.value)}
      />
    )
  }
  return <TextInput {...common} inputMode="decimal" onChange={event => onChange(event.currentTarget.value)} />
}

function ArbiterFields({ choice, checked, onChange }: OptionsProps) {
  const { arbiter } = choice
  const set = (change: Partial<Choice['arbiter']>) =>
    onChange({ ...choice, arbiter: { ...arbiter, ...change } })
  const problems = checked.problems ?? {}
  return (
    <Stack gap="sm">
      <TextInput
        label="Arbiter"
        description="Who decides what was challenged as often as it may be; without one it is dropped, and nobody learns it."
        placeholder="0x…, or nobody"
        value={arbiter.address}
        error={problems.arbiter}
        onChange={event => set({ address: event.currentTarget.value })}
      />
      {arbiter.address.trim() !== '' && (
        <>
          <TextInput
            label="Time to rule"
            description="How long the arbiter has, in days"
            inputMode="decimal"
            value={arbiter.days}
            error={problems.rulingTime}
            onChange={event => set({ days: event.currentTarget.value })}
          />
          <Checkbox
            label="It is a court: a contract that is asked and paid (ERC-792)"
            checked={arbiter.court}
            onChange={event => set({ court: event.currentTarget.checked })}
          />
          {arbiter.court && (
            <TextInput
              label="What the court wants to know"
              description="Bytes, as hex"
              value={arbiter.data}
              error={problems.arbiterData}
              onChange={event => set({ data: event.currentTarget.value })}
            />
          )}
        </>
      )}
    </Stack>
  )
}
