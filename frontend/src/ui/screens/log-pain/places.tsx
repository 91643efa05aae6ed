import { useState } from 'preact/hooks'
import {
  FEET,
  type Foot,
  type PainSite,
  REGIONS,
  type Region,
  SURFACES,
  type Surface,
} from '../../../domain/pain'
import { IconButton } from '../../parts/button'
import { AnyOf, OneOf } from '../../parts/choice'
import { t } from '../../words'
import { regionWords, siteWords } from '../../words/regions'
import { regionsOn, withRegions } from './form'

type ChangeSites = (sites: PainSite[]) => void

function shortWords(region: Region): string {
  const number = Number(region.split('_')[1])
  return region.startsWith('metatarsal') ? t('pain.below.toe', { number }) : regionWords(region)
}

const groups = () => [
  { legend: t('pain.group.toes'), regions: REGIONS.filter((region) => region.startsWith('toe')) },
  { legend: t('pain.group.ball'), regions: REGIONS.filter((region) => region.startsWith('metatarsal')) },
  { legend: t('pain.group.between'), regions: REGIONS.filter((region) => region.startsWith('web')) },
  { legend: t('pain.group.back'), regions: ['arch', 'heel'] as Region[] },
]

function Regions({ chosen, onChange }: { chosen: readonly Region[]; onChange: (regions: Region[]) => void }) {
  return (
    <>
      <p class="hint">{t('pain.toes.hint')}</p>
      {groups().map(({ legend, regions }) => (
        <AnyOf
          key={legend}
          legend={legend}
          options={regions.map((value) => ({ value, label: shortWords(value) }))}
          values={chosen.filter((region) => regions.includes(region))}
          onChange={(here) => onChange([...chosen.filter((region) => !regions.includes(region)), ...here])}
        />
      ))}
    </>
  )
}

function Chosen({ sites, onChange }: { sites: readonly PainSite[]; onChange: ChangeSites }) {
  return (
    <ul class="rows">
      {sites.map((site) => (
        <li key={siteWords(site)} class="row">
          <span class="row-words">{siteWords(site)}</span>
          <IconButton
            icon="close"
            label={t('pain.where.remove', { place: siteWords(site) })}
            onClick={() => onChange(sites.filter((other) => other !== site))}
          />
        </li>
      ))}
    </ul>
  )
}

/** Where it hurts: a foot, a side of it, and any of its parts; what is chosen stays listed. */
export function Places({
  sites,
  usualFoot,
  onChange,
}: {
  sites: readonly PainSite[]
  usualFoot: Foot | null
  onChange: ChangeSites
}) {
  const [foot, setFoot] = useState<Foot | null>(sites[0]?.foot ?? usualFoot)
  const [surface, setSurface] = useState<Surface>(sites[0]?.surface ?? 'sole')
  const feet = FEET.map((value) => ({ value, label: t(value) }))
  const surfaces = SURFACES.map((value) => ({ value, label: t(`pain.${value}`) }))
  return (
    <div class="stack">
      <h2 class="small-head">{t('pain.where')}</h2>
      {sites.length > 0 && <Chosen sites={sites} onChange={onChange} />}
      <OneOf legend={t('pain.where.foot')} options={feet} value={foot} onChange={setFoot} />
      {foot && (
        <>
          <OneOf legend={t('pain.where.surface')} options={surfaces} value={surface} onChange={setSurface} />
          <Regions
            chosen={regionsOn(sites, foot, surface)}
            onChange={(regions) => onChange(withRegions(sites, foot, surface, regions))}
          />
        </>
      )}
    </div>
  )
}
