import type { Claim } from '@cotrain/sdk'
import { Group, Text, Title } from '@mantine/core'
import { useId, useMemo } from 'react'
import type { Address } from 'viem'
import { Amount } from '../../ui/Amount.tsx'
import { ChoiceField } from '../../ui/ChoiceField.tsx'
import { useAddressChoice } from '../../ui/useAddressChoice.ts'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import { Person } from '../account/Person.tsx'
import { NothingTaught } from '../model/ContributionSection.tsx'
import type { DepositModel } from '../model/readyModel.ts'
import { ClaimRow } from './ClaimRow.tsx'
import { OwnWords } from './OwnWords.tsx'
import { explainOthers } from './statuses.ts'
import type { ClaimActions } from './useClaimActions.ts'
import { claimsShown, type Show, showNames, shows, sortNames, sorts, totalsOf } from './view.ts'

interface Props {
  model: DepositModel
  claims: readonly Claim[]
  actions: ClaimActions
}

/** Contributions with their deposits: which of them, in which order, and what they come to. */
export function ClaimList({ model, claims, actions }: Props) {
  const id = useId()
  const [show, setShow] = useAddressChoice('show', shows)
  const [sort, setSort] = useAddressChoice('sort', sorts)
  const shown = useMemo(() => claimsShown(claims, show, sort), [claims, show, sort])
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" align="flex-end" gap="sm" mb="xs">
        <div>
          <Title order={2} id={id}>
            Contributions
          </Title>
          <Sums claims={shown} />
        </div>
        <Group gap="sm">
          <ChoiceField label="Show" values={shows} names={showNames} value={show} onChange={setShow} />
          <ChoiceField label="Sort" values={sorts} names={sortNames} value={sort} onChange={setSort} />
        </Group>
      </Group>
      {shown.length === 0 ? (
        <None model={model} show={show} />
      ) : (
        <VirtualList rows={shown} keyOf={keyOf} labelledBy={id} estimate={92}>
          {claim => (
            <ClaimRow model={model} claim={claim} actions={actions}>
              {claim.own ? (
                <OwnWords claim={claim} />
              ) : (
                <>
                  By <Person address={claim.contribution.contributor} />. {explainOthers(claim)}
                </>
              )}
            </ClaimRow>
          )}
        </VirtualList>
      )}
    </section>
  )
}

const keyOf = ({ index }: Claim) => String(index)

function Sums({ claims }: { claims: readonly Claim[] }) {
  const { count, deposits, now, nowCount, received } = useMemo(() => totalsOf(claims), [claims])
  if (count === 0) return null
  return (
    <Text size="sm" c="dimmed" data-testid="claim-totals">
      {count.toLocaleString('en')} {count === 1 ? 'contribution' : 'contributions'}, deposits of{' '}
      <Amount wei={deposits} />
      {nowCount > 0 && (
        <>
          ; <Amount wei={now} /> can be claimed now
        </>
      )}
      {received > 0n && (
        <>
          ; <Amount wei={received} /> came back to you so far
        </>
      )}
    </Text>
  )
}

function None({ model, show }: { model: DepositModel; show: Show }) {
  const account = useAccountAddress()
  if (show === 'mine' || show === 'own') {
    return (
      <NothingTaught
        model={model}
        text={`What you teach this model stands here, with the state of its deposit. ${whyNothingToTake(model, account)}`}
      />
    )
  }
  return (
    <Text c="dimmed" mt="xs" maw={640}>
      {show === 'now'
        ? `Nothing can be claimed at the moment. ${whyNothingToTake(model, account)}`
        : nones[show]}
    </Text>
  )
}

const nones: Record<Exclude<Show, 'mine' | 'own' | 'now'>, string> = {
  waiting: 'None of yours waits.',
  disputed: 'The model agrees with all of yours whose time has come.',
  closed: 'None of yours is closed yet.',
  others: 'Nobody else has taught this model yet.',
  all: 'Nobody has taught this model yet.',
}

function whyNothingToTake({ twin, reference }: DepositModel, account: Address | undefined): string {
  const verified = account ? twin.verified(reference.modelId, account) : 0n
  return verified === 0n
    ? 'To take from deposits of others you need a verified contribution first: one of yours that the model agreed with and whose deposit you got back.'
    : `You have ${verified} verified ${verified === 1n ? 'contribution' : 'contributions'}: deposits of others that the model disagrees with appear here when their time has come.`
}
