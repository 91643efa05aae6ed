import { t } from '../words'
import { Icon } from './icon'

/** The product's name, where nobody is signed in and there is no rail to carry it. */
export function DoorBrand() {
  return (
    <p class="door-brand">
      <Icon name="foot" size={32} />
      {t('app.name')}
    </p>
  )
}
