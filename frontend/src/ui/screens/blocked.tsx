import { Banner } from '../parts/banner'
import { Button, ButtonLink } from '../parts/button'
import { Screen } from '../parts/screen'
import { t } from '../words'

/** In place of the diary, where the browser lets nothing be kept: what is blocked, what is safe, and what works without. */
export function Blocked() {
  const foot = (
    <Button kind="main" wide onClick={() => location.reload()}>
      {t('blocked.action')}
    </Button>
  )
  return (
    <Screen title={t('blocked.title')} foot={foot}>
      <Banner icon="alert" tone="attention">
        {t('blocked.why')} {t('blocked.safe')}
      </Banner>
      <p>{t('blocked.do')}</p>
      <p>{t('blocked.works')}</p>
      <ButtonLink href="/learn">{t('blocked.learn')}</ButtonLink>
      <ButtonLink href="/learn/help">{t('today.held.help')}</ButtonLink>
    </Screen>
  )
}
