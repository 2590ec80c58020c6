import { encode as encodePng } from 'fast-png'
import { encode as encodeJpeg } from 'jpeg-js'
import type { Picture } from '../../src/index.ts'

/** What people write, and what they do not. */
export const texts = [
  'hello',
  'What is the weather in Paris tomorrow?',
  'Book me a table for two at seven.',
  "Don't you think that it's too late?",
  'play some music',
  'PLAY SOME MUSIC!',
  'ｐｌａｙ　ｓｏｍｅ　ｍｕｓｉｃ',
  'café, naïve, coöperate, Zürich',
  'cafe\u0301 with a mark of its own',
  '🎉 party 🎉 with 👩‍👩‍👧 family',
  'שלום, hello, עולם',
  'مرحبا hello بالعالم',
  '今日は hello 世界',
  'Привет, how are you?',
  'a',
  'the the the the',
  'one\ntwo\r\nthree\tfour',
  '  spaces   everywhere  ',
  '1 2 3 4 2024',
  'half of a pair \ud800 and more',
  'the other half \udc00 and more',
  '\u0000 control \u0007 characters',
  'e-mail me at somebody@example.org or call +1 555 0100',
  '“curly quotes” and ‘apostrophes’: don’t',
  'supercalifragilisticexpialidocious hello',
  'constructor __proto__ toString hello',
  'ﬁve ﬂowers for you',
  `${'the quick brown fox jumps over the lazy dog '.repeat(40)}`,
  `${'hello 🎉 '.repeat(1_200)}`,
  'The hotel was clean, the breakfast was good, and the staff helped us with everything that we asked for.',
]

/** Files of pictures: PNG of several kinds and JPEG, of forms that a network was not made for. */
export function pictureFiles(): Uint8Array[] {
  const sizes = [
    [28, 28],
    [200, 90],
    [61, 257],
    [1, 1],
    [640, 480],
  ] as const
  return sizes.flatMap(([width, height], i) => {
    const picture = pattern(width, height, i)
    const png = encodePng({ width, height, data: picture.data as Uint8Array, channels: 4, depth: 8 })
    const jpeg = encodeJpeg({ width, height, data: picture.data as Uint8Array }, 70 + 5 * i)
    return [png, new Uint8Array(jpeg.data)]
  })
}

/** Waves of colours of whole numbers, with something drawn on them, and partly transparent. */
function pattern(width: number, height: number, seed: number): Picture {
  const data = new Uint8Array(4 * width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colours = [
        (x * (seed + 1) * 3) % 256,
        (y * 5 + seed * 40) % 256,
        ((x * y) >> 2) % 256,
        255 - ((x + y) % 128),
      ]
      const isDrawn = 3 * x > width && 3 * x < 2 * width && 4 * y > height && 4 * y < 3 * height
      data.set(isDrawn ? [0, 0, 0, 255] : colours, 4 * (y * width + x))
    }
  }
  return { width, height, data }
}
