// Small parts that many views use.

import type { ComponentChildren } from 'preact'
import { land } from './data'
import { fillOf, lineOf, outlineOf, LIGHT, DARK } from './draw'
import type { Id } from './model'
import { useStore } from './state'
import { term, word, type Word } from './words'

export function useWords(): (name: Word) => string {
  const { language } = useStore()
  return (name) => word(name, language)
}

export function useTerms(): (name: string) => string {
  const { language } = useStore()
  return (name) => term(name, language)
}

export function isDark(): boolean {
  return document.documentElement.dataset['theme'] === 'dark'
}

export const themeNow = () => (isDark() ? DARK : LIGHT)

/** The mark of a class, as in the graph picture. */
export function Mark({ kind, size = 14 }: { kind: string; size?: number }) {
  const theme = themeNow()
  const outline = outlineOf(kind)
  const paint = { fill: fillOf(kind, theme), stroke: lineOf(kind, theme), 'stroke-width': 0.22 }
  return (
    <svg class="mark" width={size} height={size} viewBox="-1.3 -1.3 2.6 2.6" aria-hidden="true">
      {outline ? <polygon points={outline.map((point) => point.join(',')).join(' ')} {...paint} /> : <circle r="1" {...paint} />}
    </svg>
  )
}

/** The mark and the name of a thing, and what tells it apart from others of that name. */
export function ThingName({ id, of }: { id: Id; of?: string }) {
  const { language } = useStore()
  return (
    <span class="thing">
      <Mark kind={land.kind(id)} /> {land.label(id, language === 'en')}
      {of && <small class="of" title={of}> {of}</small>}
    </span>
  )
}

export function Button({ children, on, title, pressed, disabled, class: style }: {
  children: ComponentChildren
  on: () => void
  title?: string
  pressed?: boolean
  disabled?: boolean
  class?: string
}) {
  return (
    <button type="button" class={style} onClick={on} title={title} aria-label={title} aria-pressed={pressed} disabled={disabled}>
      {children}
    </button>
  )
}

/** Close the menus that lie open, but for the one around an element; whether there was any. */
export function closeMenus(but: Element | null = null): boolean {
  const open = [...document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')].filter((menu) => !but || !menu.contains(but))
  for (const menu of open) menu.open = false
  return open.length > 0
}

/** One of several, as a row of buttons. */
export function Choice<T extends string>({ label, value, options, on }: { label: string; value: T; options: [T, string][]; on: (value: T) => void }) {
  return (
    <span class="choice" role="radiogroup" aria-label={label}>
      <span class="label">{label}</span>
      {options.map(([option, name]) => (
        <button type="button" role="radio" key={option} aria-checked={option === value} class={option === value ? 'on' : ''} onClick={() => on(option)}>
          {name}
        </button>
      ))}
    </span>
  )
}
