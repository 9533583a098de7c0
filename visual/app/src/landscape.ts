// All that has been loaded, joined by key, and what follows from it. Views ask it; it never asks the server.

import { passes, type Filter } from './filter'
import { nameOf, type Bundle, type Id, type Judgement, type Link, type Place, type Plan, type Section, type Thing } from './model'

export interface Pair {
  row: Id
  column: Id
  links: Link[]
  strength: number
  count: number
}

export interface Relation {
  key: string
  p: string
  forward: boolean
  kind: string
  type: Link['type']
  others: { id: Id; links: Link[] }[]
}

export class Landscape {
  readonly things = new Map<Id, Thing>()
  readonly links = new Map<Id, Link>()
  readonly places = new Map<Id, Place>()
  readonly sections = new Map<Id, Section>()
  readonly plans = new Map<Id, Plan>()
  readonly judgements = new Map<Id, Judgement>()
  private touching = new Map<Id, Set<Id>>()
  private resting = new Map<Id, Link[]>()
  private known = new Map<string, unknown>()

  /** Join a bundle to what is there; what is there already stays as it is. */
  add(bundle: Bundle): void {
    for (const thing of bundle.things) if (!this.things.has(thing.id)) this.things.set(thing.id, thing)
    for (const place of bundle.places) this.places.set(place.id, place)
    for (const section of bundle.sections) this.sections.set(section.id, section)
    for (const plan of bundle.plans) this.plans.set(plan.id, plan)
    for (const link of bundle.links) {
      if (this.links.has(link.id)) continue
      this.links.set(link.id, link)
      for (const end of [...link.s, link.o]) {
        const known = this.touching.get(end)
        if (known) known.add(link.id)
        else this.touching.set(end, new Set([link.id]))
      }
      const only = link.steps?.length === 1 ? link.steps[0] : undefined
      if (only && link.route !== 'narrower' && link.route !== 'within') {
        this.resting.set(only, [...(this.resting.get(only) ?? []), link])
      }
    }
    this.known.clear()
  }

  judged(judgements: Judgement[]): void {
    this.judgements.clear()
    for (const one of judgements) this.judgements.set(one.statement, one)
    this.known.clear()
  }

  /** Judged wrong, or resting on what was: it counts nowhere any more, and the next build leaves it out. */
  isWrong(link: Link): boolean {
    const wrong = (id: Id) => this.judgements.get(id)?.verdict === 'wrong'
    return wrong(link.id) || !!link.steps?.some(wrong)
  }

  isJudged(link: Link): boolean {
    return [link.id, ...(link.steps ?? []), ...(link.also ?? [])].some((id) => this.judgements.has(id))
  }

  thing(id: Id): Thing {
    return this.things.get(id) ?? { id, kind: 'Document', label: nameOf(id) }
  }

  kind(id: Id): string {
    return this.things.get(id)?.kind ?? 'Document'
  }

  label(id: Id, english = false): string {
    const thing = this.thing(id)
    return (english && thing.en) || thing.label
  }

