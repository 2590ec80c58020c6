/** Mails to start with, written for this page; one line a paragraph, so that they wrap as the field is wide. */
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
