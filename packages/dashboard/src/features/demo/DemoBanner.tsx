import { PlayCircleIcon } from '@heroicons/react/24/outline'
import { Anchor, Container, Group, Text } from '@mantine/core'
import { Link } from 'react-router'
import { useNetwork } from '../network/NetworkContext.tsx'
import classes from './DemoBanner.module.css'

/** Stays on every page of the demo, so that nobody takes it for a chain that others see. */
export function DemoBanner() {
  const { kind, insteadOf } = useNetwork()
  if (kind !== 'demo') return null
  return (
    <section aria-label="About this demo" className={classes.banner}>
      <Container size="lg" px={{ base: 'md', sm: 'xl' }} py={6}>
        <Group justify="space-between" gap="xs">
          <Text size="sm" className={classes.text}>
            <PlayCircleIcon width={18} aria-hidden className={classes.icon} />
            <span>
              <strong>Demo in your browser:</strong> nothing here is real money; reload to start over.
              {insteadOf !== undefined && ` ${insteadOf} does not answer at the moment.`}
            </span>
          </Text>
          <Group gap="md">
            <Anchor component={Link} to="/wallets" size="sm">
              What is a wallet?
            </Anchor>
            <Anchor component={Link} to="/settings" size="sm" fw={650}>
              Choose a chain
            </Anchor>
          </Group>
        </Group>
      </Container>
    </section>
  )
}
