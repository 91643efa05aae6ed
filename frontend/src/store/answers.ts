import { type NoticeAnswer, type Reminded, withAgain, withAnswer, withReminded } from '../domain/notice'
import type { AnswerRow, AnyRow } from '../domain/outbox'
import { announce } from './changes'
import type { Store } from './db'
import { promisify as answerOf } from './idb'
import { append, removeRow } from './rows'

const REMINDED = 'reminded'

/**
 * Puts what the patient said to a reminder into the outbox, and beside the reminder, in one stroke. Resolves once it
 * is written down.
 */
export async function addAnswer(store: Store, answer: NoticeAnswer, now: Date): Promise<void> {
  await store.transact(['outbox', 'kept'], 'readwrite', async (tx) => {
    await append<AnswerRow>(tx, { kind: 'notice_action', answer, added_at: now.toISOString() })
    await changeReminded(tx, (all) => withAnswer(all, answer))
  })
  announce({ userId: store.userId, what: 'reminded' })
}

/** The answers that the server has not settled yet, oldest first. */
export function waitingAnswers(store: Store): Promise<AnswerRow[]> {
  return store.transact(['outbox'], 'readonly', async (tx) => {
    const rows: AnyRow[] = await answerOf(tx.objectStore('outbox').getAll())
    return rows.filter((row): row is AnswerRow => 'answer' in row)
  })
}

/** Takes an answer out of the outbox that the server has settled. */
export async function removeAnswer(store: Store, { order }: AnswerRow): Promise<void> {
  await store.transact(['outbox'], 'readwrite', (tx) => removeRow(tx, order))
}

/** Remembers what the server said to a snooze: when the reminder comes again, null for not today. */
export async function keepAgain(store: Store, noticeId: string, againAt: string | null): Promise<void> {
  await store.transact(['kept'], 'readwrite', (tx) =>
    changeReminded(tx, (all) => withAgain(all, noticeId, againAt)),
  )
  announce({ userId: store.userId, what: 'reminded' })
}

/** Remembers a reminder that was shown. */
export async function keepReminded(store: Store, reminded: Omit<Reminded, 'action'>): Promise<void> {
  await store.transact(['kept'], 'readwrite', (tx) =>
    changeReminded(tx, (all) => withReminded(all, reminded)),
  )
  announce({ userId: store.userId, what: 'reminded' })
}

/** The reminders this phone has shown on the last day it showed any. */
export function remindedOf(store: Store): Promise<Reminded[]> {
  return store.transact(['kept'], 'readonly', readReminded)
}

async function readReminded(tx: IDBTransaction): Promise<Reminded[]> {
  const found: Reminded[] | undefined = await answerOf(tx.objectStore('kept').get(REMINDED))
  return found ?? []
}

async function changeReminded(tx: IDBTransaction, change: (all: Reminded[]) => Reminded[]): Promise<void> {
  await answerOf(tx.objectStore('kept').put(change(await readReminded(tx)), REMINDED))
}
