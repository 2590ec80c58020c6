import { parseModelId } from '@cotrain/sdk'
import { useCallback, useMemo, useState } from 'react'
import { useAccountAddress } from '../account/accounts.ts'
import { deadlineOf, type Task, totalOfTasks } from './tasks.ts'
import { useInvolvement } from './useInvolvement.ts'

/** Models that are followed at the same time; of more, the first. */
export const followed = 20

/** The models in which the account has something, and what it can do with each, as far as that is worked out. */
export function useInbox() {
  const account = useAccountAddress()
  const involvement = useInvolvement(account)
  const [byModel, setByModel] = useState<ReadonlyMap<string, readonly Task[]>>(new Map())
  /** Notes what can be done with a model for an account. */
  const report = useCallback((id: string, tasks: readonly Task[]) => {
    setByModel(before => (isSame(before.get(id), tasks) ? before : new Map(before).set(id, tasks)))
  }, [])
  const ids = involvement.data?.models
  const models = useMemo(() => {
    const some = (ids ?? []).slice(0, followed)
    const tasksOf = (id: string) => byModel.get(`${account} ${id}`)
    return some
      .map(id => ({ id, reference: parseModelId(id), tasks: tasksOf(id) }))
      .sort((a, b) => deadlineOf(a.tasks ?? []) - deadlineOf(b.tasks ?? []) || rank(b.tasks) - rank(a.tasks))
  }, [ids, byModel, account])
  const total = useMemo(() => totalOfTasks(models.flatMap(({ tasks = [] }) => tasks)), [models])
  return { account, involvement, models, report, total }
}

/** Those with something to do stand before those without, in numbers that do not differ by nothing. */
const rank = (tasks: readonly Task[] | undefined) => Math.sign(tasks?.length ?? 0)

function isSame(some: readonly Task[] | undefined, others: readonly Task[]): boolean {
  const spell = (tasks: readonly Task[]) =>
    JSON.stringify(tasks, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  return some !== undefined && spell(some) === spell(others)
}
