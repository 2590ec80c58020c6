import { readFileSync } from 'node:fs'
import {
  encoderOf,
  measure,
  type PerceptronFile,
  parseFeatureFile,
  parseModelFile,
  quantise,
} from '@cotrain/sdk/models'
import { describe, expect, it } from 'vitest'

const read = (name: string) =>
  readFileSync(new URL(`../../../../models/spam-filter/${name}`, import.meta.url), 'utf8')
const file = parseModelFile(read('model.json')) as PerceptronFile
const heldOut = parseFeatureFile(read('held-out.txt'))
const { encoder } = encoderOf(file)
const quantised = quantise(file)

describe('the spam filter', () => {
  it('reaches the accuracy that its README states', () => {
    const { samples, accuracy, floatAccuracy } = measure(file, quantised, heldOut)
    const percent = `${(100 * accuracy).toFixed(2)} %`
    expect(read('README.md')).toContain(`${samples} mails that training never saw`)
    expect(read('README.md')).toContain(
      `Accuracy on the held-out mails: ${percent}, by the contract's integers`,
    )
    expect({ samples, percent }).toEqual({ samples: 930, percent: '97.63 %' })
    expect(read('README.md')).toContain(`and ${(100 * floatAccuracy).toFixed(2)} % by floats`)
  })

  it('takes eight bits a weight', () => {
    expect(quantised.options).toEqual({ featureCount: 4000, weightBits: 8, learningRate: 2 })
    expect(quantised.words.length).toBe(126)
  })

  it('is named after its own words', () => {
    expect(encoder.name).toBe(file.encoder)
  })

  it.each([
    'Congratulations! You have been selected to receive a guaranteed income of thousands of dollars a month. No experience needed, work from your own home. Click here now to order your free information. To be removed from our mailing list, reply with remove.',
    'Lowest mortgage rates ever! Bad credit? No problem. Save hundreds on your monthly payment. Fill out our free form today, this offer is for a limited time only. If you do not wish to receive these offers, click below to unsubscribe.',
    'DEAR SIR, I am contacting you with a confidential business proposal. The sum of twenty million dollars is in an account and I need your assistance to transfer this money. You will receive a percentage. Please send your bank account and telephone number.',
  ])('calls spam: %s', text => {
    expect(quantised.predict(encoder.encode(text))).toBe(1)
  })

  it.each([
    "Hi all, I've just tried the patch that you posted yesterday and the tests still fail on my machine. I think the problem is that the config file isn't being read when the directory has a space in it. Could you have a look?",
    'Re: lunch\n\nMark wrote:\n> Are you coming to the pub after the meeting?\n\nYes, but I will be a bit late, my train is at six. Did you find the book that I was talking about?',
    'The build server was down this morning because the disk was full of old log files. I have moved them to the other machine and it seems to work again. Let me know if you see anything odd.',
  ])('calls ham: %s', text => {
    expect(quantised.predict(encoder.encode(text))).toBe(0)
  })
})
