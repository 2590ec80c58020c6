/**
 * What reads models and their histories, and works out what they have become. It is large, so that it is loaded while the first answers
 * of the node are under way.
 */
export { checkCode, getEncoder, getModel, listModels, syncModel, unloadedEncoder } from '@cotrain/sdk'
