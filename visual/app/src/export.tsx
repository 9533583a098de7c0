// Out again: pictures, data, networks, the link, and the query behind a view.

import { useState } from 'preact/hooks'
import { say as tell, source } from './data'
import { copy } from './evidence'
import { csv, gexf, graphml, png, save, xlsx } from './files'
import type { Filter } from './filter'
import { useWords } from './parts'
import { svgNow } from './pictures'
import { sparqlOf } from './sparql'
import { store } from './state'
import { networkOf, tableNow } from './tables'
import type { Word } from './words'

const FORMS = ['png', 'svg', 'csv', 'xlsx', 'gexf', 'graphml'] as const

async function send(form: (typeof FORMS)[number], filter: Filter): Promise<void> {
  const { state } = store
  const name = `cetu-${state.view}.${form}`
  if (form === 'svg' || form === 'png') {
    const svg = svgNow(state, filter)
    if (!svg) throw new Error('—')
    if (form === 'svg') save(name, svg, 'image/svg+xml')
    else save(name, await png(svg), 'image/png')
  } else if (form === 'csv') save(name, csv(tableNow(state, filter)), 'text/csv;charset=utf-8')
  else if (form === 'xlsx') save(name, xlsx(tableNow(state, filter)), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  else save(name, (form === 'gexf' ? gexf : graphml)(networkOf(state, filter)), 'application/xml')
}

/** The query editor in the theme that was chosen, if one was. */
const themed = (dark: boolean | null): string => (dark === null ? '' : `?theme=${dark ? 'dark' : 'light'}`)

export function ExportMenu({ filter }: { filter: Filter }) {
  const say = useWords()
  const [, again] = useState(0)
  const close = (event: Event) => ((event.currentTarget as HTMLElement).closest('details')!.open = false)
  return (
    <details class="menu right" onToggle={() => again((count) => count + 1)}>
      <summary>{say('download')}</summary>
      <div class="drop list">
        {FORMS.map((form) => (
          <button type="button" key={form} data-export={form} onClick={(event) => { close(event); send(form, filter).catch((error: unknown) => tell(String(error), true)) }}>{say(form as Word)}</button>
        ))}
        <hr />
        <button type="button" data-export="link" onClick={(event) => { close(event); void copy(location.href, say('linkCopied')) }}>{say('copyLink')}</button>
        {!source.isStatic && <a data-export="sparql" href={`query${themed(store.state.dark)}#query=${encodeURIComponent(sparqlOf(store.state, filter))}`}>{say('sparql')}</a>}
        {source.isStatic && <button type="button" data-export="sparql" onClick={(event) => { close(event); void copy(sparqlOf(store.state, filter), say('cited')) }}>SPARQL</button>}
      </div>
    </details>
  )
}
