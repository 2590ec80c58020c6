import { formatModelId, type ModelAddress } from '@cotrain/sdk'
import { useEffect } from 'react'
import type { Address } from 'viem'
import { useReadyModel } from '../model/modelQuery.ts'
import { ModelTasks } from './ModelTasks.tsx'
import type { Task } from './tasks.ts'

export type Report = (id: string, tasks: readonly Task[]) => void

interface Props {
  reference: ModelAddress
  account: Address
  report: Report
}

/** Works out what can be done with a model, and tells it; it shows nothing. */
export function TaskReport({ reference, account, report }: Props) {
  const { data: model } = useReadyModel(reference)
  if (!model) return null
  const id = `${account} ${formatModelId(reference)}`
  return <ModelTasks model={model}>{tasks => <Tell id={id} tasks={tasks} report={report} />}</ModelTasks>
}

/** Tells a parent what there is to do. */
export function Tell({
  id,
  tasks,
  report,
}: {
  id: string
  tasks: readonly Task[] | undefined
  report: Report
}) {
  useEffect(() => {
    if (tasks) report(id, tasks)
  }, [id, tasks, report])
  return null
}
