import { applyUpdate, isLapsed, isOffline, updateReady } from '../state/sending'
import { me } from '../state/session'
import { t } from '../words'
import { Banner } from './banner'
import { Button, ButtonLink } from './button'

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
      {isLapsed.value ? <Lapsed /> : isOffline.value && <Offline />}
      {updateReady.value && <Update />}
    </div>
  )
}
