import { Throttled } from '../api/errors'
import type { Api } from '../api/patient'
import type { OutboxRow } from '../domain/outbox'
import { waitingAnswers } from '../store/answers'
import { onStoreChange } from '../store/changes'
import { readCursor, tellPulled } from '../store/cursor'
import type { Store } from '../store/db'
import { outboxRows } from '../store/diary'
import { readIdentity } from '../store/identity'
import { readKept } from '../store/kept'
import { backoff } from './backoff'
import { pullOlder } from './pull'
import { runRound } from './round'
import { type ReadonlySignal, type Signal, signal } from './signal'
import { type RunAlone, runAlone } from './singleFlight'
import { AT_REST, asksPerson, countsOf, outcomeOf, type SyncStatus } from './status'
import { pageTriggers, type Trigger, type Triggers } from './triggers'
import { askBackground } from './worker-link'

export interface Sync {
  readonly status: ReadonlySignal<SyncStatus>
  /** Tries now. Resolves when the try is over, whatever came of it: see `status`. */
  flush(): Promise<void>
  /** Ends all trying; resolves when nothing is under way any more. */
  stop(): Promise<void>
}

/** What the engine takes from its surroundings. */
export interface Surroundings {
  now: () => Date
  chance: () => number
  alone: RunAlone
  triggers: Triggers
  /** Asks for the worker to be woken when there is a network, even if this page is gone by then. */
  wakeLater: () => void
}

const PAGE: Surroundings = {
  now: () => new Date(),
  chance: Math.random,
  alone: runAlone,
  triggers: pageTriggers,
  wakeLater: askBackground,
}

/** How long the plan is good without a trigger that asks for a new one, in milliseconds. */
const PLAN_MS = 10 * 60_000

/** Keeps a diary and the server in step for as long as the page lives. */
export function startSync(store: Store, api: Api, surroundings: Partial<Surroundings> = {}): Sync {
  const engine = new Engine(store, api, { ...PAGE, ...surroundings })
  engine.start()
  return engine
}

/**
 * Whether another round follows the one under way: it may have missed a fresh entry (`yes`); it does for a
 * person who asks meanwhile, unless it fails (`if_failed`).
 */
type Again = 'no' | 'if_failed' | 'yes'

class Engine implements Sync {
  readonly status: Signal<SyncStatus> = signal(AT_REST)
  private running: Promise<void> | null = null
  private again: Again = 'no'
  private stopped = false
  private failures = 0
  /** Not before, in milliseconds: by our own patience, and by the server's word. */
  private patience = 0
  private serverWord = 0
  private planAt = 0
  private checked: string | null = null
  /** The end of reading what is older, and whether that is under way. */
  private filled: Promise<void> = Promise.resolve()
  private filling = false
  private retry: ReturnType<typeof setTimeout> | undefined
  private readonly leave: (() => void)[] = []

  constructor(
    private readonly store: Store,
    private readonly api: Api,
    private readonly around: Surroundings,
  ) {}

  start(): void {
    this.leave.push(this.around.triggers((trigger) => this.fire(trigger)))
    this.leave.push(onStoreChange(({ userId, what }) => this.noticed(userId, what)))
    readKept<string>(this.store, 'synced_at').then(
      (lastSyncAt) => this.say({ lastSyncAt }),
      () => undefined,
    )
    this.fire('start')
  }

