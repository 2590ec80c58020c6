import { Badge, VisuallyHidden } from '@mantine/core'
import { TaskReport } from './TaskReport.tsx'
import { useInbox } from './useInbox.ts'

/** How many contributions and bundles wait for the account, over all of its models; nothing when there are none. */
export function InboxBadge() {
  const { account, models, report, total } = useInbox()
  return (
    <>
      {account &&
        models.map(({ id, reference }) => (
          <TaskReport key={`${account} ${id}`} {...{ reference, account, report }} />
        ))}
      {total.count > 0 && (
        <Badge size="sm" ml={6} style={{ verticalAlign: 'text-bottom' }} color="petrol" variant="filled">
          <VisuallyHidden>: </VisuallyHidden>
          {total.count > 999 ? '999+' : total.count}
        </Badge>
      )}
    </>
  )
}
