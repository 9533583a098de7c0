// The search box: what fits best while one types; arrows and Enter choose.

import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { apart, whose } from './apart'
import { say, source } from './data'
import type { Found } from './model'
import { Mark, useTerms, useWords } from './parts'
import { useLanguage } from './state'

export function SearchBox({ on, label, small = false, focusKey = false }: { on: (found: Found) => void; label?: string; small?: boolean; focusKey?: boolean }) {
  const say_ = useWords()
  const term = useTerms()
  const language = useLanguage()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [words, setWords] = useState('')
  const [found, setFound] = useState<Found[] | null>(null)
  const [at, setAt] = useState(0)
  const asked = useRef(0)
  const leaving = useRef(0)
  useEffect(() => {
    const number = ++asked.current
    if (!words.trim()) {
      setFound(null)
      return
    }
    const wait = setTimeout(() => {
      source.search(words).then(
        (hits) => {
          if (number !== asked.current) return
          setFound(hits)
          setAt(0)
        },
        (error: unknown) => say(String(error), true),
      )
    }, 60)
    return () => clearTimeout(wait)
  }, [words])
  const labels = new Map((found ?? []).map((hit) => [hit.id, `${hit.kind} ${hit.label}`]))
  const named = apart([...labels.keys()], (one) => labels.get(one)!)
  const told = (one: Found['id']) => named.get(one) ?? whose(one)
  const choose = (hit: Found | undefined) => {
    if (!hit) return
    setWords('')
    setFound(null)
    on(hit)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, (found?.length ?? 1) - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') choose(found?.[at])
    else if (event.key === 'Escape') setWords('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class={`search ${small ? 'small' : ''}`} role="search" aria-label={label ?? say_(small ? 'searchShort' : 'search')}>
      <input ref={input} type="search" value={words} placeholder={small ? say_('searchShort') : say_('search')} aria-label={label ?? say_('search')}
        role="combobox" aria-expanded={!!found} aria-controls={id} aria-autocomplete="list" aria-activedescendant={found?.length ? `${id}-${at}` : undefined}
        autocomplete="off" spellcheck={false} data-focus={focusKey ? 'search' : undefined}
        onInput={(event) => setWords(event.currentTarget.value)} onKeyDown={onKey} onBlur={() => { leaving.current = setTimeout(() => setFound(null), 180) as unknown as number }} onFocus={() => clearTimeout(leaving.current)} />
      {found && (
        <ul id={id} role="listbox" aria-label={say_('search')}>
          {found.map((hit, index) => (
            <li key={hit.id} id={`${id}-${index}`} role="option" aria-selected={index === at} class={index === at ? 'on' : ''} onPointerDown={(event) => { event.preventDefault(); choose(hit) }} onPointerEnter={() => setAt(index)}>
              <Mark kind={hit.kind} />
              <span class="name">{(language === 'en' && hit.en) || hit.label}</span>
              {hit.name !== hit.label && <span class="how">{term(hit.how)} {hit.name}</span>}
              {(hit.kind === 'Task' || named.has(hit.id)) && <span class="how of" title={told(hit.id)}>{told(hit.id)}</span>}
              <span class="kind">{term(hit.kind)}</span>
            </li>
          ))}
          {!found.length && <li class="none">{say_('nothingFound')}<span class="how">{say_('nothingHint')}</span></li>}
        </ul>
      )}
    </div>
  )
}
