import { Text } from '@mantine/core'
import {
  type Icon,
  IconAdjustments,
  IconArrowBackUp,
  IconCash,
  IconChecks,
  IconCoins,
  IconCopy,
  IconDoorEnter,
  IconEye,
  IconFlag,
  IconFlagCheck,
  IconFlagOff,
  IconGavel,
  IconHandGrab,
  IconKey,
  IconListCheck,
  IconListLetters,
  IconLockDollar,
  IconPin,
  IconRosetteDiscountCheck,
  IconScale,
  IconSchool,
  IconSparkles,
  IconTagPlus,
  IconUpload,
  IconX,
} from '@tabler/icons-react'
import type { ReadyModel } from '../model/readyModel.ts'
import classes from './Activity.module.css'
import { EventTime } from './EventTime.tsx'
import { Sentence } from './Sentence.tsx'
import type { ToldEvent } from './told.ts'

const icons: Record<ToldEvent['eventName'], Icon> = {
  Contributed: IconSchool,
  Refunded: IconArrowBackUp,
  Taken: IconHandGrab,
  ModelCreated: IconSparkles,
  ParametersUploaded: IconUpload,
  EncoderPublished: IconListLetters,
  OwnershipTransferred: IconKey,
  ClassAdded: IconTagPlus,
  Pinned: IconPin,
  Verified: IconRosetteDiscountCheck,
  Reported: IconFlag,
  ReportConfirmed: IconFlagCheck,
  ReportDismissed: IconFlagOff,
  MarketOptionsSet: IconAdjustments,
  MarketOpened: IconDoorEnter,
  BundleCommitted: IconLockDollar,
  BundleRevealed: IconEye,
  TestPublished: IconListCheck,
  SettlementOpened: IconScale,
  BundleSettled: IconScale,
  MarketSettled: IconChecks,
  MarketCancelled: IconX,
  MarketDefaulted: IconX,
  Claimed: IconCash,
  Withdrawn: IconCash,
  Challenged: IconFlag,
  Settled: IconChecks,
  Dropped: IconX,
  DuplicateFound: IconCopy,
  Disputed: IconScale,
  Ruling: IconGavel,
  Pledged: IconCoins,
}

/** One event as people read it. */
export function ActivityItem({ model, event }: { model: ReadyModel; event: ToldEvent }) {
  const EventIcon = icons[event.eventName]
  return (
    <li className={classes.item}>
      <span className={classes.icon} aria-hidden>
        <EventIcon size={18} />
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
