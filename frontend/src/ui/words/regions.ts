import { FEET, type PainSite, REGIONS, type Region } from '../../domain/pain'
import { t } from './index'

/** "Ball of the foot, below toe 2"; a region that this version does not know, as it was told. */
export function regionWords(region: Region): string {
  const [part, digit] = region.split('_')
  const number = Number(digit)
  if (!REGIONS.includes(region)) return region.replaceAll('_', ' ')
  if (part === 'metatarsal') return t('pain.region.metatarsal', { number })
  if (part === 'web') return t('pain.region.web', { number, next: number + 1 })
  if (part === 'arch') return t('pain.region.arch')
  if (part === 'heel') return t('pain.region.heel')
  if (number === 1) return t('pain.region.toe_1')
  return number === 5 ? t('pain.region.toe_5') : t('pain.region.toe', { number })
}

/** "Left foot, sole: Arch" */
export function siteWords(site: Pick<PainSite, 'foot' | 'surface' | 'region'>): string {
  const foot = FEET.includes(site.foot) ? t(`${site.foot}.foot`) : String(site.foot)
  return t('pain.place', {
    foot,
    surface: t(`pain.surface.${site.surface}`),
    region: regionWords(site.region),
  })
}
