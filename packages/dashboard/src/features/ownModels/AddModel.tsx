import { PlusIcon } from '@heroicons/react/24/outline'
import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'

/** Wanted by those who add a model only. */
const Dialog = lazy(() => import('./AddModelDialog.tsx').then(module => ({ default: module.AddModelDialog })))

/** Opens the reader's own list, where models can be added and removed. */
export function AddModel() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<PlusIcon width={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Add a model
      </Button>
      {isOpen && (
        <Suspense>
          <Dialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
