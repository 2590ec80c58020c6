import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { WithNetwork } from '../features/network/WithNetwork.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Pages } from './Pages.tsx'
import { routes, routesWithoutChain } from './routes.tsx'
import { cssVariables, theme } from './theme.ts'

/** A local chain works without the internet, hence networkMode. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: 1, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always' },
  },
})

/** Nothing is told before something is done. */
const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }))

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariables}>
      <Suspense>
        <Notifications position="bottom-right" />
      </Suspense>
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <WithNetwork otherwise={<Pages routes={routesWithoutChain} />}>
            <Pages routes={routes} />
          </WithNetwork>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  )
}
