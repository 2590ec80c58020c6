import { classifiers, formatModelId, type ModelReference, mechanisms, moduleAddress } from '@cotrain/sdk'
import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useClient } from 'wagmi'
import { Copyable } from '../../ui/Copyable.tsx'
import { ExplorerLink } from '../../ui/ExplorerLink.tsx'
import { nameInWords } from '../../ui/format.ts'
import { Person } from '../account/Person.tsx'
import { License } from '../model/License.tsx'
import { modelQueryOptions } from '../model/modelQuery.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { Created } from './Created.tsx'
import { MechanismOptions } from './MechanismOptions.tsx'
import classes from './Strangers.module.css'
import { useTrust } from './strangers.ts'
import { useCodeCheck } from './useCodeCheck.ts'

/** All that tells a model from another one, with what each can be looked up by. */
export function ModelFacts({ model }: { model: ReadyModel }) {
  const { reference, metadata, twin } = model
  const { modelId, mechanism, classifier, trainer } = reference
  const { chain } = useNetwork()
  const { owner } = twin.model(modelId)
  const { running, entries } = twin.log(modelId)
  const { isShown } = useTrust({ ...reference, owner })
  const classifierAddress = moduleAddress(classifier)
  return (
    <Stack gap="lg">
      <dl className={classes.facts}>
        <Fact name="Model">
          <Copyable value={formatModelId(reference)} name="the model's id" />
          <Hint>
            Number {String(modelId)} of the trainer below, on {chain.name} (chain {chain.id})
          </Hint>
        </Fact>
        <Fact name="Trainer">
          <Place address={trainer} name="the trainer's address" />
          <Hint>The contract that holds all models under “{mechanisms[mechanism].title}”</Hint>
        </Fact>
        <Fact name="Classifier">
          {classifiers[classifier].title}
          <div>
            <Place address={classifierAddress} name="the classifier's address" />
          </div>
          <ClassifierOptions model={model} />
        </Fact>
        <Fact name="Code">
          <Code kind={reference} />
        </Fact>
        <Fact name="Owner">
          <Person address={owner} />
          <div>
            <Place address={owner} name="the owner's address" />
          </div>
        </Fact>
        <Fact name="Created">
          <Created model={model} />
        </Fact>
        <Fact name="Encoder">
          {isShown || namesEncoder.test(metadata.encoder) ? (
            <Copyable value={metadata.encoder} name="the encoder's name" />
          ) : (
            'None that this page knows'
          )}
          <Hint>Makes samples of what people type</Hint>
        </Fact>
        <Fact name="Licence of the data">
          <License license={metadata.license} isShown={isShown} />
        </Fact>
        <Fact name="Log">
          {entries.toLocaleString('en')} {entries === 1n ? 'entry' : 'entries'}
          {entries > 0n && (
            <>
              <div>
                <Copyable value={running} name="the hash of the log" />
              </div>
              <Hint>The hash is chained over all entries: whoever has the same has the same history</Hint>
            </>
          )}
        </Fact>
      </dl>
      <section aria-labelledby="model-rules">
        <Title order={3} id="model-rules" mb="xs">
          Rules: {mechanisms[mechanism].title}
        </Title>
        <MechanismOptions model={model} />
      </section>
    </Stack>
  )
}

/** How the names of encoders are made; others may be any words of a stranger. */
const namesEncoder = /^(murmur3|vocabulary|selection|indices|numbers|vector)[a-z\d:-]*-v\d+:[\da-fx]+/

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

const Hint = ({ children }: { children: ReactNode }) => (
  <Text size="sm" c="dimmed">
    {children}
  </Text>
)

function Place({ address, name }: { address: string; name: string }) {
  return (
    <Copyable value={address} name={name}>
      <ExplorerLink of={{ address }}>{address}</ExplorerLink>
    </Copyable>
  )
}

/** What the owner chose about the classifier. */
function ClassifierOptions({ model: { reference } }: { model: ReadyModel }) {
  const { data } = useQuery(modelQueryOptions(useClient()!, useNetwork(), reference))
  if (!data) return null
  const options = Object.entries(data.classifierOptions).map(
    ([name, value]) => `${nameInWords(name).toLowerCase()} ${plain(value)}`,
  )
  if (data.maxFeatures > 0) options.push(`at most ${data.maxFeatures} features in a contribution`)
  return (
    <>
      <Hint>{options.join(' · ')}</Hint>
      {data.metadataWarning && (
        <Hint>What its owner wrote is not as it should be: parts of it were left out or replaced.</Hint>
      )}
    </>
  )
}

function plain(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' ? value.toLocaleString('en') : String(value)
}

/** How the code at the addresses compares with what this page was built with. */
function Code({ kind }: { kind: ModelReference }) {
  const { data, isError } = useCodeCheck(kind)
  if (!data) return <>{isError ? 'Cannot be checked: the node does not answer.' : 'Being checked…'}</>
  return (
    <>
      <div>Trainer: {verdicts[data.trainer.verdict]}</div>
      <div>Classifier: {verdicts[data.classifier.verdict]}</div>
      <Hint>Compared by its hash with what this page was built with, as your node tells it</Hint>
    </>
  )
}

const verdicts = {
  same: 'is the published code',
  different: 'differs from the published code',
  missing: 'cannot be checked, for there is none at the address',
}
