import type { SampleInput } from './classifiers/Classifier.ts'
import { revert } from './errors.ts'
import type { AnyTrainer } from './Trainer.ts'
import type { CallContext, CallOutcome, Context } from './types/Call.ts'

type View<trainer> = (trainer: trainer, ...args: never[]) => unknown
type Action<trainer> = (trainer: trainer, context: Context, ...args: never[]) => unknown

export type Views<trainer> = Record<string, View<trainer>>
export type Actions<trainer> = Record<string, Action<trainer>>

/** An argument, with samples of one kind in the place of samples of any. */
type Argument<arg, sample> = [SampleInput, arg] extends [arg, SampleInput]
  ? sample
  : [readonly SampleInput[], arg] extends [arg, readonly SampleInput[]]
    ? readonly sample[]
    : arg

type Arguments<args extends unknown[], sample> = { [i in keyof args]: Argument<args[i], sample> }

/** A function that is a method, so that the twin of one kind can stand where that of any kind is wanted. */
type Method<args extends unknown[], result> = { call(...args: args): result }['call']

/** A view without its first parameter. */
export type BoundViews<views extends Views<never>, sample = SampleInput> = {
  [name in keyof views]: views[name] extends (trainer: never, ...args: infer args) => infer result
    ? Method<Arguments<args, sample>, result>
    : never
}

/** A function that changes state, as a transaction calls it. */
export type BoundActions<actions extends Actions<never>, sample = SampleInput> = {
  [name in keyof actions]: actions[name] extends (
    trainer: never,
    context: Context,
    ...args: infer args
  ) => infer result
    ? Method<[call: CallContext, ...args: Arguments<args, sample>], CallOutcome<result>>
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
export function bindViews<trainer, views extends Views<never>>(
  trainer: trainer,
  views: views,
): BoundViews<views> {
  const bound = Object.entries(views).map(([name, view]) => [name, view.bind(undefined, trainer as never)])
  return Object.fromEntries(bound) as BoundViews<views>
}

/** Gives each action the trainer that it changes, and makes it all or nothing. */
export function bindActions<actions extends Actions<never>>(
  trainer: AnyTrainer,
  actions: actions,
  payable: readonly string[],
): BoundActions<actions> {
  const bound = Object.entries(actions).map(([name, action]) => {
    const accepts = payable.includes(name)
    const run = (call: CallContext, ...args: never[]) =>
      trainer.transact(call, accepts, context => action(trainer as never, context, ...args))
    return [name, run]
  })
  return Object.fromEntries(bound) as BoundActions<actions>
}

/**
 * Several calls in one transaction, all or nothing.
 * @returns What each returned.
 * @throws TwinError ValueNotAccepted, and that of the first call that fails
 */
export function multicall<actions extends Actions<never>>(
  trainer: AnyTrainer,
  context: Context,
  actions: actions,
  calls: readonly ActionCall<actions>[],
): unknown[] {
  if (context.value !== 0n) revert('ValueNotAccepted', context.value)
  return calls.map(({ functionName, args }) =>
    actions[functionName]!(trainer as never, context, ...(args as never[])),
  )
}
