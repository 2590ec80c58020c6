/** Texts to start with, written for this page; one line a paragraph, so that they wrap as the field is wide. */
const honest = [
  'Hi Petra,',
  'thanks for the patch. I tried it on my machine and the tests pass, but the build still prints a warning when the list is empty. Could you have a look at line 40 before we release on Thursday? I can help if you like.',
  'Best wishes,\nJonas',
]

const spam = [
  'CONGRATULATIONS! You have been selected to receive our FREE offer.',
  'Click here now to claim your money. No obligation, 100% guaranteed, limited time only! Order today and earn cash from home.',
  'To be removed from our mailing list, click the link below and enter your email address.',
]

export const exampleMails = { honest: honest.join('\n\n'), spam: spam.join('\n\n') }

export const exampleReviews = {
  good: 'Great headset: the sound is excellent, it is comfortable, and the battery lasts for days. I love it and recommend it.',
  bad: 'It broke after two weeks. Poor quality, bad sound, and the service did not answer. A waste of money.',
}

/** How a text is asked for, and some to start with. */
export interface TextHints {
  description: string
  placeholder: string
  examples: readonly { name: string; text: string }[]
}

/** Hints for a model of texts, by what its classes are called. */
export function hintsFor(classNames: readonly string[]): TextHints {
  if (classNames.includes('spam')) {
    return {
      description: 'Type or paste it: for a mail its subject and its body',
      placeholder: 'Dear friend, …',
      examples: [
        { name: 'A plain mail', text: exampleMails.honest },
        { name: "A spammer's mail", text: exampleMails.spam },
      ],
    }
  }
  if (classNames.includes('positive') && classNames.includes('negative')) {
    return {
      description: 'Type or paste it: what somebody thinks of a thing',
      placeholder: 'I bought this and …',
      examples: [
        { name: 'A kind review', text: exampleReviews.good },
        { name: 'An angry one', text: exampleReviews.bad },
      ],
    }
  }
  return { description: 'Type or paste it', placeholder: '', examples: [] }
}

/** A sentence for each of some classes that models of sentences have. */
const sentences: Record<string, string> = {
  weather: 'Will it rain in Lisbon tomorrow?',
  music: 'Play something quiet by Nina Simone',
  book: 'Book a table for four at seven',
  booking: 'Book a table for four at seven',
  greeting: 'Hello, how are you today?',
  alarm: 'Wake me at half past six',
  travel: 'How do I get to the airport by train?',
  news: 'What has happened in the world today?',
  joke: 'Tell me something funny',
  clickbait: 'You will not believe what this dog did next',
}

const maxSentences = 4

/** Hints for a model of sentences, by what its classes are called. */
export function sentenceHintsFor(classNames: readonly string[]): TextHints {
  const examples = classNames.flatMap(name => {
    const text = sentences[name.toLowerCase()]
    return text === undefined ? [] : [{ name, text }]
  })
  return {
    description: 'A sentence or two: the model goes by what they mean, not by single words',
    placeholder: examples[0]?.text ?? 'Type a sentence',
    examples: examples.slice(0, maxSentences),
  }
}
