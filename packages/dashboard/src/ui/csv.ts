/** What a spreadsheet takes for a formula when it begins a cell; a number may begin with a sign. */
const isFormula = (text: string) => /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.]+$/.test(text)

function cellOf(value: string): string {
  const text = isFormula(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Comma-separated values (RFC 4180) that a spreadsheet takes for texts and numbers: names of strangers can be in them. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]) =>
  rows.map(row => `${row.map(each => cellOf(String(each))).join(',')}\r\n`).join('')
