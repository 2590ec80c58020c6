import { Argument, Option } from 'commander'

/**
 * An option, whose name is that of the property that holds it: `maxBond` is `--max-bond`. What commands read of it has
 * the type of `reads`, which has no value.
 */
export type Given<value> = { readonly make: (name: string) => readonly Option[]; readonly reads?: value }

/** What a command reads of its options: those that may be missing are `undefined`, and none can be left out. */
export type OptionsOf<options> = {
  [name in keyof options]: options[name] extends Given<infer value> ? value : never
}

/** An argument, and the type of what commands read of it. */
export type Taken<value> = { readonly argument: Argument; readonly reads?: value }

export type ArgumentsOf<taken extends readonly unknown[]> = {
  -readonly [place in keyof taken]: taken[place] extends Taken<infer value> ? value : never
}

/** An option that stands alone. */
export const flag = (words: string): Given<boolean | undefined> => ({
  make: name => [new Option(written(name), words)],
})

/** An option that takes its name with `--no-`, and is true without. */
export const negated = (words: string): Given<boolean> => ({
  make: name => [new Option(`--no-${name}`, words)],
})

/** An option with and without `--no-`, which is undefined if neither is given. */
export const eitherWay = (yes: string, no: string): Given<boolean | undefined> => ({
  make: name => [new Option(written(name), yes), new Option(`--no-${name}`, no)],
})

/** An option with a text, such as `<file>`. */
export const text = (placeholder: string, words: string): Given<string | undefined> => ({
  make: name => [new Option(`${written(name)} ${placeholder}`, words)],
})

/** An option with a text that is read by `parse`. */
export const parsed = <value>(
  placeholder: string,
  words: string,
  parse: (text: string, before: value) => value,
): Given<value | undefined> => changed(text(placeholder, words), option => option.argParser(parse))

/** An option with a text that may be given several times. */
export const listed = (placeholder: string, words: string): Given<readonly string[]> => ({
  make: name => [
    new Option(`${written(name)} ${placeholder}`, words)
      .argParser((text: string, before: readonly string[]) => [...before, text])
      .default([], 'none'),
  ],
})

/** An option with one of some texts. */
export const choice = <const value extends string>(
  placeholder: string,
  words: string,
  choices: readonly value[],
): Given<value | undefined> => changed(text(placeholder, words), option => option.choices(choices))

/** An option that has a value also if nobody gives it. */
export const byDefault = <value>(
  given: Given<value | undefined>,
  value: NoInfer<value>,
  environment?: string,
): Given<value> =>
  changed(given, option => {
    option.default(value, Array.isArray(value) ? value.join(', ') : undefined)
    return environment === undefined ? option : option.env(environment)
  })

/** An option that must be given. */
export const needed = <value>(given: Given<value | undefined>): Given<value> =>
  changed(given, option => option.makeOptionMandatory())

/** An argument that must be given. */
export const argument = <value>(
  name: string,
  words: string,
  parse: (text: string) => value,
): Taken<value> => ({ argument: new Argument(`<${name}>`, words).argParser(parse) })

/** An argument that may be given. */
export const optionalArgument = <value>(
  name: string,
  words: string,
  parse: (text: string) => value,
): Taken<value | undefined> => ({ argument: new Argument(`[${name}]`, words).argParser(parse) })

/** A name of an option as the user writes it. */
export function written(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

function changed<value>(given: Given<unknown>, change: (option: Option) => Option): Given<value> {
  return { make: name => given.make(name).map(change) }
}
