import type { RouteObject } from 'react-router'
import { NeedsChain } from '../features/network/NeedsChain.tsx'
import { BareLayout } from './BareLayout.tsx'
import { Layout } from './Layout.tsx'
import { lazyPage } from './lazyPage.tsx'
import { NotFound } from './NotFound.tsx'

const models = lazyPage(async () => (await import('../features/models/ModelsPage.tsx')).ModelsPage)
const model = lazyPage(async () => (await import('../features/model/ModelPage.tsx')).ModelPage)
const settings = lazyPage(async () => (await import('../features/network/SettingsPage.tsx')).SettingsPage)
const welcome = lazyPage(async () => (await import('../features/network/Welcome.tsx')).Welcome)
const wallets = lazyPage(async () => (await import('../features/wallets/WalletsPage.tsx')).WalletsPage)
/** For owners; it brings trainers and parsers along. */
const publish = lazyPage(async () => (await import('../features/publish/PublishPage.tsx')).PublishPage)
const inbox = lazyPage(async () => (await import('../features/inbox/InboxPage.tsx')).InboxPage)
const person = lazyPage(async () => (await import('../features/people/PersonPage.tsx')).PersonPage)
/** As large as all the rest together; it needs no chain. */
const simulator = lazyPage(
  async () => (await import('../features/simulator/SimulatorPage.tsx')).SimulatorPage,
  'Loading the simulator',
)

/** Each page's script is loaded when somebody goes there. */
export const routes: RouteObject[] = [
  {
    path: '/',
    element: <Layout />,
    children: [
      {
        element: <NeedsChain />,
        children: [
          { index: true, element: models },
          { path: 'models/:id', element: model },
          { path: 'models/:id/:tab', element: model },
          { path: 'publish', element: publish },
          { path: 'inbox', element: inbox },
          { path: 'people/:address', element: person },
        ],
      },
      { path: 'simulator/:tab?', element: simulator },
      { path: 'settings', element: settings },
      { path: 'wallets', element: wallets },
      { path: '*', element: <NotFound /> },
    ],
  },
]

/** What there is of the page before a chain is chosen: the question which, and what needs none. */
export const routesWithoutChain: RouteObject[] = [
  {
    element: <BareLayout />,
    children: [
      { path: 'simulator/:tab?', element: simulator },
      { path: 'wallets', element: wallets },
    ],
  },
  { path: '*', element: welcome },
]
