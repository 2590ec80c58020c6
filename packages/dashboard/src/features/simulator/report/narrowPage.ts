/** Where plots for phones are drawn. */
export const narrowPage = '(max-width: 620px)'
