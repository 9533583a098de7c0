// The keys.

import { useEffect, useRef } from 'preact/hooks'
import { useWords } from './parts'
import { useLanguage } from './state'

const KEYS: [string, string, string][] = [
  ['1 – 7', '换视图', 'views'], ['/', '搜索', 'search'], ['Ctrl+Z / Ctrl+Y', '撤销、重做（与浏览器的后退、前进相同）', 'undo, redo (as the browser’s back and forward)'],
  ['I / F', '到右边的依据，到左边的筛选；Esc 回来', 'to the evidence, to the filter; Esc comes back'],
  ['Esc', '关上菜单，放下所选', 'close a menu, let go of what is chosen'], ['?', '本页', 'this page'],
  ['← ↑ → ↓', '关系图：走到那一边的节点；矩阵：换格子；对照：换条目', 'graph: to the node that way; matrix: to the next cell; alignment: to the next row'],
  ['E / C', '展开、收起', 'expand, collapse'], ['P / H', '固定、隐藏', 'pin, hide'], ['+ − 0', '放大、缩小、看全图', 'zoom, fit'],
  ['Tab, Enter', '格子、条目、线段都能用键盘打开', 'every cell, mark and band opens by keyboard'],
]

export function Help({ close }: { close: () => void }) {
  const say = useWords()
  const language = useLanguage()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="help" onClose={close} aria-label={say('help')}>
      <h2>{say('help')}</h2>
      <dl>{KEYS.map(([key, zh, en]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{language === 'zh' ? zh : en}</dd></div>)}</dl>
      <button type="button" class="primary" onClick={() => dialog.current?.close()}>{say('close')}</button>
    </dialog>
  )
}
