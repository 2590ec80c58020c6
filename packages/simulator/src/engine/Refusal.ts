/** What rules that are only simulated refuse, as a contract reverts. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
