import { Box, Container } from '@mantine/core'
import { Link } from 'react-router'
import { AccountMenu } from '../features/account/AccountMenu.tsx'
import { useNetwork } from '../features/network/NetworkContext.tsx'
import { SkipTime } from '../features/time/SkipTime.tsx'
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx'
import classes from './Layout.module.css'
import { Logo } from './Logo.tsx'
import { Navigation } from './Navigation.tsx'

export function Header() {
  const { local } = useNetwork()
  return (
    <header className={classes.header}>
      <Container size="lg" px={{ base: 'md', sm: 'xl' }} className={classes.bar}>
        <Link to="/" className={classes.brand} aria-label="Cotrain: all models">
          <Logo />
          <Box component="span" className={classes.name} visibleFrom="xs">
            Cotrain
          </Box>
        </Link>
        <Navigation />
        <div className={classes.tools}>
          {local && <SkipTime />}
          <AccountMenu />
          <ColorSchemeToggle />
        </div>
      </Container>
    </header>
  )
}
