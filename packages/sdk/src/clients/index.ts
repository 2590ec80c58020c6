export { type CotrainActions, cotrainActions } from './cotrainActions.ts'
export { devAccount } from './devAccount.ts'
