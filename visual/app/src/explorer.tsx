import { render } from 'preact'
import './explorer.css'

const root = document.getElementById('app')
if (root) render(<h1>策图</h1>, root)