  /** Links in order of id that the filter lets through. */
  filtered(filter: Filter): Link[] {
    return this.once(`filtered ${JSON.stringify(filter)}`, () =>
      [...this.links.values()].filter((link) => passes(link, filter, this) && !this.isWrong(link)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    )
  }

  linksOf(id: Id): Link[] {
    return [...(this.touching.get(id) ?? [])].map((link) => this.links.get(link)!).sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** The supports that say of a Statement's very ends what it says: they are told with it, and not drawn again. */
  restingOn(link: Link): Link[] {
    return this.resting.get(link.id) ?? []
  }

  isTold(link: Link): boolean {
    if (link.type !== 'inferred' || link.steps?.length !== 1 || link.route === 'narrower' || link.route === 'within') return false
    const step = this.links.get(link.steps[0]!)
    return !!step && step.o === link.o && step.s.includes(link.s[0]!)
  }

  strength(link: Link): number {
    if (link.strength !== undefined) return link.strength
    return Math.max(0, ...this.restingOn(link).map((one) => one.strength ?? 0))
  }

  /** Of an inferred support the least of its steps. */
  confidence(link: Link): number {
    if (link.confidence !== undefined) return link.confidence
    const steps = (link.steps ?? []).map((step) => this.links.get(step)?.confidence ?? 0)
    return steps.length ? Math.min(...steps) : 0
  }

  /** A node and all above it by `within` or `broader`. */
  upwards(id: Id, by: 'within' | 'broader'): Id[] {
    return this.once(`${by} ${id}`, () => {
      const found = [id]
      for (const one of found) for (const above of this.things.get(one)?.[by] ?? []) if (!found.includes(above)) found.push(above)
      return found
    })
  }

  regionsOf(link: Link): Id[] {
    const own = [...link.s, link.o, link.scope ?? ''].filter((id) => this.kind(id) === 'Region')
    const from = own.length ? own : [this.plans.get(link.plan)?.region ?? '']
    return from.filter(Boolean).flatMap((id) => this.upwards(id, 'within'))
  }

  /** The topmost concepts above the technologies and industries of a link. */
  sectorsOf(link: Link): Id[] {
    const concepts = [...link.s, link.o].filter((id) => ['Technology', 'Industry'].includes(this.kind(id)))
    return [...new Set(concepts.map((id) => this.sector(id)))]
  }

  sector(id: Id): Id {
    return this.upwards(id, 'broader').filter((one) => !this.things.get(one)?.broader?.length).at(-1) ?? id
  }

  yearsOf(link: Link): number[] {
    if (link.target?.year) return [link.target.year]
    const from = this.plans.get(link.plan)?.from
    return from ? [from] : []
  }

  bodiesOf(link: Link): Id[] {
    const said = ['leads', 'takesPartIn'].includes(link.p) ? link.s : []
    return [...said, ...this.headings(link.section).flatMap((section) => (section.duties ?? []).map((duty) => duty.body))]
  }

  /** Sections from the top down to the one named. */
  headings(section: Id | null | undefined): Section[] {
    const path: Section[] = []
    let at = section ? this.sections.get(section) : undefined
    while (at && !path.includes(at)) {
      path.unshift(at)
      at = at.above ? this.sections.get(at.above) : undefined
    }
    return path
  }

  headingPath(section: Id | null | undefined): string[] {
    return this.headings(section).map((one) => [one.number, one.heading].filter(Boolean).join(' ')).filter(Boolean)
  }

  /** The places of a link, those of its steps where it has none of its own. */
  placesOf(link: Link): Place[] {
    const ids = link.places.length ? link.places : (link.steps ?? []).flatMap((step) => this.links.get(step)?.places ?? [])
    return [...new Set(ids)].flatMap((id) => this.places.get(id) ?? [])
  }

  /** What a thing is tied to, by relation, direction and class, each with its neighbours, most links first. */
  relations(id: Id, filter: Filter): Relation[] {
    const found = new Map<string, Relation>()
    for (const link of this.linksOf(id)) {
      if (!passes(link, filter, this) || this.isTold(link)) continue
      const forward = link.s.includes(id)
      for (const other of forward ? [link.o] : link.s) {
        if (other === id) continue
        const kind = this.kind(other)
        const key = [link.p, link.type, forward ? '>' : '<', kind].join(' ')
        const relation = found.get(key) ?? { key, p: link.p, forward, kind, type: link.type, others: [] }
        found.set(key, relation)
        const neighbour = relation.others.find((one) => one.id === other)
        if (neighbour) neighbour.links.push(link)
        else relation.others.push({ id: other, links: [link] })
      }
    }
    for (const relation of found.values()) {
      relation.others.sort((a, b) => this.best(b.links) - this.best(a.links) || b.links.length - a.links.length || (a.id < b.id ? -1 : 1))
    }
    return [...found.values()].sort((a, b) => order(a) - order(b) || (a.key < b.key ? -1 : 1))
  }

  private best(links: Link[]): number {
    return Math.max(...links.map((link) => this.strength(link)))
  }

  /** Supports by technology and region, cluster (or industry), or plan. */
  pairs(columns: 'Region' | 'Cluster' | 'Plan', links: Link[]): Pair[] {
    const found = new Map<string, Pair>()
    for (const link of links) {
      if (link.type !== 'inferred') continue
      const kind = this.kind(link.s[0]!)
      const fits = columns === 'Plan' || kind === columns || (columns === 'Cluster' && kind === 'Industry')
      if (!fits) continue
      const column = columns === 'Plan' ? link.plan : link.s[0]!
      const key = `${link.o} ${column}`
      const pair = found.get(key) ?? { row: link.o, column, links: [], strength: 0, count: 0 }
      pair.links.push(link)
      pair.count += 1 + (link.more ?? 0)
      pair.strength = Math.max(pair.strength, link.strength ?? 0)
      found.set(key, pair)
    }
    return [...found.values()]
  }

  /** A shortest path over loaded links that the filter lets through, [] where there is none. */
  path(start: Id, end: Id, filter: Filter): Id[] {
    const before = new Map<Id, Id | null>([[start, null]])
    let front = [start]
    while (front.length && !before.has(end)) {
      const next: Id[] = []
      for (const id of front) {
        for (const link of this.linksOf(id)) {
          if (!passes(link, filter, this)) continue
          for (const other of link.s.includes(id) ? [link.o] : link.s) {
            if (!before.has(other)) {
              before.set(other, id)
              next.push(other)
            }
          }
        }
      }
      front = next
    }
    if (!before.has(end)) return []
    const path: Id[] = []
    for (let at: Id | null | undefined = end; at; at = before.get(at)) path.unshift(at)
    return path
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.known.has(key)) this.known.set(key, make())
    return this.known.get(key) as T
  }
}

const ORDER = ['hasProject', 'hasCluster', 'hasTechnology', 'mustDevelop', 'demonstrates', 'worksOn', 'leads', 'takesPartIn', 'supports']

function order(relation: Relation): number {
  const at = ORDER.indexOf(relation.p)
  return (relation.type === 'inferred' ? 100 : 0) + (at < 0 ? 50 : at)
}
