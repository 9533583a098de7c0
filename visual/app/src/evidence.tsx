// The panel that shows why: the whole sentence with its words marked, where it stands, and how it was read.

import { useState } from 'preact/hooks'
import { openPlan } from './actions'
import { data, land, say, useData } from './data'
import { Judge } from './judge'
import type { Id, Link, Place } from './model'
import { ThingName, useTerms, useWords } from './parts'

const MOST = 30

export function Evidence({ links, title }: { links: Id[]; title?: string }) {
  useData()
  const say_ = useWords()
  const [most, setMost] = useState(MOST)
  const known = links.flatMap((id) => land.links.get(id) ?? [])
  return (
    <section class="evidence" aria-label={say_('evidence')}>
      {title && <h2>{title}</h2>}
      {known.length < links.length && <p class="quiet">{say_('loading')}</p>}
      {known.slice(0, most).map((link) => <LinkCard key={link.id} link={link} />)}
      {known.length > most && (
        <button type="button" class="wide" onClick={() => setMost(most + MOST)}>{say_('more')}（{known.length - most}）</button>
      )}
    </section>
  )
}

export function LinkCard({ link, nested = false }: { link: Link; nested?: boolean }) {
  const say_ = useWords()
  const term = useTerms()
  const resting = nested ? [] : land.restingOn(link)
  const steps = link.type === 'inferred' ? (link.steps ?? []).flatMap((step) => land.links.get(step) ?? []) : []
  const judgement = land.judgements.get(link.id)
  const coverage = link.coverage ?? resting[0]?.coverage
  const verdict = land.isWrong(link) ? 'wrong' : judgement?.verdict
  return (
    <article class={`card ${link.type} ${link.reading === 'collective' ? 'collective' : ''} ${verdict ?? ''}`} data-link={link.id}>
      <h3>
        {link.s.map((id, index) => <span key={id}>{index > 0 && '、'}<ThingName id={id} /></span>)}
        <span class="relation"> {term(link.p)} </span>
        {link.type === 'target' ? <span class="thing">{link.target?.text}</span> : <ThingName id={link.o} />}
      </h3>
      <dl class="chips">
        <Chip name={say_('type')} value={term(link.type === 'inferred' ? 'inferred' : 'said')} style={link.type} />
        <Chip name={say_('reading')} value={term(link.reading)} style={link.reading} />
        {coverage && <Chip name={say_('coverage')} value={term(coverage)} style={coverage} />}
        {(link.route ?? resting[0]?.route) && <Chip name={say_('route')} value={term((link.route ?? resting[0]?.route)!)} />}
        {land.strength(link) > 0 && <Chip name={say_('strength')} value={'●'.repeat(land.strength(link)) + '○'.repeat(5 - land.strength(link))} told={`${land.strength(link)}/5`} />}
        {link.stage && <Chip name={say_('stage')} value={term(link.stage)} />}
        {link.modality && <Chip name={say_('modality')} value={term(link.modality)} />}
        {link.confidence !== undefined && <Chip name={say_('confidence')} value={link.confidence.toFixed(2)} />}
        {link.rule && <Chip name={say_('rule')} value={link.rule} />}
        {link.via && <Chip name={say_('via')} value={land.label(link.via)} />}
      </dl>
      {judgement && (
        <p class={`verdict ${judgement.verdict}`}>
          {term(judgement.verdict)} · {say_('judgedBy')} {judgement.by}{judgement.note && `：${judgement.note}`}
        </p>
      )}
      <Sentences link={link} />
      {steps.length > 0 && link.type === 'inferred' && (
        <details open={steps.length <= 3}>
          <summary>{say_('steps')}（{steps.length}）</summary>
          {steps.map((step) => <LinkCard key={step.id} link={step} nested />)}
        </details>
      )}
      {(data.summary.writable || judgement) && !nested && <Judge link={link} />}
    </article>
  )
}

function Chip({ name, value, told, style }: { name: string; value: string; told?: string; style?: string }) {
  return (
    <div class={`chip ${style ?? ''}`}>
      <dt>{name}</dt>
      <dd aria-label={told}>{value}</dd>
    </div>
  )
}

/** The sentences of a link, each once with all its words marked. */
function Sentences({ link }: { link: Link }) {
  if (link.type === 'inferred') return null
  const bySentence = new Map<string, Place[]>()
  for (const place of land.placesOf(link)) {
    const key = `${place.at} ${place.sentence}`
    bySentence.set(key, [...(bySentence.get(key) ?? []), place])
  }
  return <>{[...bySentence.values()].map((places) => <Sentence key={places[0]!.id} places={places} plan={link.plan} />)}</>
}

export function Sentence({ places, plan }: { places: Place[]; plan: Id }) {
  const say_ = useWords()
  const first = places[0]!
  const title = land.plans.get(plan)?.title ?? plan
  const path = land.headingPath(first.section)
  return (
    <blockquote>
      <p class="sentence" lang="zh-Hans">{marked(first.sentence, places.map((place) => [place.start - first.at, place.end - first.at]))}</p>
      <footer>
        <span class="where" lang="zh-Hans">《{title}》{path.length > 0 && ` › ${path.join(' › ')}`}{first.page ? ` · ${say_('page').replace('N', String(first.page))}` : ''}</span>
        <span class="acts">
          <button type="button" onClick={() => openPlan(plan, first.start)}>{say_('openPlan')}</button>
          <button type="button" onClick={() => void copy(citation(plan, places), say_('cited'))}>{say_('cite')}</button>
        </span>
      </footer>
    </blockquote>
  )
}

/** A sentence with the words between these code points marked. */
export function marked(sentence: string, spans: [number, number][]) {
  const characters = [...sentence]
  const cover = characters.map((_, at) => spans.some(([start, end]) => at >= start && at < end))
  const parts: { text: string; on: boolean }[] = []
  characters.forEach((character, at) => {
    const last = parts.at(-1)
    if (last && last.on === cover[at]) last.text += character
    else parts.push({ text: character, on: cover[at]! })
  })
  return parts.map((part, index) => (part.on ? <mark key={index}>{part.text}</mark> : part.text))
}

/** For a footnote: title, issuers, number, headings, the sentence, and where it stands in the text. */
export function citation(plan: Id, places: Place[]): string {
  const said = land.plans.get(plan)
  const first = places[0]!
  const about = [said?.issuers?.join('、'), said?.number, said?.issued].filter(Boolean).join('，')
  const path = land.headingPath(first.section)
  const where = [path.join(' › '), places.map((place) => `字符 ${place.start}–${place.end}`).join('、')].filter(Boolean).join('，')
  return `《${said?.title ?? plan}》${about ? `（${about}）` : ''}，${where}：“${first.sentence.trim()}”`
}

export async function copy(text: string, told: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    document.body.append(area)
    area.select()
    document.execCommand('copy')
    area.remove()
  }
  say(told)
}
