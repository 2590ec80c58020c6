export * from './DataSet.ts'
export { type SyntheticOptions, synthetic } from './synthetic.ts'
