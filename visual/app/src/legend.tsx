// What the shapes, colours and lines of the graph picture mean.

import { useState } from 'preact/hooks'
import { land } from './data'
import { Mark, themeNow, useTerms, useWords } from './parts'
import { LOOK } from './words'

export function Legend() {
  const say_ = useWords()
  const term = useTerms()
  const [open, setOpen] = useState(true)
  const theme = themeNow()
  const line = (colour: string, dash: string, name: string, detail: string) => (
    <li>
      <svg width="34" height="10" aria-hidden="true"><line x1="1" y1="5" x2="33" y2="5" stroke={colour} stroke-width="2.4" stroke-dasharray={dash} /></svg>
      <span title={detail}>{name}</span>
    </li>
  )
  return (
    <details class="legend" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say_('legend')}</summary>
      <ul>
        {Object.keys(LOOK).filter((kind) => kind !== 'Indicator').map((kind) => <li key={kind}><Mark kind={kind} /><span>{term(kind)}</span></li>)}
      </ul>
      <ul class="lines">
        {line(theme.said, '', `${term('said')}·${term('each')}`, '')}
        {line(theme.collective, '8 4', `${term('said')}·${term('collective')}`, '')}
        {line(theme.inferred, '2 4', term('inferred'), '')}
        {line(theme.grouped, '2 4', `${term('inferred')}·${term('Group')}`, term('collective'))}
        <li><Mark kind="Group" /><span>{term('Group')}</span></li>
        {land.judgements.size > 0 && <li>✓ {say_('judge')}</li>}
        {land.judgements.size > 0 && <li>✗ {term('wrong')}</li>}
      </ul>
    </details>
  )
}
