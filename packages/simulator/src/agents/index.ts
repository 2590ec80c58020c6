import type { Strategy } from '../engine/Strategy.ts'
import { adaptive } from './adaptive.ts'
import { backdoor } from './backdoor.ts'
import { baiter } from './baiter.ts'
import { believer } from './believer.ts'
import { careless } from './careless.ts'
import { cheatingSponsor } from './cheatingSponsor.ts'
import { countFarmer } from './countFarmer.ts'
import { deadlineSweeper } from './deadlineSweeper.ts'
import { decoySponsor } from './decoySponsor.ts'
import { dictionary } from './dictionary.ts'
import { drifter } from './drifter.ts'
import { duplicateShower } from './duplicateShower.ts'
import { duplicator } from './duplicator.ts'
import { filler } from './filler.ts'
import { hardPicker } from './hardPicker.ts'
import { hardSample } from './hardSample.ts'
import { honest } from './honest.ts'
import { insider } from './insider.ts'
import { keeper } from './keeper.ts'
import { ladder } from './ladder.ts'
import { lastRevealer } from './lastRevealer.ts'
import { lazyBot } from './lazyBot.ts'
import { lottery } from './lottery.ts'
import { malicious } from './malicious.ts'
import { marketCopier } from './marketCopier.ts'
import { modelFlipper } from './modelFlipper.ts'
import { oneClass } from './oneClass.ts'
import { parrot } from './parrot.ts'
import { pendingCopier } from './pendingCopier.ts'
import { priceManipulator } from './priceManipulator.ts'
import { random } from './random.ts'
import { silencer } from './silencer.ts'
import { spoiler } from './spoiler.ts'
import { sponsor } from './sponsor.ts'
import { sybilSwarm } from './sybilSwarm.ts'
import { watcher } from './watcher.ts'

/** A line for each. */
const plain = {
  honest,
  careless,
  random,
  malicious,
  countFarmer,
  sybilSwarm,
  deadlineSweeper,
  modelFlipper,
  priceManipulator,
  pendingCopier,
  ladder,
  spoiler,
  silencer,
  duplicateShower,
  decoySponsor,
  dictionary,
  backdoor,
  filler,
  oneClass,
  hardSample,
  hardPicker,
  baiter,
  believer,
  lazyBot,
  watcher,
  lottery,
  drifter,
  keeper,
  parrot,
  duplicator,
  insider,
  lastRevealer,
  marketCopier,
  sponsor,
  cheatingSponsor,
}

/** All strategies that scenarios can name. */
export const strategies: Readonly<Record<string, Strategy>> = { ...plain, adaptive: adaptive(plain) }