  flush(): Promise<void> {
    return this.fire('user')
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.retry)
    for (const leave of this.leave.splice(0)) leave()
    await this.running
    await this.filled
  }

  private say(part: Partial<SyncStatus>): void {
    this.status.set({ ...this.status.value, ...part })
  }

  private fire(trigger: Trigger): Promise<void> {
    if (this.stopped || this.isNews(trigger) || this.mustWait(trigger)) return Promise.resolve()
    if (trigger !== 'save' && trigger !== 'minute') this.planAt = 0
    if (this.running && trigger === 'save') this.again = 'yes'
    if (this.running && trigger === 'user' && this.again === 'no') this.again = 'if_failed'
    this.running ??= this.runAll()
    return this.running
  }

  /** What is no reason to try now. */
  private isNews(trigger: Trigger): boolean {
    if (trigger === 'offline') this.say({ online: false })
    if (trigger === 'hidden' && this.status.value.waiting > 0) this.around.wakeLater()
    return trigger === 'offline' || trigger === 'hidden'
  }

  private mustWait(trigger: Trigger): boolean {
    if (trigger === 'retry') return false
    const now = this.around.now().getTime()
    const isPatient = trigger === 'save' || trigger === 'minute'
    return now < (isPatient ? Math.max(this.patience, this.serverWord) : this.serverWord)
  }

  private async noticed(userId: string, what: string): Promise<void> {
    if (userId !== this.store.userId) return
    if (what === 'reminded' && (await waitingAnswers(this.store)).length > 0) await this.fire('save')
    if (what !== 'diary') return
    const rows = await this.count()
    if (rows.some((row) => row.attempts === 0)) await this.fire('save')
  }

  private async count(): Promise<OutboxRow[]> {
    // A store that is gone (signed out in another tab) has nothing to count.
    const rows = await outboxRows(this.store).catch(() => [])
    this.say(countsOf(rows))
    return rows
  }

  private async runAll(): Promise<void> {
    this.say({ sending: true })
    let wentThrough: boolean
    do {
      this.again = 'no'
      wentThrough = await this.runOnce()
      await this.count()
    } while (this.isWanted(wentThrough))
    this.running = null
    this.say({ sending: false })
    if (wentThrough) this.filled = this.filling ? this.filled : this.fillIn()
  }

  /**
   * Reads what is older than the first page, one page at a time, so that what is saved meanwhile is sent in between. Broken
   * off, it goes on after the next round.
   */
  private async fillIn(): Promise<void> {
    if (this.filling || (await this.isComplete())) return
    this.filling = true
    this.say({ filling: true })
    try {
      let isMore = true
      while (isMore && !this.stopped) {
        isMore = await this.around.alone(() => pullOlder(this.store, this.api, this.around.now()))
      }
      tellPulled(this.store)
      this.say({ filling: false })
    } catch (error) {
      this.fail(error)
    } finally {
      this.filling = false
    }
  }

  private async isComplete(): Promise<boolean> {
    // A store that is gone has nothing to fill in.
    const cursor = await readCursor(this.store).catch(() => null)
    return cursor?.below === undefined
  }

  private isWanted(wentThrough: boolean): boolean {
    if (this.stopped || this.mustWait('user')) return false
    return this.again === (wentThrough ? 'yes' : 'if_failed')
  }

  private async runOnce(): Promise<boolean> {
    clearTimeout(this.retry)
    try {
      await this.around.alone(() => this.round())
      this.succeed()
      return true
    } catch (error) {
      this.fail(error)
      return false
    }
  }

  private async round(): Promise<void> {
    const now = this.around.now()
    const { store, api } = this
    const { device_id: deviceId } = await readIdentity()
    const withPlan = now.getTime() - this.planAt >= PLAN_MS
    this.checked = await runRound({ store, api, deviceId, now, withPlan }, this.checked)
    if (withPlan) this.planAt = now.getTime()
    this.say({ lastSyncAt: now.toISOString() })
  }

  private succeed(): void {
    this.failures = 0
    this.patience = 0
    this.serverWord = 0
    this.say(outcomeOf(null))
  }

  private fail(error: unknown): void {
    this.failures += 1
    this.checked = null
    const wait = backoff(this.failures, this.around.chance())
    const asked = error instanceof Throttled && error.retryAfter !== null ? error.retryAfter * 1000 : 0
    const now = this.around.now().getTime()
    this.patience = now + Math.max(wait, asked)
    this.serverWord = now + asked
    const outcome = outcomeOf(error)
    this.say(outcome)
    if (!this.stopped) this.retry = setTimeout(() => this.fire('retry'), Math.max(wait, asked))
    if (!asksPerson(outcome)) this.around.wakeLater()
  }
}
