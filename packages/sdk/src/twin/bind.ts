import { revert } from './errors.ts'
import type { AnyTrainer } from './Trainer.ts'
import type { CallContext, CallOutcome, Context } from './types/Call.ts'

type View<trainer> = (trainer: trainer, ...args: never[]) => unknown
type Action<trainer> = (trainer: trainer, context: Context, ...args: never[]) => unknown

type Views<trainer> = Record<string, View<trainer>>
type Actions<trainer> = Record<string, Action<trainer>>

/** A view without its first parameter. */
export type BoundViews<views extends Views<never>> = {
  [name in keyof views]: views[name] extends (trainer: never, ...args: infer args) => infer result
    ? (...args: args) => result
    : never
}

/** A function that changes state, as a transaction calls it. */
export type BoundActions<actions extends Actions<never>> = {
  [name in keyof actions]: actions[name] extends (
    trainer: never,
    context: Context,
    ...args: infer args
  ) => infer result
    ? (call: CallContext, ...args: args) => CallOutcome<result>
    : never
}

/** A call of one of the actions, named as viem names calls: one item of a multicall. */
export type ActionCall<actions extends Actions<never>> = {
  [name in keyof actions]: actions[name] extends (
    trainer: never,
    context: Context,
    ...args: infer args
  ) => unknown
    ? { functionName: name; args: args }
    : never
}[keyof actions]

/** Gives each view the trainer that it reads. */
export function bindViews<trainer, views extends Views<trainer>>(
  trainer: trainer,
  views: views,
): BoundViews<views> {
  const bound = Object.entries(views).map(([name, view]) => [name, view.bind(undefined, trainer)])
  return Object.fromEntries(bound) as BoundViews<views>
}

/** Gives each action the trainer that it changes, and makes it all or nothing. */
export function bindActions<trainer extends AnyTrainer, actions extends Actions<trainer>>(
  trainer: trainer,
  actions: actions,
  payable: readonly (keyof actions)[],
): BoundActions<actions> {
  const bound = Object.entries(actions).map(([name, action]) => {
    const accepts = payable.includes(name)
    const run = (call: CallContext, ...args: never[]) =>
      trainer.transact(call, accepts, context => action(trainer, context, ...args))
    return [name, run]
  })
  return Object.fromEntries(bound) as BoundActions<actions>
}

/**
 * Several calls in one transaction, all or nothing.
 * @returns What each returned.
 * @throws TwinError ValueNotAccepted, and that of the first call that fails
 */
export function multicall<trainer, actions extends Actions<trainer>>(
  trainer: trainer,
  context: Context,
  actions: actions,
  calls: readonly ActionCall<actions>[],
): unknown[] {
  if (context.value !== 0n) revert('ValueNotAccepted', context.value)
  return calls.map(({ functionName, args }) => actions[functionName]!(trainer, context, ...(args as never[])))
}
