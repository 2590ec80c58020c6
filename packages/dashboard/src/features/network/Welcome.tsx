import { Anchor, Card, Container, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { Link } from 'react-router'
import { Logo } from '../../app/Logo.tsx'
import { NetworkForm } from './NetworkForm.tsx'

/** What a page shows that knows no chain yet: one that is served without a local chain, at the first visit. */
export function Welcome() {
  useDocumentTitle('Choose a chain · Cotrain')
  return (
    <Container component="main" size="sm" py={{ base: 'xl', sm: 80 }}>
      <Stack gap="lg">
        <Group>
          <Logo size={44} />
          <Title order={1}>Cotrain</Title>
        </Group>
        <Text size="lg">
          Models in smart contracts: anyone trains them, anyone uses them. Which chain shall this page read?
        </Text>
        <Card>
          <NetworkForm />
        </Card>
        <Text c="dimmed">
          To try it without spending anything, run <code>npm start</code> in a checkout of Cotrain: it brings
          a local chain with a spam filter and ten accounts full of play money.
        </Text>
        <Text c="dimmed">
          The{' '}
          <Anchor component={Link} to="/simulator">
            simulator
          </Anchor>{' '}
          needs no chain: see what attackers could do to a model. New to all this?{' '}
          <Anchor component={Link} to="/wallets">
            What is a wallet?
          </Anchor>
        </Text>
      </Stack>
    </Container>
  )
}
