import {
  AcademicCapIcon,
  AdjustmentsHorizontalIcon,
  ArrowRightEndOnRectangleIcon,
  ArrowUpTrayIcon,
  ArrowUturnLeftIcon,
  BanknotesIcon,
  BuildingLibraryIcon,
  CheckBadgeIcon,
  CheckCircleIcon,
  CircleStackIcon,
  ClipboardDocumentCheckIcon,
  CurrencyDollarIcon,
  DocumentDuplicateIcon,
  EyeIcon,
  FlagIcon,
  HandRaisedIcon,
  KeyIcon,
  ListBulletIcon,
  MapPinIcon,
  NoSymbolIcon,
  ScaleIcon,
  ShieldCheckIcon,
  SparklesIcon,
  TagIcon,
  XMarkIcon,
} from '@heroicons/react/24/outline'
import { Text } from '@mantine/core'
import type { ReadyModel } from '../model/readyModel.ts'
import classes from './Activity.module.css'
import { EventTime } from './EventTime.tsx'
import { Sentence } from './Sentence.tsx'
import type { ToldEvent } from './told.ts'

const icons: Record<ToldEvent['eventName'], typeof FlagIcon> = {
  Contributed: AcademicCapIcon,
  Refunded: ArrowUturnLeftIcon,
  Taken: HandRaisedIcon,
  ModelCreated: SparklesIcon,
  ParametersUploaded: ArrowUpTrayIcon,
  EncoderPublished: ListBulletIcon,
  OwnershipTransferred: KeyIcon,
  ClassAdded: TagIcon,
  Pinned: MapPinIcon,
  Verified: CheckBadgeIcon,
  Reported: FlagIcon,
  ReportConfirmed: ShieldCheckIcon,
  ReportDismissed: NoSymbolIcon,
  MarketOptionsSet: AdjustmentsHorizontalIcon,
  MarketOpened: ArrowRightEndOnRectangleIcon,
  BundleCommitted: CurrencyDollarIcon,
  BundleRevealed: EyeIcon,
  TestPublished: ClipboardDocumentCheckIcon,
  SettlementOpened: ScaleIcon,
  BundleSettled: ScaleIcon,
  MarketSettled: CheckCircleIcon,
  MarketCancelled: XMarkIcon,
  MarketDefaulted: XMarkIcon,
  Claimed: BanknotesIcon,
  Withdrawn: BanknotesIcon,
  Challenged: FlagIcon,
  Settled: CheckCircleIcon,
  Dropped: XMarkIcon,
  DuplicateFound: DocumentDuplicateIcon,
  Disputed: ScaleIcon,
  Ruling: BuildingLibraryIcon,
  Pledged: CircleStackIcon,
}

/** One event as people read it. */
export function ActivityItem({ model, event }: { model: ReadyModel; event: ToldEvent }) {
  const EventIcon = icons[event.eventName]
  return (
    <li className={classes.item}>
      <span className={classes.icon} aria-hidden>
        <EventIcon width={18} />
      </span>
      <div style={{ minWidth: 0 }}>
        <Text>
          <Sentence model={model} event={event} />
        </Text>
        <Text size="sm" c="dimmed" title={`Transaction ${event.transactionHash}`}>
          <EventTime event={event} />, block {event.blockNumber.toLocaleString('en')}
        </Text>
      </div>
    </li>
  )
}
