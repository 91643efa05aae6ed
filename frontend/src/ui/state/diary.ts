import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { checkInsOn } from '../../domain/checkIn'
import { localTime } from '../../domain/clock'
import type { DataOf, Entry, Kind } from '../../domain/entry'
import type { Finding } from '../../domain/footCheck'
import { newFootCheckEntry, newPainEntry, newSessionEntry } from '../../domain/newEntry'
import { sessionToAskAbout } from '../../domain/nextMorning'
import type { OutboxRow } from '../../domain/outbox'
import type { PainAnswers } from '../../domain/pain'
import type { Plan } from '../../domain/plan'
import { endOf, finishDraft, type SessionDraft, touchDraft } from '../../domain/session'
import { todayOf } from '../../domain/today'
import { datedAt, instantMeant, type When } from '../../domain/told'
import { onStoreChange } from '../../store/changes'
import { type Store, StoreGone } from '../../store/db'
import {
  discardRefused,
  dismissStale,
  listEntries,
  outboxRows,
  removeEntry,
  reviseEntry,
  saveEntry,
  saveSession,
} from '../../store/diary'
import { clearDraft, readDraft, saveDraft } from '../../store/draft'
import { ids } from '../../store/ids'
import { readPlan } from '../../store/plan'
import { now, readClock, today, zone } from './clock'
import { store } from './session'

/** The diary on this phone, newest first. */
export const entries = signal<readonly Entry[]>([])
/** What has no verdict from the server yet, or was refused. */
export const outbox = signal<readonly OutboxRow[]>([])
export const plan = signal<Plan | null>(null)
/** The session in progress. */
export const draft = signal<SessionDraft | null>(null)
/** False until the phone has been read once. */
export const ready = signal(false)

/** Today's plan and what is done of it; null while no plan is on this phone. */
export const todaysPlan = computed(
  () => plan.value && todayOf(plan.value, entries.value, today.value, draft.value),
)

/** The scores of today, newest first, those before a session included; known also before any plan is. */
export const todaysPain = computed(() => checkInsOn(entries.value, today.value))

/** The session of yesterday whose morning after is to be told, or null. */
export const morningAfter: ReadonlySignal<Entry<'session'> | null> = computed(() =>
  sessionToAskAbout(entries.value, today.value, localTime(now.value, zone.value)),
)

/** Whether this person's answers ask for a daily look at the feet. */
export const asksFootCheck = computed(() => plan.value?.may_feel_less === true)

const readers: Record<'diary' | 'plan' | 'draft', (from: Store) => Promise<void>> = {
  async diary(from) {
    const [all, waiting] = await Promise.all([listEntries(from), outboxRows(from)])
    entries.value = all
    outbox.value = waiting
  },
  async plan(from) {
    plan.value = (await readPlan(from))?.plan ?? null
  },
  async draft(from) {
    draft.value = await readDraft(from)
  },
}

function forget(): void {
  entries.value = []
  outbox.value = []
  plan.value = null
  draft.value = null
  ready.value = false
}

/** Reads all of a diary, and again each time it changes, here or in another tab. */
async function follow(from: Store): Promise<void> {
  await Promise.all([readers.diary(from), readers.plan(from), readers.draft(from)])
  ready.value = true
}

/** Follows whichever diary is open. */
export function startDiary(): void {
  effect(() => {
    forget()
    if (store.value) void follow(store.value)
  })
  onStoreChange(({ userId, what }) => {
    const from = store.value
    if (from?.userId !== userId || what === 'identity' || what === 'reminded') return
    if (what === 'draft' && keeping > 0) return
    void readAgain(what)
  })
}

type What = keyof typeof readers

const underWay = new Set<What>()
const askedAgain = new Set<What>()

/** Reads one thing again. Asked while that is under way it is read once more at the end, however often it was asked. */
async function readAgain(what: What): Promise<void> {
  askedAgain.add(what)
  if (underWay.has(what)) return
  underWay.add(what)
  while (askedAgain.delete(what) && store.value) await readers[what](store.value).catch(reportUnlessGone)
  underWay.delete(what)
}

/** A diary that is removed while it is read (a sign-out in another tab) is no fault. */
function reportUnlessGone(error: unknown): void {
  if (!(error instanceof StoreGone)) reportError(error)
}

function open(): Store {
  if (!store.value) throw new Error('No diary is open.')
  return store.value
}

/** An entry of the diary by its id. */
export function entryOf(id: string | null): Entry | null {
  return entries.value.find((entry) => entry.entry_id === id) ?? null
}

/** Saves a new pain entry on this phone, about now or a part of yesterday. Resolves once it is written down. */
export async function keepPain(answers: PainAnswers, when: When = 'now'): Promise<Entry> {
  const at = readClock()
  const made = newPainEntry(answers, at, zone.value, ids)
  const entry = datedAt(made, instantMeant(when, at, zone.value))
  await saveEntry(open(), entry)
  return entry
}

/** Saves a foot check on this phone. */
export async function keepFootCheck(findings: Finding[], note: string): Promise<Entry> {
  const entry = newFootCheckEntry({ findings, note }, readClock(), zone.value, ids)
  await saveEntry(open(), entry)
  return entry
}

/** Saves the session in progress as a finished one; its draft is gone in the same stroke. It belongs to the day it began. */
export async function keepSession(finished: SessionDraft): Promise<Entry<'session'>> {
  const at = readClock()
  const end = endOf(finished, at)
  // Its id says when it was written: as it was done, or, told later, now.
  const made = finished.told_later ? at : end
  const entry = newSessionEntry(finishDraft(finished, end), made, finished.time_zone, ids)
  await saveSession(open(), entry)
  // The diary is read again a moment later; the page of what was saved is shown at once.
  entries.value = [entry, ...entries.value.filter(({ entry_id }) => entry_id !== entry.entry_id)]
  return entry
}

/** Corrects an entry. */
export const revise = <K extends Kind>(entry: Entry<K>, data: DataOf[K]) => reviseEntry(open(), entry, data)
export const remove = (entryId: string) => removeEntry(open(), entryId)
export const discard = (entryId: string) => discardRefused(open(), entryId)
export const putStaleAway = (entryId: string) => dismissStale(open(), entryId)

/** How many of our own writes of the draft are under way. What is on screen is then ahead of the phone's copy. */
let keeping = 0

/** Keeps the session in progress: on screen at once, on the phone a moment later. */
export async function keepDraft(changed: SessionDraft): Promise<void> {
  const next = touchDraft(changed, readClock())
  draft.value = next
  keeping += 1
  await saveDraft(open(), next).finally(() => {
    keeping -= 1
  })
}

/** Gives the session in progress up. */
export const dropDraft = () => clearDraft(open())
