/** How many messages of each topic there are. */
const each = 90

const names = [
  'order',
  'parcel',
  'jacket',
  'lamp',
  'teapot',
  'bicycle bell',
  'rucksack',
  'notebook',
  'kettle',
]
const openings = ['Hello,', 'Hi there,', 'Good morning,', 'Dear team,', 'Hey,', '']
const endings = ['Thanks!', 'Please help.', 'Kind regards, Kim', 'Best, Robin', '']

/** What people write to a shop, by topic. `@` stands for a thing. */
const sentences: Readonly<Record<string, readonly string[]>> = {
  delivery: [
    'my @ has not arrived yet, although the courier says it was delivered.',
    'where is my @? The tracking page has shown the same depot for a week.',
    'the driver left the @ at a wrong address.',
    'when will the @ be shipped? It should have been here on Monday.',
    'the postman rang at noon, nobody was home, and now the @ is back at the depot.',
    'can you send the @ to another address instead?',
  ],
  payment: [
    'you have charged my card twice for the @.',
    'the invoice for the @ shows a wrong amount.',
    'I would like my money back for the @, the refund has not come.',
    'can I pay for the @ by bank transfer instead of by card?',
    'the voucher was not subtracted from the price of the @.',
    'my bank says that the payment for the @ was refused, why?',
  ],
  praise: [
    'I love the @, it is even better than in the pictures.',
    'the @ is wonderful, and so quick to arrive, well done.',
    'great service, and a beautiful @. I will come again.',
    'my daughter is so happy with the @, thank you.',
    'the quality of the @ is excellent, five stars from me.',
    'what a lovely @, my friends all want one.',
  ],
}

/** A small table to try publishing with: made here, the same each time. A few messages are under a wrong topic. */
export function exampleTable(): File {
  const draw = mixed(20_240_501)
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)]!
  const topics = Object.keys(sentences)
  const rows = topics.flatMap(topic =>
    Array.from({ length: each }, () => {
      const about = draw(10) === 0 ? pick(topics) : topic
      const sentence = pick(sentences[about]!).replace('@', pick(names))
      return { topic, message: [pick(openings), sentence, pick(endings)].filter(Boolean).join(' ') }
    }),
  )
  for (let i = rows.length - 1; i > 0; i--) {
    const j = draw(i + 1)
    ;[rows[i], rows[j]] = [rows[j]!, rows[i]!]
  }
  const lines = rows.map(({ topic, message }) => `"${message.replaceAll('"', '""')}",${topic}`)
  return new File([['message,topic', ...lines, ''].join('\n')], 'shop-messages.csv', { type: 'text/csv' })
}

/** Whole numbers below a bound that look like chance, and are the same each time (Mulberry32). */
function mixed(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let z = Math.imul(state ^ (state >>> 15), 1 | state)
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z
    return Math.floor((((z ^ (z >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}
