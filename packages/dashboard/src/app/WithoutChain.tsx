import { Box, Container } from '@mantine/core'
import { useState } from 'react'
import { createHashRouter, Link, Outlet, RouterProvider } from 'react-router'
import { Welcome } from '../features/network/Welcome.tsx'
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx'
import classes from './Layout.module.css'
import { Logo } from './Logo.tsx'
import { RouteError } from './RouteError.tsx'
import { SimulatorRoute } from './SimulatorRoute.tsx'

/** What there is of the page before a chain is chosen: the question which, and the simulator. */
export function WithoutChain() {
  const [router] = useState(() =>
    createHashRouter([
      {
        errorElement: <RouteError />,
        children: [
          {
            path: 'simulator/:tab?',
            element: <Frame />,
            children: [{ index: true, element: <SimulatorRoute /> }],
          },
          { path: '*', element: <Welcome /> },
        ],
      },
    ]),
  )
  return <RouterProvider router={router} />
}

function Frame() {
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
