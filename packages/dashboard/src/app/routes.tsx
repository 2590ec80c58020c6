import { createHashRouter } from 'react-router'
import { ModelPage } from '../features/model/ModelPage.tsx'
import { ModelsPage } from '../features/models/ModelsPage.tsx'
import { SettingsPage } from '../features/network/SettingsPage.tsx'
import { Layout } from './Layout.tsx'
import { NotFound } from './NotFound.tsx'
import { RouteError } from './RouteError.tsx'
import { SimulatorRoute } from './SimulatorRoute.tsx'

/** Routes behind `#` need nothing of the web server. */
export const router = createHashRouter([
  {
    path: '/',
    element: <Layout />,
    errorElement: <RouteError />,
    children: [
      {
        errorElement: <RouteError />,
        children: [
          { index: true, element: <ModelsPage /> },
          { path: 'models/:id', element: <ModelPage /> },
          { path: 'models/:id/:tab', element: <ModelPage /> },
          { path: 'simulator/:tab?', element: <SimulatorRoute /> },
          { path: 'settings', element: <SettingsPage /> },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
])
