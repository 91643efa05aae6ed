export const FINDINGS = [
  'none',
  'redness',
  'blister',
  'open_skin',
  'swelling',
  'warm',
  'colour_change',
] as const
export type Finding = (typeof FINDINGS)[number]

export interface FootCheckData {
  findings: Finding[]
  note: string
}
