import { path } from '../router'
import { applyUpdate, isLapsed, isOffline, sending, updateReady } from '../state/sending'
import { me } from '../state/session'
import { t } from '../words'
import { Banner } from './banner'
import { Button, ButtonLink } from './button'
import { ZoneNotice } from './zone-notice'

function Lapsed() {
  const action = (
    <ButtonLink kind="quiet" href="/signin">
      {t('lapsed.action')}
    </ButtonLink>
  )
  return (
    <Banner icon="key" tone="attention" action={action}>
      <b>{t('lapsed.title')}</b> {t('lapsed.safe')}
    </Banner>
  )
}

/** The server refuses until the person has done something: what that is, beside what is safe. */
function Refused() {
  const { error } = sending.value
  if (error === 'second_factor') {
    const action = (
      <ButtonLink kind="quiet" href="/signin">
        {t('refused.second_factor.action')}
      </ButtonLink>
    )
    return (
      <Banner icon="key" tone="attention" action={action}>
        <b>{t('refused.second_factor.title')}</b> {t('refused.second_factor.safe')}
      </Banner>
    )
  }
  if (error === 'old_page') {
    const action = (
      <Button kind="quiet" onClick={() => location.reload()}>
        {t('refused.old_page.action')}
      </Button>
    )
    return (
      <Banner icon="again" tone="attention" action={action}>
        <b>{t('refused.old_page.title')}</b> {t('refused.old_page.safe')}
      </Banner>
    )
  }
  if (error !== 'not_allowed') return null
  return (
    <Banner icon="alert" tone="attention">
      <b>{t('refused.not_allowed.title')}</b> {t('refused.not_allowed.safe')}
    </Banner>
  )
}

function Offline() {
  return (
    <Banner icon="offline">
      <b>{t('offline.title')}</b> {t('offline.safe')}
    </Banner>
  )
}

function Update() {
  const action = (
    <Button kind="quiet" onClick={applyUpdate}>
      {t('update.action')}
    </Button>
  )
  return (
    <Banner icon="again" action={action}>
      <b>{t('update.title')}</b> {t('update.words')}
    </Banner>
  )
}

/** The state of things, above every screen but a task: no network, signed out, a new version. */
export function Notices({ quiet }: { quiet: boolean }) {
  if (quiet || !me.value) return null
  return (
    <div class="notices">
      {isLapsed.value ? <Lapsed /> : isOffline.value ? <Offline /> : <Refused />}
      {updateReady.value && <Update />}
      {(path.value === '/' || path.value === '/caseload') && <ZoneNotice />}
    </div>
  )
}
