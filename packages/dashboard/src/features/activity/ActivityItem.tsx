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
import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { ExplorerLink } from '../../ui/ExplorerLink.tsx'
import { useRow } from '../../ui/VirtualList.tsx'
import { modelPath } from '../model/modelPath.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { ModelName } from '../trust/ModelName.tsx'
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

interface Props {
  model: ReadyModel
  event: ToldEvent
  /** Whether the model is named: where events of several stand together. */
  named?: boolean
}

/** One event as people read it. */
export function ActivityItem({ model, event, named = false }: Props) {
  const row = useRow()
  const EventIcon = icons[event.eventName]
  return (
    <li className={classes.item} {...row}>
      <span className={classes.icon} aria-hidden>
        <EventIcon width={18} />
      </span>
      <div style={{ minWidth: 0 }}>
        <Text>
          <Sentence model={model} event={event} />
        </Text>
        <Text size="sm" c="dimmed" title={`Transaction ${event.transactionHash}`}>
          {named && (
            <>
              <Anchor component={Link} to={modelPath(model.reference, 'activity')} inherit underline="always">
                <ModelName model={model.reference} />
              </Anchor>
              ,{' '}
            </>
          )}
          <EventTime event={event} />, block{' '}
          <ExplorerLink of={{ transaction: event.transactionHash }}>
            {event.blockNumber.toLocaleString('en')}
          </ExplorerLink>
        </Text>
      </div>
    </li>
  )
}
