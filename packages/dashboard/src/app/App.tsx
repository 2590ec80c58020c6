import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from 'react-router'
import { WithNetwork } from '../features/network/WithNetwork.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { router } from './routes.tsx'
import { cssVariables, theme } from './theme.ts'
import { WithoutChain } from './WithoutChain.tsx'

/** A local chain works without the internet, hence networkMode. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: 1, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always' },
  },
})

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariables}>
      <Notifications position="bottom-right" />
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <WithNetwork otherwise={<WithoutChain />}>
            <RouterProvider router={router} />
          </WithNetwork>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  )
}
