import { Button, Group, Progress, Text, VisuallyHidden } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import type { BondedModel } from '../model/readyModel.ts'
import type { ChallengeActions } from './useChallengeActions.ts'
import type { Challengeable } from './words.ts'

interface Props {
  model: BondedModel
  challengeable: Challengeable
  actions: ChallengeActions
}

/** The bonds that several pay together, how far they are, and what the account can take out. */
export function Pools({ model, challengeable, actions }: Props) {
  const { index, pools, withdrawable } = challengeable
  return (
    <>
      {pools.map(({ label, bond, pledged }) => {
        const name = model.classNames[label] ?? `class ${label}`
        return (
          <div key={label}>
            <Text size="sm" span>
              Pledged for {name}: <Amount wei={pledged} /> of <Amount wei={bond} />
            </Text>
            <Progress
              value={Number((pledged * 100n) / bond)}
              aria-label={`Pledged for ${name} on contribution ${index}`}
            />
            {pledged >= bond && (
              <Button
                mt={4}
                size="compact-sm"
                variant="light"
                color="red"
                loading={actions.isSending(challengeable)}
                onClick={() => actions.challengeTogether(challengeable, label)}
              >
                Challenge together
                <VisuallyHidden>&nbsp;contribution {String(index)}</VisuallyHidden>
              </Button>
            )}
          </div>
        )
      })}
      {withdrawable > 0n && (
        <Group gap="xs" mt={4}>
          <Button
            size="compact-sm"
            variant="default"
            loading={actions.isSending(challengeable)}
            onClick={() => actions.withdraw(challengeable)}
          >
            Take out&nbsp;
            <Amount wei={withdrawable} />
            <VisuallyHidden>&nbsp;of pools of contribution {String(index)}</VisuallyHidden>
          </Button>
        </Group>
      )}
    </>
  )
}
