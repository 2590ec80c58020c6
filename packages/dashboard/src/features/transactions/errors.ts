import { CotrainError } from '@cotrain/sdk'

/** The same was sent already, and it is not known yet what becomes of it. */
export class AlreadyUnderWayError extends CotrainError {
  override name = 'AlreadyUnderWayError'

  constructor() {
    super('This is under way already.', {
      metaMessages: [
        'Wait until it is known what became of it: see the transactions at the top of the page. Nothing was sent.',
      ],
    })
  }
}

/** Somebody did not want to wait for the wallet any longer. */
export class WalletSilentError extends CotrainError {
  override name = 'WalletSilentError'

  constructor() {
    super('Your wallet has not answered.', {
      metaMessages: [
        'It may still send the transaction if you confirm it there. Decline it in the wallet if you do not want it any more.',
      ],
    })
  }
}

/** The wallet acts for another account now than when this began. */
export class AccountChangedError extends CotrainError {
  override name = 'AccountChangedError'

  constructor() {
    super('Another account was chosen in the meantime.', {
      metaMessages: [
        'Nothing more was sent. Go back to the account that began, or begin again with this one.',
      ],
    })
  }
}
