import type { MechanismName } from '@cotrain/sdk'
import { knownLicenses, maxLengths } from '@cotrain/sdk'
import { PlusIcon, TrashIcon } from '@heroicons/react/24/outline'
import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { About, AboutProblems } from './about.ts'
import { CardPreview } from './CardPreview.tsx'

interface Props {
  about: About
  problems: AboutProblems
  mechanism: MechanismName
  onChange: (about: About) => void
}

const sentence = (problem: string | undefined) => problem && `${problem}.`

/** What people are told about the model. It stays on the chain for ever, so that it is checked before. */
export function AboutStep({ about, problems, mechanism, onChange }: Props) {
  const set = (change: Partial<About>) => onChange({ ...about, ...change })
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Stack gap="md">
        <TextInput
          label="Name"
          required
          maxLength={2 * maxLengths.name}
          value={about.name}
          error={about.name !== '' && sentence(problems.name)}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        <Textarea
          label="Description"
          description="What it is for, and what samples it wants."
          autosize
          minRows={3}
          maxRows={10}
          value={about.description}
          error={sentence(problems.description)}
          onChange={event => set({ description: event.currentTarget.value })}
        />
        <Classes about={about} problems={problems} set={set} />
        <LicenseField about={about} problem={sentence(problems.license)} set={set} />
        <Links about={about} problems={problems} set={set} />
      </Stack>
      <CardPreview about={about} mechanism={mechanism} />
    </SimpleGrid>
  )
}

type Set = (change: Partial<About>) => void

function Classes({ about, problems, set }: { about: About; problems: AboutProblems; set: Set }) {
  const { classes } = about
  if (classes.length === 0) return null
  const rename = (i: number, name: string) =>
    set({ classes: classes.map((each, j) => (i === j ? name : each)) })
  return (
    <Fieldset legend="Names of the classes">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        {classes.map((name, i) => (
          <TextInput
            // biome-ignore lint/suspicious/noArrayIndexKey: classes stay in their places
            key={i}
            aria-label={`Class ${i + 1}`}
            value={name}
            error={sentence(problems.classes[i])}
            onChange={event => rename(i, event.currentTarget.value)}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  )
}

const other = 'other'

function LicenseField({
  about: { license },
  problem,
  set,
}: {
  about: About
  problem: string | undefined
  set: Set
}) {
  const isKnown = license === '' || Object.hasOwn(knownLicenses, license)
  const choices = [
    { value: '', label: 'Not stated' },
    ...Object.keys(knownLicenses).map(value => ({ value, label: value })),
    { value: other, label: 'Another one' },
  ]
  return (
    <div>
      <NativeSelect
        label="Licence of what people contribute"
        description={
          knownLicenses[license] ?? 'Under which others may use the samples that the model is taught.'
        }
        data={choices}
        value={isKnown ? license : other}
        onChange={({ currentTarget: { value } }) => set({ license: value === other ? 'LicenseRef-' : value })}
      />
      {!isKnown && (
        <TextInput
          mt="xs"
          label="Its SPDX expression"
          placeholder="such as CC-BY-4.0 OR MIT"
          value={license}
          error={problem}
          onChange={event => set({ license: event.currentTarget.value })}
        />
      )}
    </div>
  )
}

function Links({ about: { links }, problems, set }: { about: About; problems: AboutProblems; set: Set }) {
  const change = (i: number, part: { name?: string; url?: string }) =>
    set({ links: links.map((link, j) => (i === j ? { ...link, ...part } : link)) })
  const next = links.reduce((most, { key }) => Math.max(most, key), -1) + 1
  return (
    <Stack gap="xs">
      {links.map(({ key, name, url }, i) => (
        <Group key={key} gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            flex={1}
            aria-label={`Name of link ${i + 1}`}
            placeholder="Name"
            value={name}
            onChange={event => change(i, { name: event.currentTarget.value })}
          />
          <TextInput
            flex={2}
            aria-label={`Address of link ${i + 1}`}
            placeholder="https://…"
            value={url}
            error={(name !== '' || url !== '') && sentence(problems.links[i])}
            onChange={event => change(i, { url: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove link ${i + 1}`}
            onClick={() => set({ links: links.filter((_, j) => j !== i) })}
          >
            <TrashIcon width={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <div>
        {links.length < maxLengths.links && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<PlusIcon width={14} aria-hidden />}
            onClick={() => set({ links: [...links, { key: next, name: '', url: '' }] })}
          >
            Add a link
          </Button>
        )}
        {links.length > 0 && (
          <Text size="xs" c="dimmed">
            Pages about the model or its data.
          </Text>
        )}
      </div>
    </Stack>
  )
}
