import type { ModelReference } from '@cotrain/sdk'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { AboutStep } from './about/AboutStep.tsx'
import { type About, aboutOf, isSound, preparationOf, problemsOf } from './about/about.ts'
import { type Choice, check, firstChoice } from './rules/choice.ts'
import { RulesStep } from './rules/RulesStep.tsx'
import { StepList } from './StepList.tsx'
import { StartStep } from './start/StartStep.tsx'
import { useStart } from './start/useStart.ts'
import type { OpenedModel } from './thread/messages.ts'
import { ContinuePublications } from './upload/ContinueUpload.tsx'
import { Published } from './upload/Published.tsx'
import type { Job } from './upload/publications.ts'
import { UploadPanel } from './upload/UploadPanel.tsx'

const steps = ['Model', 'About', 'Mechanism', 'Publish'] as const

const titles = [
  'What shall it be?',
  'What shall people know?',
  'Who is paid for what?',
  'Put it on the chain',
] as const

/** From a table or a model file to a model on the chain, without a command line. */
export function PublishPage() {
  usePageTitle('Publish')
  const [published, setPublished] = useState<ModelReference>()
  const [round, setRound] = useState(0)
  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>Publish a model</Title>
        <Text c="dimmed" mt={6} maw={680}>
          Make a model of a table, or bring one that you have. It will live on the chain, be free to use, and
          learn from whoever teaches it.
        </Text>
      </div>
      {published ? (
        <>
          <Published model={published} />
          <Group>
            <Button
              variant="default"
              onClick={() => {
                setPublished(undefined)
                setRound(round + 1)
              }}
            >
              Publish another one
            </Button>
          </Group>
        </>
      ) : (
        <Wizard key={round} onDone={setPublished} />
      )}
    </Stack>
  )
}

function Wizard({ onDone }: { onDone: (model: ModelReference) => void }) {
  const [step, setStep] = useState(0)
  const [about, setAbout] = useState<About>()
  const [choice, setChoice] = useState<Choice>(firstChoice)
  const [id] = useState(() => newId())
  const work = useStart((model: OpenedModel) => setAbout(aboutOf(model)))
  const { model } = work.start
  const { symbol } = useNetwork().chain.nativeCurrency
  const problems = useMemo(() => about && problemsOf(about), [about])
  const checked = useMemo(() => model && check(choice, model.classifier, symbol), [choice, model, symbol])
  const job = useMemo(
    (): Job | undefined =>
      model && about && checked?.options
        ? {
            json: model.json,
            about: preparationOf(about),
            mechanism: choice.mechanism,
            options: checked.options,
          }
        : undefined,
    [model, about, checked, choice.mechanism],
  )
  /** Whether each step is done, so that the next one can be opened. */
  const done = [
    model !== undefined,
    problems !== undefined && isSound(problems),
    checked?.options !== undefined,
  ]
  const open = done.indexOf(false) < 0 ? steps.length - 1 : done.indexOf(false)
  const shown = Math.min(step, open)
  return (
    <>
      {shown === 0 && <ContinuePublications />}
      <StepList names={steps} current={shown} open={open} onStep={setStep} />
      <section aria-labelledby="step-title">
        <StepTitle step={shown} />
        {shown === 0 && <StartStep work={work} />}
        {shown === 1 && about && problems && (
          <AboutStep about={about} problems={problems} mechanism={choice.mechanism} onChange={setAbout} />
        )}
        {shown === 2 && model && checked && (
          <RulesStep model={model} choice={choice} checked={checked} onChange={setChoice} />
        )}
        {shown === 3 && job && <UploadPanel job={job} id={id} onDone={onDone} />}
        <Group mt="xl" gap="xs">
          {shown > 0 && (
            <Button variant="default" onClick={() => setStep(shown - 1)}>
              Back
            </Button>
          )}
          {shown < steps.length - 1 && (
            <Button disabled={!done[shown]} onClick={() => setStep(shown + 1)}>
              Next: {steps[shown + 1]}
            </Button>
          )}
        </Group>
      </section>
    </>
  )
}

/** Takes the focus when another step is opened, so that keyboards and screen readers go on there. */
function StepTitle({ step }: { step: number }) {
  const title = useRef<HTMLHeadingElement>(null)
  const last = useRef(step)
  useEffect(() => {
    if (last.current !== step) title.current?.focus()
    last.current = step
  }, [step])
  return (
    <Title order={2} id="step-title" ref={title} tabIndex={-1} mb="md">
      {titles[step]}
    </Title>
  )
}

/** `crypto.randomUUID` is for secure pages only. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
