import { Box, Container } from '@mantine/core'
import { Link, Outlet } from 'react-router'
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx'
import classes from './Layout.module.css'
import { Logo } from './Logo.tsx'

/** The frame of pages that are shown before a chain is chosen. */
export function BareLayout() {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Container size="lg" px={{ base: 'md', sm: 'xl' }} className={classes.bar}>
          <Link to="/" className={classes.brand} aria-label="Cotrain: choose a chain">
            <Logo />
            <Box component="span" className={classes.name}>
              Cotrain
            </Box>
          </Link>
          <div className={classes.tools}>
            <ColorSchemeToggle />
          </div>
        </Container>
      </header>
      <Container component="main" size="lg" py="xl" px={{ base: 'md', sm: 'xl' }} className={classes.main}>
        <Outlet />
      </Container>
    </div>
  )
}
