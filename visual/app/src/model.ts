// What the explorer works on: a bundle as the server or a static site gives it (docs/explorer.md).

export type Id = string

export interface Thing {
  id: Id
  kind: string
  label: string
  en?: string
  names?: string[]
  code?: string
  within?: Id[]
  broader?: Id[]
  status?: string
  regionKind?: string
}

export interface TargetValue {
  indicator: Id | null
  name: string | null
  comparator: string | null
  year: number | null
  baseline: number | null
  value: number | null
  printed: string | null
  unit: string | null
  text: string | null
}

/** A Statement (`said`), a target, or an inferred support, with the particulars that are known of it. */
export interface Link {
  id: Id
  type: 'said' | 'target' | 'inferred'
  s: Id[]
  p: string
  o: Id
  plan: Id
  places: Id[]
  reading: string
  coverage?: string
  route?: string
  strength?: number
  steps?: Id[]
  stage?: string
  modality?: string
  confidence?: number
  rule?: string
  via?: Id
  section?: Id
  scope?: Id
  open?: boolean
  target?: TargetValue
  verdict?: string
  /** Of an overview: ids of further links that say the same, and how many they are. */
  also?: Id[]
  more?: number
}

/** Words of a plan: code points of its text, with the sentence around them and where that begins. */
export interface Place {
  id: Id
  start: number
  end: number
  at: number
  sentence: string
  section: Id | null
  page?: number
}

export interface Section {
  id: Id
  plan: Id
  order: number
  number?: string
  heading?: string
  above?: Id
  task?: boolean
  duties?: { body: Id; role: string }[]
}

export interface Plan {
  id: Id
  title: string
  number?: string
  issued?: string
  from?: number
  to?: number
  level?: string
  region?: Id
  regionName?: string
  issuers?: string[]
}

export interface Bundle {
  things: Thing[]
  links: Link[]
  places: Place[]
  sections: Section[]
  plans: Plan[]
  total?: number
  path?: Id[]
}

/** What the server picked for a view of many plans: `told` says how many of how many. */
export interface Overview {
  links: Link[]
  things: Thing[]
  told: Record<string, number | [number, number]>
  facets: Record<string, [string | number, number][]>
  technologies?: [Id, string, number][]
  starts?: [string, Id[]][]
  regions?: Id[]
  sections?: Section[]
  places?: Place[]
  plans?: Plan[]
}

export interface PlanText {
  plan: Id
  text: string
  spans: [number, number, string, Id][]
  lists: { id: Id; start: number; end: number; openness: string; count: number | null; members: [number, number][] }[]
  outline: [Id, number, number][]
  bundle: Bundle
}

/** One side of a row: code points of its text; `differs`: stretches that the other side words otherwise. */
export interface FacingSide {
  start: number
  end: number
  name: string
  said: string
  line: number
  heading: string
  thing: Id
  differs: [number, number][]
}

export interface FacingRow {
  id: string
  kind: string
  relation: string
  reason: string
  rule: string
  score: number
  left: FacingSide | null
  right: FacingSide | null
  further: (FacingSide & { plan: Id })[]
}

/** Two plans aligned (visual/facing_texts.py). */
export interface Facing {
  left: Id
  right: Id
  remarks: string[]
  software: string
  kinds: [string, string, string][]
  relations: [string, string, string, string][]
  rows: FacingRow[]
}

export interface Found {
  id: Id
  kind: string
  label: string
  en: string
  name: string
  how: string
}

export interface Question {
  name: string
  zh: string
  en: string
  reading?: string
  sparql: string
  parameters: { name: string; description: string; default?: string | number }[]
}

export interface Answer {
  columns: { name: string; heading: string }[]
  rows: (string | number | boolean | null)[][]
}

export interface Judgement {
  statement: Id
  verdict: 'right' | 'wrong' | 'corrected'
  by: string
  note: string
  on: string
  subject?: Id
  object?: Id
  predicate?: string
  stage?: string
  value?: string
  year?: string
  comparator?: string
}

export interface Summary {
  plans: Plan[]
  writable: boolean
  judgements?: Judgement[]
  static?: boolean
}

export const nameOf = (id: Id): string => decodeURIComponent(id.slice(id.lastIndexOf('/') + 1).replace(/%(?![0-9A-F]{2})/g, '%25'))
