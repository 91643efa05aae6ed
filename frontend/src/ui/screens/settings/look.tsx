import { Card } from '../../parts/card'
import { OneOf } from '../../parts/choice'
import { theme } from '../../state/theme'
import { t } from './words'

const looks = () =>
  [
    { value: 'system', label: t('look.system') },
    { value: 'light', label: t('look.light') },
    { value: 'dark', label: t('look.dark') },
  ] as const

export function Look() {
  const choose = (value: ReturnType<typeof looks>[number]['value']) => {
    theme.value = value
  }
  return (
    <Card title={t('look.title')}>
      <OneOf legend={t('look.legend')} legendUnseen options={looks()} value={theme.value} onChange={choose} />
    </Card>
  )
}
