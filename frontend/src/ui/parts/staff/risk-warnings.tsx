import type { PatientRecord } from '../../../api/record'
import { Banner } from '../banner'
import { mayFeelLess, needsRelease } from './risk'
import { t } from './words'

/** What must be known before anything is prescribed. */
export function RiskWarnings({ record }: { record: PatientRecord }) {
  return (
    <>
      {needsRelease(record) && (
        <Banner icon="alert" tone="attention">
          <b>{t('risk.release.title')}</b> {t('risk.release.words')}
        </Banner>
      )}
      {mayFeelLess(record) && (
        <Banner icon="foot" tone="attention">
          <b>{t('risk.numb.title')}</b> {t('risk.numb.words')}
        </Banner>
      )}
    </>
  )
}
