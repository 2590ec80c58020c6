import { contractError } from './contractError.ts'
import { asDate } from './format.ts'

export class PointsOutOfRangeError extends contractError(
  'PointsOutOfRange',
  ({ contributionPoints, reportPoints, dailyCap }) => [
    `${contributionPoints} points for a contribution and ${reportPoints} for a report do not fit a daily cap of ${dailyCap}.`,
    'Choose at least 1 point for a contribution, and a cap that is below neither of the two.',
  ],
) {}

/** An account can have no more reports than verified contributions. */
export class TooManyReportsError extends contractError(
  'TooManyReports',
  ({ reporter, verified, reports }) => [
    `Account ${reporter} has ${reports} reports, for ${verified} verified contributions that taught the model something.`,
    'Every verified contribution allows one report: contribute what the model does not know, and verify it later.',
  ],
) {}

export class AlreadyReportedError extends contractError('AlreadyReported', ({ index, reporter }) => [
  `Contribution ${index} is reported already, by ${reporter}.`,
  'A report can be confirmed or dismissed when its time is up; if it is dismissed, it can be reported again.',
]) {}

/** There is no report to confirm. */
export class NotReportedError extends contractError('NotReported', ({ index }) => [
  `Contribution ${index} has no report that waits for its end.`,
  'Nobody has reported it, or its report is confirmed or dismissed already. Read the list again.',
]) {}

/** The account has all the points that it can get today. Nothing is lost. */
export class DailyCapReachedError extends contractError(
  'DailyCapReached',
  ({ account, cap, availableAt }) => [
    `Account ${account} cannot earn more than ${cap} points a day with this model.`,
    `Nothing is lost: try again from ${asDate(availableAt)} on.`,
  ],
) {}
