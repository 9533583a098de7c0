// The selection that all views share: which links count.

import type { Landscape } from './landscape'
import type { Id, Link } from './model'

export interface Filter {
  kinds: string[]
  types: string[]
  readings: string[]
  stages: string[]
  modalities: string[]
  strength: number
  confidence: number
  regions: Id[]
  sectors: Id[]
  plans: Id[]
  years: number[]
  bodies: Id[]
}

export const NO_FILTER: Filter = {
  kinds: [], types: [], readings: [], stages: [], modalities: [], strength: 1, confidence: 0, regions: [], sectors: [],
  plans: [], years: [], bodies: [],
}

export const UNSAID = '-'

/** How many facets say something. */
export function weight(filter: Filter): number {
  return Object.entries(filter).filter(([name, value]) =>
    Array.isArray(value) ? value.length : value !== NO_FILTER[name as 'strength'],
  ).length
}

export function passes(link: Link, filter: Filter, land: Landscape): boolean {
  const among = (wanted: string[], said: string | undefined) => !wanted.length || wanted.includes(said ?? UNSAID)
  return (
    among(filter.types, link.type === 'target' ? 'said' : link.type) &&
    among(filter.readings, link.reading) &&
    among(filter.stages, link.stage) &&
    among(filter.modalities, link.modality) &&
    among(filter.plans, link.plan) &&
    (filter.strength <= 1 || land.strength(link) >= filter.strength) &&
    (filter.confidence <= 0 || land.confidence(link) >= filter.confidence) &&
    (!filter.kinds.length || ends(link).every((id) => filter.kinds.includes(land.kind(id)))) &&
    (!filter.regions.length || land.regionsOf(link).some((id) => filter.regions.includes(id))) &&
    (!filter.sectors.length || land.sectorsOf(link).some((id) => filter.sectors.includes(id))) &&
    (!filter.years.length || land.yearsOf(link).some((year) => filter.years.includes(year))) &&
    (!filter.bodies.length || land.bodiesOf(link).some((id) => filter.bodies.includes(id)))
  )
}

export const ends = (link: Link): Id[] => [...link.s, link.o]
