import { useState } from 'preact/hooks'
import { Problem } from '../../../api/errors'
import { Button, ButtonLink } from '../../parts/button'
import { Card } from '../../parts/card'
import { AnyOf } from '../../parts/choice'
import { ProblemLine } from '../../parts/problem'
import { Sheet } from '../../parts/sheet'
import { useAsking } from '../../parts/use-asking'
import { go, path, place } from '../../router'
import { leave } from '../../state/account'
import { api } from '../../state/server'
import { isPatient } from '../../state/session'
import { listed } from '../../words/dates'
import { SignInAgain } from './sign-in-again'
import { t } from './words'

const sureChoice = () => [{ value: 'sure', label: t('data.delete.sure') }] as const

/** The server deletes only for one who has just signed in. */
const TOO_LONG_AGO = 'fresh_sign_in_required'

/** Names the patients whom somebody must take over first; null where it was about something else. */
function leftWords(error: unknown): string | null {
  if (!(error instanceof Problem) || error.body.code !== 'patients_left') return null
  const names = listed((error.body.patients ?? []).map(({ name }) => name))
  return t('data.delete.patients', { names })
}

/** Where someone comes back to who had to sign in again: the question stands open. */
const ASKED = 'delete'
const BACK_HERE = `/settings?${ASKED}=1`

async function erase(onStale: () => void): Promise<string | null> {
  try {
    await api.eraseMe()
  } catch (error) {
    const left = leftWords(error)
    if (left) return left
    if (!(error instanceof Problem) || error.body.code !== TOO_LONG_AGO) throw error
    onStale()
    return null
  }
  await leave()
  go('/signin', { replace: true })
  return null
}

function Question({ onStale }: { onStale: () => void }) {
  const [sure, setSure] = useState<'sure'[]>([])
  const { ask, asking, problem } = useAsking(() => erase(onStale))
  return (
    <>
      <p>{t('data.delete.words')}</p>
      <ProblemLine words={problem} />
      <AnyOf
        legend={t('data.delete.title')}
        legendUnseen
        look="list"
        options={sureChoice()}
        values={sure}
        onChange={setSure}
      />
      <Button kind="danger" icon="bin" wide disabled={asking || sure.length === 0} onClick={ask}>
        {t('data.delete.action')}
      </Button>
    </>
  )
}

function DeleteSheet({ onClose }: { onClose: () => void }) {
  const [stale, setStale] = useState(false)
  return (
    <Sheet title={t('data.delete.title')} onClose={onClose}>
      {stale ? (
        <SignInAgain words={t('data.delete.again')} next={BACK_HERE} />
      ) : (
        <Question onStale={() => setStale(true)} />
      )}
      <Button wide onClick={onClose}>
        {t('cancel')}
      </Button>
    </Sheet>
  )
}

/** Taking one's data along, and deleting it all. */
export function OwnData() {
  const [deleting, setDeleting] = useState(() => place.value.query.has(ASKED))
  const close = () => {
    setDeleting(false)
    if (place.value.query.has(ASKED)) go(path.value, { replace: true })
  }
  return (
    <Card title={t('data.title')}>
      {isPatient.value && (
        <div class="stack-close">
          <ButtonLink href="/api/v1/me/export/" download>
            {t('data.export')}
          </ButtonLink>
          <p class="hint">{t('data.export.hint')}</p>
        </div>
      )}
      <Button kind="danger" icon="bin" onClick={() => setDeleting(true)}>
        {t('data.delete')}
      </Button>
      {deleting && <DeleteSheet onClose={close} />}
    </Card>
  )
}
