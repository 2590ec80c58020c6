/**
 * What is left of a name when all is taken away that readers do not see, or take for something else: one text or two. Names
 * that have one in common can be confused. The principle is that of Unicode's UTS 39; the table is a small one of our own, of
 * letters that look like Latin ones in most fonts.
 */
export function skeletonsOf(name: string): string[] {
  const plain = isAscii.test(name) ? name : name.normalize('NFKC').replace(unseen, '')
  // capitals of other scripts look like other letters than their small ones do
  return [...new Set([plain, plain.toLowerCase()].map(text => seen(text) || text.trim()))]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are ASCII as well
const isAscii = /^[\u0000-\u007f]*$/

/** As the eye has it: empty where there are only signs. */
function seen(text: string): string {
  const letters = lookingAlike(text).toLowerCase().normalize('NFD').replace(marks, '').replace(apart, '')
  return lookingAlike(letters).normalize('NFC').replaceAll('rn', 'm').replaceAll('vv', 'w')
}

/** Zero width, bidirectional controls, variation selectors, fillers: what takes no place or only seems to be a blank. */
const unseen =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u3164\uffa0]|\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]/gu
/** Accents and the like; what other scripts write their vowels with stays. */
const marks = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu
/** Blanks, punctuation and signs. */
const apart = /[^\p{L}\p{N}\p{M}]/gu

/** What looks like a Latin letter: on the left the letter, on the right all that is taken for it. */
const groups: readonly [letter: string, others: string][] = [
  ['a', 'аɑα𐊠'],
  ['A', 'АΑᎪ'],
  ['b', 'ьЬƅ'],
  ['B', 'ВΒᏴ'],
  ['c', 'сςᴄ'],
  ['C', 'СᏟ'],
  ['d', 'ԁɗ'],
  ['e', 'еҽєε'],
  ['E', 'ЕΕᎬ'],
  ['f', 'ƒ'],
  ['F', 'ϜҒ'],
  ['g', 'ɡցǥ'],
  ['G', 'ԌᏀ'],
  ['h', 'һհ'],
  ['H', 'НΗᎻ'],
  ['j', 'јϳ'],
  ['J', 'ЈᎫ'],
  ['k', 'кκ'],
  ['K', 'КΚᏦ'],
  ['M', 'МΜᎷ'],
  ['n', 'ոռη'],
  ['N', 'Ν'],
  ['p', 'рρ'],
  ['P', 'РΡᏢ'],
  ['q', 'ԛզ'],
  ['r', 'гᴦ'],
  ['s', 'ѕꜱ'],
  ['S', 'ЅՏᏚ'],
  ['t', 'тτ'],
  ['T', 'ТΤᎢ'],
  ['u', 'υս'],
  ['v', 'νѵᴠ'],
  ['V', 'ѴᏙ'],
  ['w', 'ѡԝω'],
  ['W', 'ԜᎳ'],
  ['x', 'хχ'],
  ['X', 'ХΧ'],
  ['y', 'уүγ'],
  ['Y', 'УΥҮ'],
  ['z', 'ᴢ'],
  ['Z', 'ΖᏃ'],
  // one of the shapes that are a stroke, whatever the font makes of them, and of those that are a ring
  ['l', '1Iiіι|ІΙӀӏıᎥ'],
  ['o', '0ОοоΟσօ௦ዐ'],
]

const letters = new Map(groups.flatMap(([letter, others]) => [...others].map(other => [other, letter])))

const lookingAlike = (text: string) => [...text].map(char => letters.get(char) ?? char).join('')
